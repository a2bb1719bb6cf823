using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>Attributes to read of one registry in one call.</summary>
internal sealed record PlanPart(RegistryLink Registry, CatalogueAttribute[] Attributes);

/// <summary>
/// Which attributes an exchange needs, by registry: those of the person, and those of a relative, which need the person's first.
/// A plan holds nothing of a person and is made once per kind of question.
/// </summary>
internal sealed class AttributePlan
{
    public AttributePlan(IEnumerable<CatalogueAttribute> attributes, RegistrySet registries, AttributeCatalogue catalogue)
    {
        var all = attributes.Distinct().ToArray();
        Relatives = [.. all.Where(a => a.Via is not null)];
        var own = all.Where(a => a.Via is null).Concat(Relatives.Select(a => catalogue[a.Via!.Identifier])).Distinct();
        var asked = own.ToLookup(a => registries.Of(a));
        Parts = [.. registries.All.Where(r => asked.Contains(r)).Select(r => new PlanPart(r, [.. asked[r].OrderBy(a => a.Ordinal)]))];
        RelativeParts = [.. Relatives.GroupBy(a => a.Via!.Identifier).Select(g => new RelativePart(
            catalogue[g.Key], g.First().Via!.Type, [.. g], [.. g.Select(a => catalogue[a.Via!.Attribute])]))];
    }

    public PlanPart[] Parts { get; }
    public CatalogueAttribute[] Relatives { get; }
    public RelativePart[] RelativeParts { get; }
}

/// <summary>Attributes read of the relative whose <paramref name="Type"/> identifier is the person's <paramref name="Identifier"/>: each of <paramref name="Read"/> becomes the one of <paramref name="Into"/> at the same place.</summary>
internal sealed record RelativePart(CatalogueAttribute Identifier, string Type, CatalogueAttribute[] Into, CatalogueAttribute[] Read);
