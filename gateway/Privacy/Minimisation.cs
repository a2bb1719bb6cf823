using System.Buffers.Text;
using System.Globalization;
using Interop.Gateway.Keys;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>Reduces values to what a scope lets out. The only place where a value becomes less than it is.</summary>
internal sealed class Minimisation(HubKeys keys)
{
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
            Reduction.Year => AttributeValue.OfString(value.Date.Year.ToString("0000", CultureInfo.InvariantCulture)),
            Reduction.AgeBand => AttributeValue.OfString(AgeBand(value.Date, on)),
            Reduction.Masked => AttributeValue.OfString(Mask(value.Text!)),
            Reduction.Pseudonym => AttributeValue.OfString(Base64Url.EncodeToString(pseudonyms.Of(consumer + "\0" + attribute.Name, value.Text!))),
            Reduction.Province => AttributeValue.OfCode(Prefix(value.Text!, 2)),
            Reduction.District => AttributeValue.OfCode(Prefix(value.Text!, 4)),
            Reduction.Commune => AttributeValue.OfCode(Prefix(value.Text!, 6)),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "No such reduction."),
        };
    }

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
