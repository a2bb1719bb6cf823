using System.Collections.Frozen;
using Interop.Gateway.Limits;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>An active scope, compiled so that each question of admission and minimisation is one array or set look-up.</summary>
internal sealed class PrivacyScope
{
    /// <summary>30 days; of a longer guarantee a list of revocations would have to tell for as long.</summary>
    public const int LongestGuaranteeHours = 720;

    private const byte NotGranted = byte.MaxValue;
    private readonly Dictionary<string, (PrivacyScope Plain, PrivacyScope WithCase)>? circumstances;
    private byte[] grants;

    public PrivacyScope(ScopeConfig config, AttributeCatalogue catalogue)
    {
        Config = config;
        (Name, Version, Consumer, From, To, Limit) = (config.Scope, config.Version, config.Consumer, config.From, config.To, config.Limits);
        RetentionDays = config.RetentionDays;
        LastKnown = config.LastKnownHours is { } hours ? TimeSpan.FromHours(hours) : null;
        GuaranteeValidity = config.GuaranteeHours is { } valid ? TimeSpan.FromHours(valid) : null;
        Operations = config.Operations.ToFrozenSet();
        Purposes = config.Purposes.ToFrozenSet();
        Registries = config.Registries.ToFrozenSet();
        Programmes = config.Programmes.ToFrozenSet();
        NeedsCase = config.Subject.Any(c => c.Kind == SubjectConditionKind.Case);
        Subject = [.. config.Subject.Where(SubjectConditionConfig.IsAboutPerson)];
        NeedsConsent = Subject.Any(c => c.Kind == SubjectConditionKind.Consent);
        ReadForSubject = [.. SubjectConditionConfig.Reads(Subject, catalogue)];
        (grants, Granted) = Grant(config.Attributes, catalogue);
        // Of whom a service speaks nobody here knows, so what depends on the person lets none be called.
        Services = (Subject.Count > 0 ? [] : config.Services ?? []).SelectMany(s => s.Operations.Select(o => (Name: $"{s.Service}/{o}", Grant: new ServiceGrant(config.Consumer, s.Service, s.Fields))))
            .ToFrozenDictionary(g => g.Name, g => g.Grant);
        if (config.Attributes.Any(a => a.Circumstance is { Purposes: not null } or { Case: true }))
            circumstances = Circumstances(config, catalogue);
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
    public IReadOnlyList<CatalogueAttribute> Granted { get; private set; }

    /// <summary>Whether the caller must name a case.</summary>
    public bool NeedsCase { get; }

    /// <summary>Whether the register of consents must be asked.</summary>
    public bool NeedsConsent { get; }

    /// <summary>What must hold of the person; nothing for most scopes.</summary>
    public IReadOnlyList<SubjectConditionConfig> Subject { get; }

    /// <summary>What is read to decide that, beside what is asked for. It does not leave by that.</summary>
    public IReadOnlyList<CatalogueAttribute> ReadForSubject { get; }

    /// <summary>For how many days after its month an exchange under it can be joined with the person it is about.</summary>
    public int RetentionDays { get; }

    /// <summary>How old what a silent registry last said may be to answer in its place; null where it never may.</summary>
    public TimeSpan? LastKnown { get; }

    /// <summary>How long a guarantee given under it holds; null where none is given.</summary>
    public TimeSpan? GuaranteeValidity { get; }

    /// <summary>What it grants of published services, by <c>institution/service/operation</c>.</summary>
    public FrozenDictionary<string, ServiceGrant> Services { get; }

    public bool IsInForce(DateOnly day) => From <= day && day <= To;

    /// <summary>
    /// The scope as it is for one of its purposes, with or without a case: what it grants in other circumstances is not granted. Always the same
    /// object for the same circumstance, since caches are keyed by it.
    /// </summary>
    public PrivacyScope In(string purpose, bool caseGiven) =>
        circumstances is null ? this : caseGiven ? circumstances[purpose].WithCase : circumstances[purpose].Plain;

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

    private static (byte[] Grants, IReadOnlyList<CatalogueAttribute> Granted) Grant(IEnumerable<GrantConfig> named, AttributeCatalogue catalogue)
    {
        var all = new byte[catalogue.All.Count];
        Array.Fill(all, NotGranted);
        foreach (var grant in named)
            all[catalogue[grant.Name].Ordinal] = (byte)grant.Reduction;
        return (all, [.. catalogue.All.Where(a => all[a.Ordinal] != NotGranted)]);
    }

    /// <summary>What is left of the scope for each purpose; circumstances that leave the same share one object.</summary>
    private Dictionary<string, (PrivacyScope Plain, PrivacyScope WithCase)> Circumstances(ScopeConfig config, AttributeCatalogue catalogue)
    {
        var made = new Dictionary<string, PrivacyScope>();
        return config.Purposes.Distinct().ToDictionary(p => p, p => (Left(p, false), Left(p, true)));

        PrivacyScope Left(string purpose, bool caseGiven)
        {
            var left = config.Attributes.Where(a => a.Circumstance?.Holds(purpose, caseGiven) ?? true).ToArray();
            var key = string.Join(' ', left.Select(a => a.Name));
            if (!made.TryGetValue(key, out var scope))
            {
                made[key] = scope = (PrivacyScope)MemberwiseClone();
                (scope.grants, scope.Granted) = Grant(left, catalogue);
            }
            return scope;
        }
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
