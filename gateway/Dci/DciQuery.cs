using System.Text.Json;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Dci;

/// <summary>One search of a message, understood and checked as far as can be without looking at anybody.</summary>
internal sealed record DciQuery(string Reference, Subject? Subject, string? Purpose, int PageSize, int Page, string? Rejection)
{
    private const int LargestPage = 1_000;

    public static DciQuery Read(JsonElement search, Institution sender, ISet<string> references)
    {
        var reference = search.ValueKind == JsonValueKind.Object && DciEnvelope.Text(search, "reference_id") is { Length: <= DciEnvelope.LongestId } text ? text : null;
        if (reference is null)
            return Rejected("", DciSearchReasons.ReferenceId);
        if (!references.Add(reference))
            return Rejected(reference, DciSearchReasons.ReferenceIdDuplicate);
        if (DciEnvelope.Time(search, "timestamp") is null)
            return Rejected(reference, DciSearchReasons.Timestamp);
        if (!search.TryGetProperty("search_criteria", out var criteria) || criteria.ValueKind != JsonValueKind.Object || DciEnvelope.Text(criteria, "query_type") != "idtype-value"
            || !PurposeOf(criteria, sender, out var purpose))
            return Rejected(reference, DciSearchReasons.SearchCriteria);
        if (!criteria.TryGetProperty("query", out var query) || SubjectOf(query) is not { } subject)
            return Rejected(reference, DciSearchReasons.Filter);
        if (criteria.TryGetProperty("sort", out var sort) && sort.ValueKind != JsonValueKind.Array)
            return Rejected(reference, DciSearchReasons.Sort);
        var (size, page) = (10, 1);
        if (criteria.TryGetProperty("pagination", out var pages)
            && !(pages.ValueKind == JsonValueKind.Object && Number(pages, "page_size", 0, out size) && size <= LargestPage && Number(pages, "page_number", 1, out page)))
            return Rejected(reference, DciSearchReasons.Pagination);
        return new(reference, subject, purpose, size, page, null);
    }

    private static DciQuery Rejected(string reference, string reason) => new(reference, null, null, 1, 1, reason);

    private static bool Number(JsonElement element, string name, int absent, out int number)
    {
        number = absent;
        return element.TryGetProperty(name, out var member) ? member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out number) && number > 0 : absent > 0;
    }

    /// <summary>The purpose code that the authorisation names, else the consent, else what is agreed with the sender.</summary>
    private static bool PurposeOf(JsonElement criteria, Institution sender, out string? purpose)
    {
        purpose = sender.Dci?.Purpose;
        foreach (var name in (string[])["authorize", "consent"])
            if (criteria.TryGetProperty(name, out var basis))
            {
                if (basis.ValueKind != JsonValueKind.Object)
                    return false;
                if (basis.TryGetProperty("purpose", out var why))
                {
                    purpose = why.ValueKind == JsonValueKind.Object ? DciEnvelope.Text(why, "code") : null;
                    break;
                }
            }
        return purpose is not null && CodeLists.Purposes.ContainsKey(purpose);
    }

    private static Subject? SubjectOf(JsonElement query)
    {
        if (query.ValueKind != JsonValueKind.Object || DciEnvelope.Text(query, "type") is not { } name || DciEnvelope.Text(query, "value") is not { Length: > 0 and <= 64 } value)
            return null;
        var type = name switch { "UIN" or "NID" or "NationalID" => "national-id", "BRN" => "birth-registration", _ => name };
        return CodeLists.IdentifierTypes.TryGetValue(type, out var known) && known.Accepts(value) ? new(type, value) : null;
    }
}
