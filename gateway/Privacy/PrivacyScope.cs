using System.Collections.Frozen;
using Interop.Gateway.Limits;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>An active scope, compiled so that each question of admission and minimisation is one array or set look-up.</summary>
internal sealed class PrivacyScope
{
    private const byte NotGranted = byte.MaxValue;
    private readonly byte[] grants;

    public PrivacyScope(ScopeConfig config, AttributeCatalogue catalogue)
    {
        Config = config;
        (Name, Version, Consumer, From, To, Limit) = (config.Scope, config.Version, config.Consumer, config.From, config.To, config.Limits);
        RetentionDays = config.RetentionDays;
        Operations = config.Operations.ToFrozenSet();
        Purposes = config.Purposes.ToFrozenSet();
        Registries = config.Registries.ToFrozenSet();
        Programmes = config.Programmes.ToFrozenSet();
        grants = new byte[catalogue.All.Count];
        Array.Fill(grants, NotGranted);
        foreach (var grant in config.Attributes)
            grants[catalogue[grant.Name].Ordinal] = (byte)grant.Reduction;
        Granted = [.. catalogue.All.Where(a => Grants(a))];
        Services = (config.Services ?? []).SelectMany(s => s.Operations.Select(o => (Name: $"{s.Service}/{o}", Grant: new ServiceGrant(config.Consumer, s.Service, s.Fields))))
            .ToFrozenDictionary(g => g.Name, g => g.Grant);
    }

    /// <summary>What it was compiled from.</summary>
    public ScopeConfig Config { get; }
    public string Name { get; }
    public int Version { get; }
    public string Consumer { get; }
    /// <summary>First and last day in force.</summary>
    public DateOnly From { get; }
    public DateOnly To { get; }
    /// <summary>How much may be asked under it, by all keys together; null leaves it to the limits of the keys.</summary>
    public Limit? Limit { get; }
    public FrozenSet<string> Purposes { get; }
    public FrozenSet<Operation> Operations { get; }
    public FrozenSet<string> Registries { get; }
    public FrozenSet<string> Programmes { get; }
    /// <summary>Every attribute granted, whole or reduced, in catalogue order.</summary>
    public IReadOnlyList<CatalogueAttribute> Granted { get; }

    /// <summary>For how many days after its month an exchange under it can be joined with the person it is about.</summary>
    public int RetentionDays { get; }

    /// <summary>What it grants of published services, by <c>institution/service/operation</c>.</summary>
    public FrozenDictionary<string, ServiceGrant> Services { get; }

    public bool IsInForce(DateOnly day) => From <= day && day <= To;

    public bool Grants(CatalogueAttribute attribute) => grants[attribute.Ordinal] != NotGranted;

    /// <summary>How much of the attribute leaves. Ask <see cref="Grants"/> first.</summary>
    public Reduction ReductionOf(CatalogueAttribute attribute) => (Reduction)grants[attribute.Ordinal];

    /// <summary>
    /// Whether an explanation that rests on these attributes may be shown: each must be granted whole, since a condition
    /// that is met or not met tells more than a reduced value.
    /// </summary>
    public bool MayExplain(IReadOnlyList<CatalogueAttribute> attributes)
    {
        foreach (var attribute in attributes)
            if (grants[attribute.Ordinal] != (byte)Reduction.Whole)
                return false;
        return true;
    }

    public override string ToString() => $"{Name} v{Version}";
}

/// <summary>What a scope lets its consumer see of the answers of one operation of a published service.</summary>
internal sealed class ServiceGrant(string consumer, string service, IReadOnlyList<FieldConfig> fields)
{
    public string Consumer { get; } = consumer;
    /// <summary><c>institution/service</c>.</summary>
    public string Service { get; } = service;
    public IReadOnlyList<FieldConfig> Fields { get; } = fields;
}
