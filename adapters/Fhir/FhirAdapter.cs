using System.Runtime.CompilerServices;
using Interop.Adapters.Http;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;

namespace Interop.Adapters.Fhir;

/// <summary>
/// Reads a registry behind a FHIR R4 server. Searches are posted to <c>_search</c> (FHIR R4 3.1.1.1), so that identifiers stay out of
/// addresses. The connection is the base address, the credential a bearer token.
/// </summary>
internal sealed class FhirAdapter : RowAdapter
{
    private const string FhirJson = "application/fhir+json";
    private const int MostPages = 100_000;
    // Servers limit the values of one search parameter; a hundred is taken by all that are known to us.
    private const int ValuesPerSearch = 100;

    private readonly FhirMapping fhir;
    private readonly RegistryHttp http;
    private readonly ConditionalWeakTable<SourceRead, FhirRows> readers = [];

    public FhirAdapter(RegistryMapping mapping, TimeProvider time) : base(mapping, time)
    {
        fhir = mapping.Fhir!;
        http = new RegistryHttp(mapping.Connection, "Authorization", mapping.Credential.Length == 0 ? "" : $"Bearer {mapping.Credential}");
    }

    public override async Task<string?> CheckHealthAsync(CancellationToken cancellation)
    {
        try
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("_summary", "count")]);
            using var body = await http.SendAsync(HttpMethod.Post, http.Address($"{Mapping.KeySet.From}/_search"), content, FhirJson, cancellation);
            using var bundle = new FhirBundle(body.Bytes);
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return Classify(e).ToString();
        }
    }

    public override ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task ReadRowsAsync(
        SourceRead source, JoinedColumns by, IReadOnlyList<string> values, Action<Row> take, CancellationToken cancellation)
    {
        var search = ReferenceEquals(by, source.Key) ? fhir.Search[source.From] : new FhirSearch("identifier", $"{by.IdType}|");
        var rows = readers.GetValue(source, s => new FhirRows(s));
        var asked = values.ToHashSet();
        using var row = new Row(source.ColumnNames.Count);
        foreach (var some in values.Where(v => IsSearchable(search, v)).Chunk(ValuesPerSearch))
        {
            using var content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create(search.Parameter, string.Join(',', some.Select(v => search.Prefix + Escape(v)))),
                KeyValuePair.Create("_count", $"{fhir.PageSize}"),
            ]);
            await foreach (var bundle in PagesAsync(HttpMethod.Post, http.Address($"{source.From}/_search"), content, cancellation))
                foreach (var (resource, whole) in bundle.Resources(source.From))
                {
                    rows.Fill(row, resource, whole, by, asked);
                    take(row);
                }
        }
    }

    protected override async IAsyncEnumerable<Row> AllRowsAsync(
        SourceRead source, EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = new FhirRows(source);
        using var row = new Row(source.ColumnNames.Count);
        await foreach (var bundle in PagesAsync(HttpMethod.Get, http.Address($"{source.From}?_count={fhir.PageSize}"), null, cancellation))
            foreach (var (resource, whole) in bundle.Resources(source.From))
            {
                rows.Fill(row, resource, whole, null, null);
                yield return row;
            }
    }

    // The address of a page is the server's word (FHIR R4 3.1.1.5): it may lead to another page, never to another server.
    private async IAsyncEnumerable<FhirBundle> PagesAsync(HttpMethod method, Uri first, HttpContent? content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var address = first;
        for (var page = 0; page < MostPages; page++)
        {
            using var body = await http.SendAsync(page == 0 ? method : HttpMethod.Get, address, page == 0 ? content : null, FhirJson, cancellation);
            using var bundle = new FhirBundle(body.Bytes);
            yield return bundle;
            if (bundle.Next is not { } next) yield break;
            if (!Uri.TryCreate(first, next, out var following) || !http.IsSameOrigin(following) || following == address)
                throw new RegistryReadException(FetchOutcome.Garbage, "The next page is elsewhere, or the same page.");
            address = following;
        }
        throw new RegistryReadException(FetchOutcome.Garbage, "The pages do not end.");
    }

    // An id outside FHIR's alphabet (R4 2.24.0.1, id) makes servers refuse the whole search, and no resource has it.
    private static bool IsSearchable(FhirSearch search, string value) =>
        (search.Parameter != "_id" && !search.Prefix.EndsWith('/')) || (value.Length <= 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));

    // FHIR R4 3.1.1.4.0.1, escaping search parameters.
    private static string Escape(string value) => value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal)
        .Replace("|", @"\|", StringComparison.Ordinal).Replace("$", @"\$", StringComparison.Ordinal);
}
