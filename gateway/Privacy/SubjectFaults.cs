using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What is wrong with the conditions that a scope makes about its subjects.</summary>
internal static class SubjectFaults
{
    public static IEnumerable<string> Of(ScopeConfig scope, AttributeCatalogue catalogue, IReadOnlySet<string> registries)
    {
        foreach (var condition in scope.Subject)
            if (FaultOf(condition, scope, catalogue, registries) is { } fault)
                yield return fault;
        foreach (var twice in scope.Subject.GroupBy(c => c.ToString()).Where(g => g.Count() > 1))
            yield return $"asks for '{twice.Key}' more than once";
        if (scope.Services is { Length: > 0 } && scope.Subject.Any(SubjectConditionConfig.IsAboutPerson))
            yield return "grants published services, of which the hub does not know whom they are about, and makes conditions about the person; "
                + $"beside services only '{WireName.Of(SubjectConditionKind.Case)}' can be asked for";
    }

    private static string? FaultOf(SubjectConditionConfig condition, ScopeConfig scope, AttributeCatalogue catalogue, IReadOnlySet<string> registries) => condition switch
    {
        { Kind: SubjectConditionKind.Known, Registry: null or "" } => "asks for a subject that is known, and names no registry",
        { Kind: SubjectConditionKind.Known, Registry: var registry } => registries.Contains(registry) ? null : $"asks for a subject known to '{registry}', and there is no such registry",
        { Registry: not null } or { Capacities: not null } or { GraceDays: not 0 } => $"'{WireName.Of(condition.Kind)}' takes no registry, capacities or days",
        { Kind: SubjectConditionKind.Jurisdiction } when !scope.Registries.Contains(catalogue[SubjectConditionConfig.Residence].Owner) =>
            $"asks where the subject lives, and '{catalogue[SubjectConditionConfig.Residence].Owner}', which knows, is not among its registries",
        _ => null,
    };
}
