using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>What a scope in force grants and no exchange of the last days asked for or was given.</summary>
/// <param name="Scope">The version in force.</param>
/// <param name="Days">For how many of the days it has been in force.</param>
/// <param name="Exchanges">Exchanges under it in that time.</param>
internal sealed record ScopeAdvice(
    ScopeConfig Scope, int Days, long Exchanges, IReadOnlyList<string> Purposes, IReadOnlyList<Operation> Operations, IReadOnlyList<string> Programmes,
    IReadOnlyList<string> Attributes)
{
    public int Unused => Purposes.Count + Operations.Count + Programmes.Count + Attributes.Count;

    /// <summary>
    /// The scope without what nobody uses, or null where nothing would be left to allow: such a scope is one to revoke. Registries that nothing left
    /// needs go too, unless the scope grants published services.
    /// </summary>
    public ScopeConfig? Without(AttributeCatalogue catalogue, ProgrammeRules rules)
    {
        var services = Scope.Services is { Length: > 0 };
        var less = Scope with
        {
            Purposes = [.. Scope.Purposes.Except(Purposes)],
            Operations = [.. Scope.Operations.Except(Operations)],
            Programmes = [.. Scope.Programmes.Except(Programmes)],
            Attributes = [.. Scope.Attributes.Where(a => !Attributes.Contains(a.Name))],
        };
        if (Unused == 0 || less.Purposes.Length == 0 || (!services && (less.Operations.Length == 0 || less.Attributes.Length + less.Programmes.Length == 0)))
            return null;
        var needed = less.Attributes.Select(a => catalogue.Find(a.Name)).OfType<CatalogueAttribute>()
            .Concat(less.Programmes.Select(rules.Find).OfType<Programme>().SelectMany(p => p.Versions).SelectMany(v => v.Attributes))
            .Select(a => a.Owner).ToHashSet();
        return services ? less : less with { Registries = [.. less.Registries.Where(needed.Contains)] };
    }
}
