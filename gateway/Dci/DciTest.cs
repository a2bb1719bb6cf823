using System.Globalization;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>A condition that the person found must meet, beside the identifier: values already in the type of the attribute.</summary>
internal sealed class DciTest
{
    private readonly DciAspect aspect;
    private readonly DciOperator operation;
    private readonly string[]? texts;
    private readonly long[]? numbers;

    private DciTest(CatalogueAttribute attribute, DciAspect aspect, DciOperator operation, string[]? texts, long[]? numbers) =>
        (Attribute, this.aspect, this.operation, this.texts, this.numbers) = (attribute, aspect, operation, texts, numbers);

    public CatalogueAttribute Attribute { get; }

    /// <summary>Null when the name is not known, or the attribute cannot be compared in this way with these values.</summary>
    public static DciTest? Of(DciCondition condition)
    {
        if (DciNames.AttributeOf(condition.Name) is not var (attribute, aspect))
            return null;
        if (attribute.Type is AttributeType.String or AttributeType.Code)
            return condition.Operator is DciOperator.Eq or DciOperator.In
                ? new(attribute, aspect, condition.Operator, [.. condition.Values.Select(v => attribute.Name == "vital.sex" ? Sex(v) : v)], null) : null;
        var compared = condition.Values.Select(v => aspect == DciAspect.Whole ? Number(v, attribute.Type) : Number(v, AttributeType.Integer)).ToArray();
        return compared.All(n => n is not null) && (attribute.Type != AttributeType.Boolean || condition.Operator is DciOperator.Eq or DciOperator.In)
            ? new(attribute, aspect, condition.Operator, null, [.. compared.Select(n => n!.Value)]) : null;
    }

    /// <summary>Whether a value meets it.</summary>
    /// <param name="on">The day of the question, on which an age is one.</param>
    public bool Meets(AttributeValue value, DateOnly on)
    {
        if (texts is not null)
            return texts.Contains(value.Text, StringComparer.Ordinal);
        var number = aspect switch { DciAspect.Year => value.Date.Year, DciAspect.Age => Age(value.Date, on), _ => value.Number };
        return operation switch
        {
            DciOperator.Gt => number > numbers![0],
            DciOperator.Ge => number >= numbers![0],
            DciOperator.Lt => number < numbers![0],
            DciOperator.Le => number <= numbers![0],
            _ => numbers!.Contains(number),
        };
    }

    // As in the rules: whoever is born on 29 February completes a year on 1 March where there is no 29 February.
    private static int Age(DateOnly birth, DateOnly on) => on.Year - birth.Year - ((on.Month, on.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);

    private static string Sex(string value) => value switch { "m" or "M" => "male", "f" or "F" => "female", _ => value.ToLowerInvariant() };

    private static long? Number(string text, AttributeType type) => type switch
    {
        AttributeType.Date => Day(text) is { } day ? day.DayNumber : null,
        AttributeType.Boolean => text switch { "true" => 1, "false" => 0, _ => null },
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>The day of a date, or of a moment, whose time of day counts for nothing.</summary>
    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text.AsSpan(0, Math.Min(10, text.Length)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && (text.Length == 10 || (text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))) ? day : null;
}
