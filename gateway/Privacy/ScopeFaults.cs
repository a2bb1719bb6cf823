using Interop.Gateway.Institutions;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Privacy;

/// <summary>What is wrong with a scope file beyond its schema: names that mean nothing, grants that cannot be kept, scopes that contradict.</summary>
internal static class ScopeFaults
{
    public static IEnumerable<string> Of(ScopesConfig file, AttributeCatalogue catalogue, InstitutionRegister institutions, IReadOnlySet<string> programmes)
    {
        var owners = catalogue.All.Select(a => a.Owner).ToHashSet();
        foreach (var scope in file.Scopes)
        {
            var at = $"scope '{scope.Scope}' v{scope.Version}";
            if (institutions.Find(scope.Consumer) is null)
                yield return $"{at}: no institution '{scope.Consumer}'";
            foreach (var purpose in scope.Purposes.Where(p => !CodeLists.Purposes.ContainsKey(p)))
                yield return $"{at}: no purpose '{purpose}' among HL7 PurposeOfUse codes in use";
            foreach (var registry in scope.Registries.Where(r => !owners.Contains(r)))
                yield return $"{at}: no registry '{registry}'";
            foreach (var programme in scope.Programmes.Where(p => !programmes.Contains(p)))
                yield return $"{at}: no programme '{programme}'";
            foreach (var fault in scope.Attributes.Select(g => FaultOf(g, scope, catalogue)).OfType<string>())
                yield return $"{at}: {fault}";
            foreach (var fault in FaultsOf(scope.Services ?? [], institutions))
                yield return $"{at}: {fault}";
            if (scope.To < scope.From)
                yield return $"{at}: ends on {scope.To:yyyy-MM-dd}, before it begins on {scope.From:yyyy-MM-dd}";
            if (scope.Status == ScopeStatus.Active && (scope.ApprovedBy is null || scope.ApprovedBy == scope.SubmittedBy))
                yield return $"{at}: active, and not approved by a second officer (submittedBy '{scope.SubmittedBy}', approvedBy '{scope.ApprovedBy}')";
        }
        var active = file.Scopes.Where(s => s.Status == ScopeStatus.Active).ToArray();
        for (var i = 0; i < active.Length; i++)
            for (var j = i + 1; j < active.Length; j++)
                if (Contradict(active[i], active[j]))
                    yield return $"scopes '{active[i].Scope}' v{active[i].Version} and '{active[j].Scope}' v{active[j].Version}: both active for the same consumer, purpose and operation at one time";
    }

    private static string? FaultOf(GrantConfig grant, ScopeConfig scope, AttributeCatalogue catalogue)
    {
        if (catalogue.Find(grant.Name) is not { } attribute)
            return $"no attribute '{grant.Name}' in the catalogue";
        if (!scope.Registries.Contains(attribute.Owner))
            return $"grants '{grant.Name}' of '{attribute.Owner}', which is not among its registries";
        if (grant.Reduction != Reduction.Whole && !attribute.Reductions.Contains(grant.Reduction))
            return $"'{grant.Name}' cannot be reduced to '{WireName.Of(grant.Reduction)}'";
        return scope.Attributes.Count(g => g.Name == grant.Name) > 1 ? $"grants '{grant.Name}' more than once" : null;
    }

    /// <summary>Whether a service is published is not asked here: it may come later, and until then its grant is of no use to anybody.</summary>
    private static IEnumerable<string> FaultsOf(ServiceGrantConfig[] services, InstitutionRegister institutions)
    {
        foreach (var provider in services.Select(s => s.Service.Split('/')[0]).Distinct().Where(p => institutions.Find(p) is null))
            yield return $"grants a service of '{provider}', and there is no such institution";
        foreach (var operation in services.SelectMany(OperationsOf).GroupBy(o => o).Where(g => g.Count() > 1))
            yield return $"grants the operation '{operation.Key}' more than once";
        foreach (var service in services)
            foreach (var field in service.Fields.GroupBy(f => f.Path).Where(g => g.Count() > 1))
                yield return $"grants the field '{field.Key}' of '{service.Service}' more than once";
    }

    private static IEnumerable<string> OperationsOf(ServiceGrantConfig service) => service.Operations.Select(o => $"{service.Service}/{o}");

    private static bool Contradict(ScopeConfig a, ScopeConfig b) =>
        a.Consumer == b.Consumer && a.Purposes.Intersect(b.Purposes).Any() && a.From <= b.To && b.From <= a.To
        && (a.Operations.Intersect(b.Operations).Any() || (a.Services ?? []).SelectMany(OperationsOf).Intersect((b.Services ?? []).SelectMany(OperationsOf)).Any());
}
