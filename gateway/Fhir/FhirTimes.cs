using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Fhir;

/// <summary>A span of time as a search by date gives it (FHIR R4 3.1.1.5.4). Days are those of UTC.</summary>
/// <param name="From">The first moment; null is the beginning.</param>
/// <param name="To">The moment after the last; null is the end.</param>
internal sealed record FhirTimes(DateTimeOffset? From, DateTimeOffset? To)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Second = TimeSpan.FromSeconds(1);

    /// <summary>What all values have in common: each a day or a second with its time zone, after <c>eq</c>, <c>ge</c>, <c>gt</c>, <c>le</c>, <c>lt</c> or nothing. Null when one is none.</summary>
    public static FhirTimes? Read(StringValues values)
    {
        var times = new FhirTimes(null, null);
        foreach (var value in values)
        {
            var prefix = value is [>= 'a' and <= 'z', _, ..] ? value[..2] : "eq";
            if (Span(value![(value is [>= 'a' and <= 'z', _, ..] ? 2 : 0)..]) is not var (first, after))
                return null;
            (DateTimeOffset? from, DateTimeOffset? to) = prefix switch
            {
                "eq" => (first, after),
                "ge" => (first, null),
                "gt" => (after, null),
                "le" => (null, after),
                "lt" => (null, first),
                _ => ((DateTimeOffset?)DateTimeOffset.MaxValue, (DateTimeOffset?)DateTimeOffset.MinValue),
            };
            if (from > to)
                return null;
            times = new(times.From > from ? times.From : from ?? times.From, times.To < to ? times.To : to ?? times.To);
        }
        return times;
    }

    private static (DateTimeOffset First, DateTimeOffset After)? Span(string text)
    {
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) && day.Year is > 1900 and < 9999)
            return (day, day + Day);
        // A plus that was not encoded arrives as a blank.
        return DateTimeOffset.TryParseExact(text.Replace(' ', '+'), "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var second) && second.Year is > 1900 and < 9999
            && (text[^1] == 'Z' || text.Length > 19) ? (second, second + Second) : null;
    }
}
