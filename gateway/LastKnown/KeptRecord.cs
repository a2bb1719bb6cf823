using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.LastKnown;

/// <summary>One attribute as a registry gave it: <paramref name="Value"/> null where it holds none; times in milliseconds since 1970.</summary>
internal sealed record KeptFact(string Attribute, long ReadAt, string? Value, long? AsOf)
{
    public static KeptFact Of(CatalogueAttribute attribute, in Fact fact, DateTimeOffset readAt) =>
        new(attribute.Name, readAt.ToUnixTimeMilliseconds(), fact.State == FactState.Value ? fact.Value.ToText() : null, fact.AsOf?.ToUnixTimeMilliseconds());

    /// <summary>The fact; null where the text is no value of the attribute's type, which may be another than when it was kept.</summary>
    public Fact? ToFact(AttributeType type) => (Value is null ? AttributeValue.None : Parse(type, Value)) is { } value
        ? Fact.Of(value, AsOf is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null)
        : null;

    public override string ToString() => Attribute;

    private static AttributeValue? Parse(AttributeType type, string text) => type switch
    {
        AttributeType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? AttributeValue.OfDate(date) : null,
        AttributeType.Boolean => text is "true" or "false" ? AttributeValue.OfBoolean(text == "true") : null,
        AttributeType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? AttributeValue.OfInteger(number) : null,
        AttributeType.Code => AttributeValue.OfCode(text),
        _ => AttributeValue.OfString(text),
    };
}

/// <summary>What is kept of one person and registry for one institution. It names its own row, so that no box can be put in another's place.</summary>
internal sealed record KeptRecord(string Subject, KeptFact[] Facts)
{
    public string ToText() => JsonSerializer.Serialize(this);

    public static KeptRecord? Read(string text) => JsonSerializer.Deserialize<KeptRecord>(text);

    /// <summary>These facts, and of the earlier ones those that are not here again and not older than may be kept.</summary>
    public KeptRecord After(KeptRecord? earlier, long oldest)
    {
        if (earlier is null)
            return this;
        var newest = Facts.ToDictionary(f => f.Attribute);
        foreach (var fact in earlier.Facts)
            if (fact.ReadAt >= oldest && (!newest.TryGetValue(fact.Attribute, out var mine) || mine.ReadAt < fact.ReadAt))
                newest[fact.Attribute] = fact;
        return this with { Facts = [.. newest.Values] };
    }

    public override string ToString() => $"{Facts.Length} facts";
}
