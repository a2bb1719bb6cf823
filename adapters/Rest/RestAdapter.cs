using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Interop.Adapters.Http;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;

namespace Interop.Adapters.Rest;

/// <summary>
/// Reads a registry behind a JSON service. Identifiers are posted, never part of an address. The connection is the base address,
/// the credential goes into the header the mapping names.
/// </summary>
internal sealed class RestAdapter : RowAdapter
{
    private const string Json = "application/json";
    private static readonly MediaTypeHeaderValue JsonType = new(Json);

    private readonly RestMapping rest;
    private readonly RegistryHttp http;
    private readonly ConditionalWeakTable<SourceRead, JsonRows> readers = [];

    public RestAdapter(RegistryMapping mapping, TimeProvider time) : base(mapping, time)
    {
        rest = mapping.Rest!;
        http = new RegistryHttp(mapping.Connection, rest.KeyHeader, mapping.Credential);
    }

    public override async Task<string?> CheckHealthAsync(CancellationToken cancellation)
    {
        try
        {
            using var body = await http.SendAsync(HttpMethod.Get, http.Address(rest.Health), null, Json, cancellation);
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
        using var content = new ReadOnlyMemoryContent(Question(by, values));
        content.Headers.ContentType = JsonType;
        using var body = await http.SendAsync(HttpMethod.Post, http.Address(source.From), content, Json, cancellation);
        using var row = new Row(source.ColumnNames.Count);
        readers.GetValue(source, s => new JsonRows(rest.Rows, null, s.ColumnNames)).Read(body.Bytes.Span, row, take);
    }

    protected override async IAsyncEnumerable<Row> AllRowsAsync(
        SourceRead source, EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = new JsonRows(rest.Rows, rest.Enumerate.NextField, source.ColumnNames);
        var path = rest.Enumerate.Path;
        for (string? cursor = null; ;)
        {
            var address = cursor is null ? path
                : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{rest.Enumerate.CursorParameter}={Uri.EscapeDataString(cursor)}";
            using var body = await http.SendAsync(HttpMethod.Get, http.Address(address), null, Json, cancellation);
            // A page is handed on row by row; the reader works on a span and cannot wait in between.
            var page = new List<Row>();
            try
            {
                var next = reader.ReadPage(body.Bytes.Span, page);
                foreach (var row in page) yield return row;
                if (next is null) yield break;
                if (next == cursor) throw new RegistryReadException(FetchOutcome.Garbage, "The next page is the same page.");
                cursor = next;
            }
            finally
            {
                foreach (var row in page) row.Dispose();
            }
        }
    }

    private ReadOnlyMemory<byte> Question(JoinedColumns by, IReadOnlyList<string> values)
    {
        var bytes = new ArrayBufferWriter<byte>(64 + values.Count * 32);
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        writer.WriteString(rest.IdTypeField, by.IdType);
        writer.WriteStartArray(rest.IdsField);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenMemory;
    }
}
