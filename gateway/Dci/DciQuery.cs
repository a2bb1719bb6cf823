using System.Text.Json;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Dci;

/// <summary>One search of a message, understood and checked as far as can be without looking at anybody: who is asked about, and what that person must meet.</summary>
internal sealed record DciQuery(string Reference, Subject? Subject, IReadOnlyList<DciTest> Tests, string? Purpose, int PageSize, int Page, string? Rejection)
{
    private const int LargestPage = 1_000, MostSorts = 10, MostWrong = 10;

    /// <summary>All searches of a message.</summary>
    public static IReadOnlyList<DciQuery> All(JsonElement searches, Institution sender)
    {
        var references = new HashSet<string>(StringComparer.Ordinal);
        return [.. searches.EnumerateArray().Select(s => Read(s, sender, references))];
    }

    /// <summary>Whether more searches of a message are wrong by themselves than are worth an answer each: its sender has a fault that one answer tells as well.</summary>
    public static bool AreTooManyWrong(JsonElement searches, Institution sender) =>
        searches.ValueKind == JsonValueKind.Array && searches.GetArrayLength() > MostWrong && All(searches, sender).Count(q => q.Rejection is not null) > MostWrong;

    public static DciQuery Read(JsonElement search, Institution sender, ISet<string> references)
    {
        var reference = search.ValueKind == JsonValueKind.Object && DciEnvelope.Text(search, "reference_id") is { Length: <= DciEnvelope.LongestId } text ? text : null;
        if (reference is null)
            return Rejected("", DciSearchReasons.ReferenceId);
        if (!references.Add(reference))
            return Rejected(reference, DciSearchReasons.ReferenceIdDuplicate);
        if (DciEnvelope.Time(search, "timestamp") is null)
            return Rejected(reference, DciSearchReasons.Timestamp);
        if (!search.TryGetProperty("search_criteria", out var criteria) || criteria.ValueKind != JsonValueKind.Object
            || DciEnvelope.Text(criteria, "query_type") is not ("idtype-value" or "expression" or "predicate") || !PurposeOf(criteria, sender, out var purpose))
            return Rejected(reference, DciSearchReasons.SearchCriteria);
        var (subject, tests, rejection) = Criteria(Conditions(criteria));
        if (rejection is not null)
            return Rejected(reference, rejection);
        if (criteria.TryGetProperty("sort", out var sort) && !IsSort(sort))
            return Rejected(reference, DciSearchReasons.Sort);
        var (size, page) = (10, 1);
        if (criteria.TryGetProperty("pagination", out var pages)
            && !(pages.ValueKind == JsonValueKind.Object && Number(pages, "page_size", 0, out size) && size <= LargestPage && Number(pages, "page_number", 1, out page)))
            return Rejected(reference, DciSearchReasons.Pagination);
        return new(reference, subject, tests, purpose, size, page, null);
    }

    /// <summary>The conditions of an <c>expression</c> or <c>predicate</c>, or the one that an <c>idtype-value</c> stands for; null when they are not understood.</summary>
    /// <param name="criteria">An object with <c>query</c>; where <c>query_type</c> may be left out, the query shows what it is.</param>
    public static IReadOnlyList<DciCondition>? Conditions(JsonElement criteria)
    {
        if (criteria.ValueKind != JsonValueKind.Object || !criteria.TryGetProperty("query", out var query))
            return null;
        var named = query.ValueKind == JsonValueKind.Object && DciEnvelope.Text(query, "type") is { } name && DciEnvelope.Text(query, "value") is { Length: > 0 and <= 64 } value
            && DciNames.IdentifierOf(name) is not null ? new DciCondition(name, DciOperator.Eq, [value]) : null;
        return DciEnvelope.Text(criteria, "query_type") switch
        {
            "idtype-value" => named is null ? null : [named],
            "expression" or "predicate" => DciExpression.Read(query),
            null when !criteria.TryGetProperty("query_type", out _) => named is null ? DciExpression.Read(query) : [named],
            _ => null,
        };
    }

    /// <summary>Who is asked about by which conditions; or why not.</summary>
    public static (Subject? Subject, IReadOnlyList<DciTest> Tests, string? Rejection) Criteria(IReadOnlyList<DciCondition>? conditions)
    {
        if (conditions is null)
            return (null, [], DciSearchReasons.Filter);
        // The hub keeps nobody: it can look for whom it is told, and not for all who meet a condition.
        var identifier = conditions.FirstOrDefault(c => c.Operator == DciOperator.Eq && DciNames.IdentifierOf(c.Name) is not null);
        if (identifier is null)
            return (null, [], DciSearchReasons.TooManyRecords);
        var tests = conditions.Where(c => c != identifier).Select(DciTest.Of).ToArray();
        var type = DciNames.IdentifierOf(identifier.Name)!;
        return CodeLists.IdentifierTypes[type].Accepts(identifier.Values[0]) && tests.All(t => t is not null)
            ? (new(type, identifier.Values[0]), tests!, null) : (null, [], DciSearchReasons.Filter);
    }

    /// <summary>The purpose code that the authorisation names, else the consent, else what is agreed with the sender.</summary>
    public static bool PurposeOf(JsonElement criteria, Institution sender, out string? purpose)
    {
        purpose = sender.Dci?.Purpose;
        var named = false;
        foreach (var name in (string[])["authorize", "consent"])
            if (criteria.TryGetProperty(name, out var basis))
            {
                if (basis.ValueKind != JsonValueKind.Object)
                    return false;
                if (!named && basis.TryGetProperty("purpose", out var why))
                    (named, purpose) = (true, why.ValueKind == JsonValueKind.Object ? DciEnvelope.Text(why, "code") : null);
            }
        return purpose is not null && CodeLists.Purposes.ContainsKey(purpose);
    }

    private static DciQuery Rejected(string reference, string reason) => new(reference, null, [], null, 1, 1, reason);

    private static bool Number(JsonElement element, string name, int absent, out int number)
    {
        number = absent;
        return element.TryGetProperty(name, out var member) ? member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out number) && number > 0 : absent > 0;
    }

    // There is one record at most, and it is in any order; an order that cannot be is still told so.
    private static bool IsSort(JsonElement sort) => sort.ValueKind == JsonValueKind.Array && sort.GetArrayLength() <= MostSorts && sort.EnumerateArray().All(s =>
        s.ValueKind == JsonValueKind.Object && DciEnvelope.Text(s, "attribute_name") is { Length: > 0 and <= 100 } name && DciNames.IsKnown(name)
        && (!s.TryGetProperty("sort_order", out _) || DciEnvelope.Text(s, "sort_order") is "asc" or "desc"));
}
