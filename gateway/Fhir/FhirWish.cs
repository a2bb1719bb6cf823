using System.Globalization;
using System.Text;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Interop.Gateway.Problems;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Fhir;

/// <summary>How the answer is to look (FHIR R4 3.1.0.1.7 to 3.1.0.1.11, 3.1.1.5): its format, and how much of it.</summary>
/// <param name="Elements">The elements wanted; null of all.</param>
/// <param name="Count">The most matches on a page; null when the caller does not mind.</param>
/// <param name="Page">From 1.</param>
internal sealed record FhirWish(FhirFormat Format, IReadOnlyList<string>? Elements, SummaryType Summary, int? Count, int Page)
{
    private static readonly string[] Names = ["_format", "_elements", "_summary", "_count", "_page", "_pretty"];

    /// <summary>Whether only how many there are is asked for.</summary>
    public bool IsCount => Summary == SummaryType.Count || Count == 0;

    /// <summary>Whether all of every match is wanted, on the first page.</summary>
    public bool IsPlain => Elements is null && Summary == SummaryType.False && Page == 1;

    /// <summary>Whether the resource is less than could be had, which its tag then says.</summary>
    private bool IsSubset => Elements is not null || Summary is SummaryType.True or SummaryType.Text;

    /// <summary>Whether a parameter is one of these.</summary>
    public static bool Has(string name) => Names.Contains(name);

    /// <summary>Reads it from the parameters of the address and the form.</summary>
    public static Problem? Read(IReadOnlyDictionary<string, StringValues> parameters, StringValues accept, bool isSearch, out FhirWish? wish)
    {
        wish = null;
        if (FhirFormats.Asked(parameters.GetValueOrDefault("_format"), accept) is not { } format)
            return ProblemKinds.FhirFormat;
        if (Names.FirstOrDefault(n => parameters.GetValueOrDefault(n).Count > 1) is { } twice)
            return Invalid(twice);
        string[]? elements = parameters.GetValueOrDefault("_elements").ToString() is { Length: > 0 } list ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : null;
        if (SummaryOf(parameters.GetValueOrDefault("_summary").ToString()) is not { } summary || (summary == SummaryType.Count && !isSearch)
            || (elements is not null && summary is SummaryType.True or SummaryType.Text))
            return Invalid("_summary");
        if (!Number(parameters.GetValueOrDefault("_count"), 0, out var count))
            return Invalid("_count");
        if (!Number(parameters.GetValueOrDefault("_page"), 1, out var page))
            return Invalid("_page");
        wish = new(format, elements, summary, count, page ?? 1);
        return null;
    }

    /// <summary>Whether an element is wanted.</summary>
    /// <param name="element">One that need not be there.</param>
    /// <param name="inSummary">Whether FHIR has it in the summary of its resource.</param>
    public bool Wants(string element, bool inSummary = true) => !IsCount && Summary switch
    {
        SummaryType.Text => false,
        SummaryType.True => inSummary,
        _ => Elements is null || Elements.Contains(element),
    };

    /// <summary>Says in the resource which profile it keeps to, or that it is not whole (FHIR R4 3.1.0.1.7).</summary>
    public void Mark(Resource resource)
    {
        if (IsSubset)
            (resource.Meta ??= new()).Tag.Add(new("http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "SUBSETTED"));
        else if (FhirProfiles.Of(resource.TypeName) is { } profile)
            (resource.Meta ??= new()).Profile = [profile];
    }

    /// <summary>The wish as the rest of an address that begins with another parameter.</summary>
    public string Query(int page)
    {
        var query = new StringBuilder();
        if (Elements is not null)
            query.Append("&_elements=").Append(Uri.EscapeDataString(string.Join(',', Elements)));
        if (Summary != SummaryType.False)
            query.Append("&_summary=").Append(Summary.ToString().ToLowerInvariant());
        if (Count is { } count)
            query.Append(CultureInfo.InvariantCulture, $"&_count={count}");
        return page == 1 ? query.ToString() : query.Append(CultureInfo.InvariantCulture, $"&_page={page}").ToString();
    }

    private static SummaryType? SummaryOf(string text) => text switch
    {
        "" or "false" => SummaryType.False,
        "true" => SummaryType.True,
        "text" => SummaryType.Text,
        "data" => SummaryType.Data,
        "count" => SummaryType.Count,
        _ => null,
    };

    private static bool Number(StringValues text, int least, out int? number)
    {
        number = int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read >= least ? read : null;
        return text.Count == 0 || number is not null;
    }

    private static Problem Invalid(string name) => new(ProblemKinds.FhirSearchInvalid, [new("", "parameter", $"{name} stands once, has one of its values, and fits the request.")]);
}
