using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Interop.Gateway.Keys;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>Reduces values to what a scope lets out. The only place where a value becomes less than it is.</summary>
internal sealed class Minimisation(HubKeys keys)
{
    private const int DateLength = 10;
    private static readonly SearchValues<char> OfTimes = SearchValues.Create("0123456789:.+-Zz");

    private readonly Pseudonymiser pseudonyms = keys.PseudonymsFor("institution");

    /// <summary>The value as the consumer may have it.</summary>
    /// <param name="on">The date of the exchange, for the age band.</param>
    public AttributeValue Reduce(AttributeValue value, Reduction reduction, CatalogueAttribute attribute, string consumer, DateOnly on)
    {
        if (reduction == Reduction.Present)
            return AttributeValue.OfBoolean(value.HasValue);
        if (!value.HasValue)
            return AttributeValue.None;
        return reduction switch
        {
            Reduction.Whole => value,
            Reduction.Year => AttributeValue.OfString(Year(value.Date)),
            Reduction.AgeBand => AttributeValue.OfString(AgeBand(value.Date, on)),
            Reduction.Masked => AttributeValue.OfString(Mask(value.Text!)),
            Reduction.Pseudonym => AttributeValue.OfString(Pseudonym(value.Text!, attribute.Name, consumer)),
            Reduction.Province or Reduction.District or Reduction.Commune => AttributeValue.OfCode(Prefix(value.Text!, ReductionOrder.PlaceDigits(reduction)!.Value)),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "No such reduction."),
        };
    }

    /// <summary>A text of somebody else's answer as the consumer may have it: there no catalogue says what it is.</summary>
    /// <param name="text">Dates begin with <c>yyyy-MM-dd</c>, and may go on with a time (RFC 3339 §5.6), which is ignored.</param>
    /// <param name="reduction">Not <see cref="Reduction.Present"/>, which is no text.</param>
    /// <param name="field">What the text is of, e.g. the service and the path in its answer: pseudonyms differ by it.</param>
    /// <param name="on">The date of the exchange, for the age band.</param>
    /// <returns>Null where the text is not what the reduction needs: no date, or no gazetteer code.</returns>
    public string? ReduceText(string text, Reduction reduction, string field, string consumer, DateOnly on) => reduction switch
    {
        Reduction.Whole => text,
        Reduction.Year => DateIn(text) is { } date ? Year(date) : null,
        Reduction.AgeBand => DateIn(text) is { } birth ? AgeBand(birth, on) : null,
        Reduction.Masked => Mask(text),
        Reduction.Pseudonym => Pseudonym(text, field, consumer),
        Reduction.Province or Reduction.District or Reduction.Commune => IsPlace(text) ? Prefix(text, ReductionOrder.PlaceDigits(reduction)!.Value) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "No such reduction of a text."),
    };

    private string Pseudonym(string text, string field, string consumer) => Base64Url.EncodeToString(pseudonyms.Of(consumer + "\0" + field, text));

    private static string Year(DateOnly date) => date.Year.ToString("0000", CultureInfo.InvariantCulture);

    // A time is checked too: of a text that merely begins like a date nothing is known.
    private static DateOnly? DateIn(string text)
    {
        if (text.Length < DateLength || !DateOnly.TryParseExact(text.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var time = text.AsSpan(DateLength);
        return time.IsEmpty || (time[0] is 'T' or 't' or ' ' && time.Length > 1 && !time[1..].ContainsAnyExcept(OfTimes)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)) ? date : null;
    }

    // Province, district, commune, village: two digits each.
    private static bool IsPlace(string text) => text.Length is 2 or 4 or 6 or 8 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static string AgeBand(DateOnly birth, DateOnly on)
    {
        if (birth > on)
            return "unborn";
        // As in the rules: whoever is born on 29 February completes a year on 1 March where there is no 29 February.
        var age = on.Year - birth.Year - ((on.Month, on.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);
        var low = age / 5 * 5;
        return age >= 85 ? "85+" : $"{low}-{low + 4}";
    }

    // Text elements, so that a Khmer cluster is not cut into marks that stand alone.
    private static string Mask(string text)
    {
        var elements = StringInfo.ParseCombiningCharacters(text);
        return elements.Length <= 4
            ? new string('*', elements.Length)
            : string.Concat(new string('*', elements.Length - 2), text.AsSpan(elements[^2]));
    }

    private static string Prefix(string code, int digits) => code.Length > digits ? code[..digits] : code;
}
