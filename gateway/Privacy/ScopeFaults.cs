using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Privacy;

/// <summary>What is wrong with scopes beyond their schema: names that mean nothing, grants that cannot be kept, scopes that contradict.</summary>
internal static class ScopeFaults
{
    /// <summary>Everything that is wrong with the scopes of a file, each alone and all together.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<ScopeConfig> scopes, ScopeVocabulary words)
    {
        var owners = words.Catalogue.All.Select(a => a.Owner).ToHashSet();
        return scopes.GroupBy(s => (s.Scope, s.Version)).Where(g => g.Count() > 1).Select(g => $"scope '{g.Key.Scope}' v{g.Key.Version} is there {g.Count()} times")
            .Concat(scopes.SelectMany(s => OfOne(s, words, owners).Select(f => $"scope '{s.Scope}' v{s.Version}: {f}")))
            .Concat(Contradictions(scopes.Where(s => s.Status == ScopeStatus.Active)));
    }

    /// <summary>What is wrong with one scope, whatever others there are.</summary>
    public static IEnumerable<string> Of(ScopeConfig scope, ScopeVocabulary words) => OfOne(scope, words, words.Catalogue.All.Select(a => a.Owner).ToHashSet());

    /// <summary>
    /// What else is wrong with a version that is yet to be in force. A version that is already was approved before this was asked for, so it stays
    /// until somebody drafts the next one.
    /// </summary>
    public static IEnumerable<string> OfDraft(ScopeConfig scope, ScopeVocabulary words)
    {
        foreach (var grant in scope.Attributes.Where(g => g.Circumstance is null && words.Catalogue.Find(g.Name)?.Sensitivity == Sensitivity.Sensitive))
            yield return $"grants '{grant.Name}', which is sensitive, and does not say in which circumstance";
        if (scope.Subject.Any(c => c.Kind == SubjectConditionKind.Jurisdiction) && words.Institutions.Find(scope.Consumer)?.Jurisdiction == "")
            yield return $"asks that the subject lives in the jurisdiction of '{scope.Consumer}', which is the whole country";
    }

    /// <summary>Pairs of scopes that would both answer for one exchange.</summary>
    public static IEnumerable<string> Contradictions(IEnumerable<ScopeConfig> active)
    {
        foreach (var own in active.GroupBy(s => s.Consumer).Select(g => g.ToArray()))
            for (var i = 0; i < own.Length; i++)
                for (var j = i + 1; j < own.Length; j++)
                    if (Contradict(own[i], own[j]))
                        yield return $"scopes '{own[i].Scope}' v{own[i].Version} and '{own[j].Scope}' v{own[j].Version}: both active for the same consumer, purpose and operation at one time";
    }

    /// <summary>Whether both are in force on some day.</summary>
    public static bool Overlap(ScopeConfig a, ScopeConfig b) => a.From <= b.To && b.From <= a.To;

    private static IEnumerable<string> OfOne(ScopeConfig scope, ScopeVocabulary words, HashSet<string> owners)
    {
        if (words.Institutions.Find(scope.Consumer) is null)
            yield return $"no institution '{scope.Consumer}'";
        foreach (var purpose in scope.Purposes.Where(p => !CodeLists.Purposes.ContainsKey(p)))
            yield return $"no purpose '{purpose}' among HL7 PurposeOfUse codes in use";
        foreach (var registry in scope.Registries.Where(r => !owners.Contains(r)))
            yield return $"no registry '{registry}'";
        foreach (var programme in scope.Programmes.Where(p => !words.Programmes.Contains(p)))
            yield return $"no programme '{programme}'";
        foreach (var fault in scope.Attributes.Select(g => FaultOf(g, scope, words.Catalogue)).OfType<string>())
            yield return fault;
        foreach (var fault in FaultsOf(scope.Services ?? [], words))
            yield return fault;
        foreach (var fault in SubjectFaults.Of(scope, words.Catalogue, owners))
            yield return fault;
        if (scope.To < scope.From)
            yield return $"ends on {scope.To:yyyy-MM-dd}, before it begins on {scope.From:yyyy-MM-dd}";
        if (scope.Status == ScopeStatus.Active && (scope.ApprovedBy is null || scope.ApprovedBy == scope.SubmittedBy))
            yield return $"active, and not approved by a second officer (submittedBy '{scope.SubmittedBy}', approvedBy '{scope.ApprovedBy}')";
    }

    private static string? FaultOf(GrantConfig grant, ScopeConfig scope, AttributeCatalogue catalogue)
    {
        if (catalogue.Find(grant.Name) is not { } attribute)
            return $"no attribute '{grant.Name}' in the catalogue";
        if (!scope.Registries.Contains(attribute.Owner))
            return $"grants '{grant.Name}' of '{attribute.Owner}', which is not among its registries";
        if (grant.Reduction != Reduction.Whole && !attribute.Reductions.Contains(grant.Reduction))
            return $"'{grant.Name}' cannot be reduced to '{WireName.Of(grant.Reduction)}'";
        if (grant.Circumstance?.Purposes?.Except(scope.Purposes).ToArray() is { Length: > 0 } others)
            return $"grants '{grant.Name}' for {string.Join(", ", others.Select(p => $"'{p}'"))}, not among its purposes";
        return scope.Attributes.Count(g => g.Name == grant.Name) > 1 ? $"grants '{grant.Name}' more than once" : null;
    }

    /// <summary>Whether a service is published is not asked here: it may come later, and until then its grant is of no use to anybody.</summary>
    private static IEnumerable<string> FaultsOf(ServiceGrantConfig[] services, ScopeVocabulary words)
    {
        foreach (var provider in services.Select(s => s.Service.Split('/')[0]).Distinct().Where(p => words.Institutions.Find(p) is null))
            yield return $"grants a service of '{provider}', and there is no such institution";
        foreach (var operation in services.SelectMany(OperationsOf).GroupBy(o => o).Where(g => g.Count() > 1))
            yield return $"grants the operation '{operation.Key}' more than once";
        foreach (var service in services)
            foreach (var fault in words.FieldFaults(service.Fields))
                yield return $"fields of '{service.Service}': {fault}";
    }

    private static IEnumerable<string> OperationsOf(ServiceGrantConfig service) => service.Operations.Select(o => $"{service.Service}/{o}");

    private static bool Contradict(ScopeConfig a, ScopeConfig b) =>
        a.Consumer == b.Consumer && a.Purposes.Intersect(b.Purposes).Any() && Overlap(a, b)
        && (a.Operations.Intersect(b.Operations).Any() || (a.Services ?? []).SelectMany(OperationsOf).Intersect((b.Services ?? []).SelectMany(OperationsOf)).Any());
}
