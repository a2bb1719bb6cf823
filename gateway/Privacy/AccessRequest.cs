using Interop.Gateway.Entitlements;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What an institution would like to be allowed. It becomes a draft scope, which lets nobody do anything until officers have made it active.</summary>
/// <param name="Scope">Name of the scope; a scope of that name that is there already gets a further version.</param>
/// <param name="Attributes"><c>name</c>, or <c>name:reduction</c> to get less than the whole value.</param>
/// <param name="UseCase">Code of a template; null makes the scope exceptional.</param>
internal sealed record AccessRequest(
    string Scope, string Institution, string[] Purposes, Operation[] Operations, string[] Attributes, string[] Programmes,
    DateOnly From, DateOnly To, string LegalBasis, int RetentionDays, string? UseCase)
{
    /// <summary>The draft this request makes, or what is wrong with it already; the ledger says the rest.</summary>
    public ScopeConfig? Draft(AttributeCatalogue catalogue, ProgrammeRules rules, out IReadOnlyList<string> faults)
    {
        var wrong = new List<string>();
        var grants = Attributes.Select(a => Grant(a, wrong)).ToArray();
        if (grants.Length == 0 && Programmes.Length == 0)
            wrong.Add("neither an attribute nor a programme is named, so there is nothing to allow");
        faults = wrong;
        return wrong.Count > 0 ? null : new(
            Scope, 1, Institution, Purposes, Operations, [.. Registries(grants, catalogue, rules)], Programmes, grants, "any",
            From, To, LegalBasis, RetentionDays, ScopeStatus.Draft, null, null, UseCase: UseCase);
    }

    private static GrantConfig Grant(string text, List<string> wrong)
    {
        var (name, reduction) = text.IndexOf(':') is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, "whole");
        foreach (var known in Enum.GetValues<Reduction>())
            if (WireName.Of(known) == reduction)
                return new(name, known);
        wrong.Add($"attribute '{name}': no reduction '{reduction}'; there are {string.Join(", ", Enum.GetValues<Reduction>().Select(WireName.Of))}");
        return new(name);
    }

    /// <summary>The owners of what is granted and of what the rules of the programmes read.</summary>
    private IEnumerable<string> Registries(GrantConfig[] grants, AttributeCatalogue catalogue, ProgrammeRules rules) =>
        grants.Select(g => catalogue.Find(g.Name)).OfType<CatalogueAttribute>()
            .Concat(Programmes.Select(rules.Find).OfType<Programme>().SelectMany(p => p.Versions).SelectMany(v => v.Attributes))
            .Select(a => a.Owner).Distinct().Order(StringComparer.Ordinal);
}
