using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What a scope can ask of the person it is about, or of the question.</summary>
internal enum SubjectConditionKind
{
    /// <summary>A registry, the consumer's own, knows the person, in a capacity and a period.</summary>
    Known,
    /// <summary>The person lives where the consumer has its jurisdiction.</summary>
    Jurisdiction,
    /// <summary>The person has consented to be asked about by the consumer for the purpose stated.</summary>
    Consent,
    /// <summary>The caller names a case. Says nothing of the person, so admission decides it.</summary>
    Case,
}

/// <summary>One condition under which a scope lets somebody be asked about.</summary>
/// <param name="Registry">For <see cref="SubjectConditionKind.Known"/>: the registry that must know the person.</param>
/// <param name="Capacities">For <see cref="SubjectConditionKind.Known"/>: in one of these capacities; null for any.</param>
/// <param name="GraceDays">For <see cref="SubjectConditionKind.Known"/>: days after the end of the period in which it still counts.</param>
internal sealed record SubjectConditionConfig(
    SubjectConditionKind Kind, string? Registry = null, string[]? Capacities = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int GraceDays = 0)
{
    /// <summary>The attribute that says where a person lives, as a gazetteer code.</summary>
    public const string Residence = "address.village";

    /// <summary>What must be read to decide these conditions.</summary>
    public static IEnumerable<CatalogueAttribute> Reads(IEnumerable<SubjectConditionConfig> conditions, AttributeCatalogue catalogue) =>
        conditions.Any(c => c.Kind == SubjectConditionKind.Jurisdiction) ? [catalogue[Residence]] : [];

    /// <summary>Whether it takes the person to decide it.</summary>
    public static bool IsAboutPerson(SubjectConditionConfig condition) => condition.Kind != SubjectConditionKind.Case;

    /// <summary>Reads what <see cref="ToString"/> writes; what is at the end and empty may be left out. Null when it means nothing.</summary>
    public static SubjectConditionConfig? Parse(string text)
    {
        var parts = text.Split(':');
        if (!Enum.GetValues<SubjectConditionKind>().Any(k => WireName.Of(k) == parts[0]) || parts.Length > (parts[0] == WireName.Of(SubjectConditionKind.Known) ? 4 : 1))
            return null;
        var days = 0;
        if (parts.Length > 3 && !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out days))
            return null;
        return new(
            Enum.GetValues<SubjectConditionKind>().First(k => WireName.Of(k) == parts[0]), parts.Length > 1 ? parts[1] : null,
            parts.Length > 2 && parts[2].Length > 0 ? parts[2].Split(',') : null, days);
    }

    /// <summary>A code that tells two conditions apart: <c>case</c>, <c>known:health-insurance:insured,retired:30</c>.</summary>
    public override string ToString() => Kind != SubjectConditionKind.Known ? WireName.Of(Kind)
        : FormattableString.Invariant($"{WireName.Of(Kind)}:{Registry}:{string.Join(',', Capacities ?? [])}:{GraceDays}");
}

/// <summary>Reads the conditions, and the word <c>any</c> that files and ledgers had in their place before there were any.</summary>
internal sealed class SubjectJson : JsonConverter<SubjectConditionConfig[]>
{
    private const string Anybody = "any";

    public override SubjectConditionConfig[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.ValueTextEquals(Anybody) ? [] : throw new JsonException($"subject is a list of conditions, or the word '{Anybody}'.");
        return JsonSerializer.Deserialize<SubjectConditionConfig[]>(ref reader, options) ?? throw new JsonException("subject is null.");
    }

    public override void Write(Utf8JsonWriter writer, SubjectConditionConfig[] value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
