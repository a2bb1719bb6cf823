namespace Interop.Schemas.Catalogue;

/// <summary>How much harm the disclosure of an attribute can do. Sensitive ones must be granted one by one.</summary>
public enum Sensitivity { Personal, Identifying, Sensitive }

/// <summary>A way to give less than the whole value.</summary>
public enum Reduction
{
    /// <summary>The value as it is.</summary>
    Whole,
    /// <summary>Only the year of a date.</summary>
    Year,
    /// <summary>The age on the date of the exchange in bands of five years, e.g. <c>20-24</c>; <c>85+</c>.</summary>
    AgeBand,
    /// <summary>Whether there is a value: <c>true</c> or <c>false</c>.</summary>
    Present,
    /// <summary>All but the last two characters hidden.</summary>
    Masked,
    /// <summary>An HMAC that only this consumer sees: it can link, and cannot know.</summary>
    Pseudonym,
    /// <summary>The first two digits of a gazetteer code.</summary>
    Province,
    /// <summary>The first four digits of a gazetteer code.</summary>
    District,
    /// <summary>The first six digits of a gazetteer code.</summary>
    Commune,
}

/// <summary>A title in English and Khmer.</summary>
public sealed record Title(string En, string Km);

/// <summary>An attribute read of a relative: resolve the person named by <paramref name="Identifier"/>, then read <paramref name="Attribute"/>.</summary>
public sealed record Via(string Identifier, string Type, string Attribute);

/// <summary>One catalogued fact about a person. <see cref="Ordinal"/> is its dense index in the catalogue, 0-based.</summary>
public sealed record CatalogueAttribute(
    int Ordinal, string Name, AttributeType Type, string Owner, Sensitivity Sensitivity, Title Title,
    IReadOnlyList<Reduction> Reductions, string? Codes, string? Fhir, string? Dci, Via? Via)
{
    public override string ToString() => Name;
}
