using Interop.Gateway.Entitlements;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What an institution would like to be allowed. It becomes a draft scope, which lets nobody do anything until officers have made it active.</summary>
/// <param name="Scope">Name of the scope; a scope of that name that is there already gets a further version.</param>
/// <param name="Attributes"><c>name</c>, or <c>name:reduction</c> to get less than the whole value.</param>
internal sealed record AccessRequest(
    string Scope, string Institution, string[] Purposes, Operation[] Operations, string[] Attributes, string[] Programmes,
    DateOnly From, DateOnly To, string LegalBasis, int RetentionDays)
{
    /// <summary>About whom: each <c>case</c>, <c>jurisdiction</c> or <c>known:registry:capacity,...:days</c>; none for anybody.</summary>
    public string[] Conditions { get; init; } = [];

    /// <summary>Why sensitive attributes are needed, each <c>name=why</c>.</summary>
    public string[] Because { get; init; } = [];

    /// <summary>The draft this request makes, or what is wrong with it already; the ledger says the rest.</summary>
    public ScopeConfig? Draft(AttributeCatalogue catalogue, ProgrammeRules rules, out IReadOnlyList<string> faults)
    {
        var wrong = new List<string>();
        var grants = Attributes.Select(a => Grant(a, wrong)).ToArray();
        var subject = Conditions.Select(c => Condition(c, wrong)).OfType<SubjectConditionConfig>().ToArray();
        wrong.AddRange(Because.Where(b => !Attributes.Any(a => b.StartsWith(NameIn(a) + "=", StringComparison.Ordinal))).Select(b => $"'{b}' is the reason for no attribute that is asked for"));
        if (grants.Length == 0 && Programmes.Length == 0)
            wrong.Add("neither an attribute nor a programme is named, so there is nothing to allow");
        faults = wrong;
        return wrong.Count > 0 ? null : new(
            Scope, 1, Institution, Purposes, Operations, [.. Registries(grants, subject, catalogue, rules)], Programmes, grants, subject,
            From, To, LegalBasis, RetentionDays, ScopeStatus.Draft, null, null);
    }

    private static SubjectConditionConfig? Condition(string text, List<string> wrong)
    {
        var condition = SubjectConditionConfig.Parse(text);
        if (condition is null)
            wrong.Add($"condition '{text}' is none of case, consent, jurisdiction, known:registry, known:registry:capacity,...:days");
        return condition;
    }

    private static string NameIn(string attribute) => attribute.Split(':')[0];

    private GrantConfig Grant(string text, List<string> wrong)
    {
        var (name, reduction) = (NameIn(text), text.IndexOf(':') is > 0 and var colon ? text[(colon + 1)..] : "whole");
        var because = Because.FirstOrDefault(b => b.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        foreach (var known in Enum.GetValues<Reduction>())
            if (WireName.Of(known) == reduction)
                return new(name, known, because is null ? null : new(because));
        wrong.Add($"attribute '{name}': no reduction '{reduction}'; there are {string.Join(", ", Enum.GetValues<Reduction>().Select(WireName.Of))}");
        return new(name);
    }

    /// <summary>The owners of what is granted, of what the rules of the programmes read, and of what decides about whom may be asked.</summary>
    private IEnumerable<string> Registries(GrantConfig[] grants, SubjectConditionConfig[] subject, AttributeCatalogue catalogue, ProgrammeRules rules) =>
        grants.Select(g => catalogue.Find(g.Name)).OfType<CatalogueAttribute>()
            .Concat(Programmes.Select(rules.Find).OfType<Programme>().SelectMany(p => p.Versions).SelectMany(v => v.Attributes))
            .Concat(SubjectConditionConfig.Reads(subject, catalogue))
            .Select(a => a.Owner).Distinct().Order(StringComparer.Ordinal);
}
