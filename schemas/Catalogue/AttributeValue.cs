using System.Globalization;

namespace Interop.Schemas.Catalogue;

/// <summary>The type of an attribute's value on the wire and in rules.</summary>
public enum AttributeType
{
    /// <summary>Unicode text, normalised to form C.</summary>
    String,
    /// <summary>A code of the attribute's code list.</summary>
    Code,
    /// <summary>A calendar date, ISO 8601 <c>yyyy-MM-dd</c>.</summary>
    Date,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
    /// <summary>A signed 64-bit integer.</summary>
    Integer,
}

/// <summary>
/// One value as a registry holds it, or <see cref="None"/> when the registry answered and holds no value.
/// Text and codes sit in <see cref="Text"/>; dates (day number), booleans (0 or 1) and integers in <see cref="Number"/>,
/// so that reading a date allocates nothing.
/// </summary>
public readonly record struct AttributeValue
{
    private AttributeValue(AttributeType type, string? text, long number) => (Type, Text, Number, HasValue) = (type, text, number, true);

    /// <summary>The registry answered and holds no value.</summary>
    public static AttributeValue None => default;

    public bool HasValue { get; }
    public AttributeType Type { get; }
    public string? Text { get; }
    public long Number { get; }

    /// <summary>The date; meaningful only when <see cref="Type"/> is <see cref="AttributeType.Date"/>.</summary>
    public DateOnly Date => DateOnly.FromDayNumber((int)Number);
    public bool Boolean => Number != 0;

    public static AttributeValue OfString(string text) => new(AttributeType.String, text, 0);
    public static AttributeValue OfCode(string code) => new(AttributeType.Code, code, 0);
    public static AttributeValue OfDate(DateOnly date) => new(AttributeType.Date, null, date.DayNumber);
    public static AttributeValue OfBoolean(bool value) => new(AttributeType.Boolean, null, value ? 1 : 0);
    public static AttributeValue OfInteger(long value) => new(AttributeType.Integer, null, value);

    /// <summary>Never the value: a struct that lands in a log by accident shows only its type.</summary>
    public override string ToString() => HasValue ? Type.ToString() : "none";

    /// <summary>The value as text: dates as <c>yyyy-MM-dd</c>, booleans as <c>true</c>/<c>false</c>; empty for none.</summary>
    public string ToText() => !HasValue ? "" : Type switch
    {
        AttributeType.Date => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        AttributeType.Boolean => Boolean ? "true" : "false",
        AttributeType.Integer => Number.ToString(CultureInfo.InvariantCulture),
        _ => Text!,
    };
}
