using Hl7.Fhir.Model;

namespace Interop.Gateway.Fhir;

/// <summary>Pages of a search (FHIR R4 3.1.1.5): links that hold ids and wishes, never identifiers.</summary>
internal static class SearchPages
{
    /// <summary>Adds the links of the page that is wanted.</summary>
    /// <param name="search">The address of the search with its first parameter.</param>
    /// <param name="matches">All that were found.</param>
    /// <returns>The matches of the page.</returns>
    public static IEnumerable<T> Link<T>(Bundle bundle, string search, FhirWish wish, IReadOnlyList<T> matches)
    {
        bundle.Link.Add(new() { RelationString = "self", Url = search + wish.Query(wish.Page) });
        if (wish.IsCount)
            return [];
        var (size, first) = (wish.Count ?? matches.Count, (wish.Page - 1L) * (wish.Count ?? matches.Count));
        if (first + size < matches.Count)
            bundle.Link.Add(new() { RelationString = "next", Url = search + wish.Query(wish.Page + 1) });
        if (wish.Page > 1)
            bundle.Link.Add(new() { RelationString = "previous", Url = search + wish.Query(wish.Page - 1) });
        return matches.Where((_, i) => i >= first && i < first + size);
    }
}
