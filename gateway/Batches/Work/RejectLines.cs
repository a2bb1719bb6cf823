using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Native;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Writes every row that was not answered as it was sent, with its number, the field and a plain message in both languages: mended in place, the file can be
/// sent again as it is, since what is added is not read.
/// </summary>
internal sealed class RejectLines(BatchOrder order, string[] columns, char separator)
{
    private static readonly string[] Added = ["row", "field", "code", "message", "message-km"];

    // A file of rejects that is rejected again gets one set of these columns, not two.
    private readonly int[] kept = [.. Enumerable.Range(0, columns.Length).Where(i => !Added.Contains(columns[i]))];
    private readonly ArrayBufferWriter<byte> buffer = new();

    public string Header()
    {
        if (order.Format == BatchFormat.Ndjson)
            return "";
        var line = new StringBuilder("\uFEFF");
        foreach (var i in kept)
            line.AddFirst(columns[i], separator).Append(separator);
        return line.AppendJoin(separator, Added).Append("\r\n").ToString();
    }

    public void Add(StringBuilder lines, InputRow row, RowFault fault)
    {
        if (order.Format == BatchFormat.Ndjson)
        {
            AddObject(lines, row, fault);
            return;
        }
        foreach (var i in kept)
            lines.AddFirst(CsvCells.Restored(row.Cells[i]), separator).Append(separator);
        lines.Append(CultureInfo.InvariantCulture, $"{row.Number}{separator}{fault.Field}{separator}{fault.Code}{separator}");
        lines.AddFirst(fault.Message.En, separator).Append(separator).AddFirst(fault.Message.Km, separator).Append("\r\n");
    }

    private void AddObject(StringBuilder lines, InputRow row, RowFault fault)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, NativeAnswer.Writer))
        {
            json.WriteStartObject();
            json.WriteNumber("row"u8, row.Number);
            json.WriteString("field"u8, fault.Field);
            json.WriteString("code"u8, fault.Code);
            json.WriteString("message"u8, fault.Message.En);
            json.WriteString("message-km"u8, fault.Message.Km);
            Question(json, row.Cells[0]);
            json.WriteEndObject();
        }
        lines.Append(Encoding.UTF8.GetString(buffer.WrittenSpan)).Append('\n');
    }

    /// <summary>The object as it was sent; as a text where it is none.</summary>
    private static void Question(Utf8JsonWriter json, string line)
    {
        json.WritePropertyName("question"u8);
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("question", out var inner) ? inner : root).WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(line);
        }
    }
}
