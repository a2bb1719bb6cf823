using System.Buffers;
using System.Text.Json;
using Interop.Gateway.Native;

namespace Interop.Gateway.CrossTables;

/// <summary>
/// A result as a JSON-stat 2.0 collection (json-stat.org/full): a dataset for each division and set of tables that are counted alike. A number that is hidden
/// is null and has the status <c>c</c>, confidential, as in the code list CL_OBS_STATUS of SDMX; a figure no registry can give is <c>m</c>, missing.
/// </summary>
internal static class JsonStat
{
    public static ReadOnlyMemory<byte> Of(CrossResult result, CrossLabels labels)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, NativeAnswer.Writer))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, "2.0");
            json.WriteString("class"u8, "collection");
            json.WriteString("label"u8, "Cross-tables of the population");
            json.WriteString("updated"u8, result.CountedAt);
            json.WriteStartObject("link"u8);
            json.WriteStartArray("item"u8);
            foreach (var division in result.Rows.Select(r => r.Division).Distinct())
                foreach (var alike in result.Tables.GroupBy(t => string.Join('\n', t.Measures)))
                    Dataset(json, result, division, [.. alike], labels);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return body.WrittenMemory;
    }

    private static void Dataset(Utf8JsonWriter json, CrossResult result, string division, ShownTable[] tables, CrossLabels labels)
    {
        var rows = result.Of(division).Where(r => tables[0].Numbers[r.Index] is not null).ToArray();
        if (rows.Length == 0)
            return;
        var missing = tables[0].Code.StartsWith("sdg-", StringComparison.Ordinal) ? CrossFlat.Missing.ToArray() : [];
        json.WriteStartObject();
        json.WriteString("class"u8, "dataset");
        json.WriteString("label"u8, $"People by {division}");
        Names(json, "id"u8, ["date", division, "table", "measure"]);
        json.WriteStartArray("size"u8);
        foreach (var size in (int[])[1, rows.Length, tables.Length + missing.Length, tables[0].Measures.Count])
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartObject("role"u8);
        Names(json, "time"u8, ["date"]);
        Names(json, "metric"u8, ["measure"]);
        if (division is Divisions.Province or Divisions.District or Divisions.Commune)
            Names(json, "geo"u8, [division]);
        json.WriteEndObject();
        json.WriteStartObject("dimension"u8);
        Dimension(json, "date", [result.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)], _ => null);
        Dimension(json, division, [.. rows.Select(r => r.Row.Code)], code => Array.Exists(rows, r => r.Row.Code == code && r.Row.HasOthers) ? $"{code}, and a few others" : null);
        Dimension(json, "table", [.. tables.Select(t => t.Code), .. missing.Select(m => m.Code)], code => labels.Of(code, result.Date)?.En ?? Coverage.All.FirstOrDefault(s => s.Code == code)?.Ratio);
        Dimension(json, "measure", tables[0].Measures, _ => null);
        json.WriteEndObject();
        Values(json, [.. rows.SelectMany(r => tables.SelectMany(t => t.Numbers[r.Index]!).Concat(missing.SelectMany(_ => new long?[tables[0].Measures.Count])))]);
        Statuses(json, [.. rows.SelectMany(r => tables.SelectMany(t => t.Numbers[r.Index]!.Select(n => n is null ? 'c' : ' ')).Concat(missing.SelectMany(_ => Enumerable.Repeat('m', tables[0].Measures.Count))))]);
        json.WriteEndObject();
    }

    private static void Dimension(Utf8JsonWriter json, string name, IReadOnlyList<string> codes, Func<string, string?> label)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("category"u8);
        Names(json, "index"u8, codes);
        if (codes.Any(c => label(c) is not null))
        {
            json.WriteStartObject("label"u8);
            foreach (var code in codes)
                json.WriteString(code, label(code) ?? code);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter json, IReadOnlyList<long?> values)
    {
        json.WriteStartArray("value"u8);
        foreach (var value in values)
            if (value is { } number)
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        json.WriteEndArray();
    }

    private static void Statuses(Utf8JsonWriter json, IReadOnlyList<char> statuses)
    {
        json.WriteStartObject("status"u8);
        foreach (var (index, status) in statuses.Index())
            if (status != ' ')
                json.WriteString(index.ToString(System.Globalization.CultureInfo.InvariantCulture), status.ToString());
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
            json.WriteStringValue(one);
        json.WriteEndArray();
    }
}
