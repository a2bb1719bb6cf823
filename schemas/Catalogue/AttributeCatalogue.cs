using System.Collections.Frozen;

namespace Interop.Schemas.Catalogue;

/// <summary>All attributes that registries can be asked for, by name and by ordinal. Shipped as <c>Catalogue/attributes.json</c>.</summary>
public sealed class AttributeCatalogue
{
    private readonly FrozenDictionary<string, CatalogueAttribute> byName;

    private AttributeCatalogue(CatalogueAttribute[] all) => (All, byName) = (all, all.ToFrozenDictionary(a => a.Name));

    /// <summary>The catalogue that ships with this version.</summary>
    public static AttributeCatalogue Current { get; } = Load();

    /// <summary>Every attribute; the index is its <see cref="CatalogueAttribute.Ordinal"/>.</summary>
    public IReadOnlyList<CatalogueAttribute> All { get; }

    /// <summary>The attribute of that name, or null.</summary>
    public CatalogueAttribute? Find(string name) => byName.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">No attribute has that name.</exception>
    public CatalogueAttribute this[string name] => byName[name];

    private static AttributeCatalogue Load()
    {
        var file = EmbeddedJson.Read<CatalogueFile>("Catalogue/attributes.json");
        return new([.. file.Attributes.Select((a, i) => new CatalogueAttribute(
            i, a.Name, a.Type, a.Owner, a.Sensitivity, a.Title, a.Reductions ?? [], a.Codes, a.Fhir, a.Dci, a.Via))]);
    }

    private sealed record CatalogueFile(AttributeConfig[] Attributes);

    private sealed record AttributeConfig(
        string Name, AttributeType Type, string Owner, Sensitivity Sensitivity, Title Title,
        Reduction[]? Reductions, string? Codes, string? Fhir, string? Dci, Via? Via);
}
