using System.Collections.Concurrent;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>Attributes to read of one registry in one call.</summary>
internal sealed class PlanPart(RegistryLink registry, CatalogueAttribute[] attributes)
{
    private readonly ConcurrentDictionary<string, ReadQueue> queues = new();

    public RegistryLink Registry => registry;
    public CatalogueAttribute[] Attributes => attributes;

    /// <summary>Reads one person by an identifier, together with others that ask the same at the same time.</summary>
    public Task<PersonRead> ReadAsync(string identifierType, string identifier) =>
        queues.GetOrAdd(identifierType, static (type, part) => new(part.Registry, type, part.Attributes, part.Registry.Time), this).ReadAsync(identifier);

    /// <summary>One part a registry, in the registries' order.</summary>
    public static PlanPart[] Of(IEnumerable<CatalogueAttribute> attributes, RegistrySet registries)
    {
        var asked = attributes.Distinct().ToLookup(registries.Of);
        return [.. registries.All.Where(asked.Contains).Select(r => new PlanPart(r, [.. asked[r].OrderBy(a => a.Ordinal)]))];
    }
}

/// <summary>
/// Which attributes an exchange needs, by registry: those of the person, and those of a relative, which need the person's first.
/// A plan holds nothing of a person and is made once per kind of question.
/// </summary>
internal sealed class AttributePlan
{
    public AttributePlan(IEnumerable<CatalogueAttribute> attributes, RegistrySet registries, AttributeCatalogue catalogue)
    {
        var all = attributes.ToArray();
        var relatives = all.Where(a => a.Via is not null).Distinct().GroupBy(a => a.Via!.Identifier).ToArray();
        Parts = PlanPart.Of(all.Where(a => a.Via is null).Concat(relatives.Select(g => catalogue[g.Key])), registries);
        Relatives = [.. relatives.Select(g => new RelativePlan(
            catalogue[g.Key], g.First().Via!.Type, [.. g], [.. g.Select(a => catalogue[a.Via!.Attribute])],
            PlanPart.Of(g.Select(a => catalogue[a.Via!.Attribute]), registries)))];
    }

    public PlanPart[] Parts { get; }
    public RelativePlan[] Relatives { get; }
}

/// <summary>Attributes read of the relative whose <paramref name="Type"/> identifier is the person's <paramref name="Identifier"/>: each of <paramref name="Read"/> becomes the one of <paramref name="Into"/> at the same place.</summary>
internal sealed record RelativePlan(CatalogueAttribute Identifier, string Type, CatalogueAttribute[] Into, CatalogueAttribute[] Read, PlanPart[] Parts);
