using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Writes the line of results of each row. It tells the verdicts of a check, or the attributes of a look-up, and no more: what a verdict rests on leaves by the
/// API alone. The identifier is not said back; rows stand in the order of the file and carry their number.
/// </summary>
internal sealed class ResultLines(BatchOrder order, char separator)
{
    private static readonly string[] Fixed = ["row", "status", "code", "exchangeId", "receipt", "date"];
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>The first line; empty where lines name what they hold.</summary>
    public string Header()
    {
        if (order.Format == BatchFormat.Ndjson)
            return "";
        var line = new StringBuilder("\uFEFF");
        line.AppendJoin(separator, Fixed);
        foreach (var column in order.Columns)
            if (order.Kind == Operation.Lookup)
                line.Append(separator).Append(column).Append(separator).Append(column).Append(".status");
            else
                line.Append(separator).Append(column).Append(".entitled").Append(separator).Append(column).Append(".enrolled");
        if (order.Kind == Operation.EntitlementCheck)
            line.Append(separator).Append("covered").Append(separator).Append("coverage");
        return line.Append("\r\n").ToString();
    }

    public void Add(StringBuilder lines, RowOutcome outcome)
    {
        if (order.Format == BatchFormat.Csv)
            AddCells(lines, outcome);
        else
            AddObject(lines, outcome);
    }

    private void AddCells(StringBuilder lines, RowOutcome outcome)
    {
        var exchange = outcome.Exchange;
        lines.Append(CultureInfo.InvariantCulture, $"{outcome.Row.Number}{separator}{outcome.Name}{separator}{outcome.Fault?.Code}{separator}{exchange?.Id}{separator}");
        if (exchange?.Receipt is { } receipt)
            lines.Append(receipt.ToString());
        lines.Append(separator);
        if (exchange is not null)
            lines.Append(CultureInfo.InvariantCulture, $"{exchange.Date:yyyy-MM-dd}");
        if (order.Kind == Operation.Lookup)
            AddAttributes(lines, outcome);
        else
            AddVerdicts(lines, outcome);
        lines.Append("\r\n");
    }

    private void AddVerdicts(StringBuilder lines, RowOutcome outcome)
    {
        var answer = outcome.Status == RowStatus.Answered ? outcome.Exchange!.Entitlements : null;
        var next = 0;
        foreach (var column in order.Columns)
        {
            // Both stand in the order of the rules; one that the scope does not name any more is left out.
            var at = answer is null ? -1 : IndexOf(answer.Programmes, column, next);
            lines.Append(separator);
            if (at >= 0)
                lines.Append(Entitled(answer!.Programmes[at].Entitled));
            lines.Append(separator);
            if (at >= 0)
                lines.Append(YesNo(answer!.Programmes[at].Enrolled));
            next = at >= 0 ? at + 1 : next;
        }
        lines.Append(separator);
        if (answer is not null)
            lines.Append(YesNo(answer.Coverage.Covered));
        lines.Append(separator);
        if (answer is not null)
            lines.AppendJoin(' ', answer.Coverage.InForce.Select(l => l.Terms.Payer));
    }

    private static int IndexOf(IReadOnlyList<ProgrammeAnswer> programmes, string code, int likely)
    {
        if (likely < programmes.Count && programmes[likely].Programme.Code == code)
            return likely;
        for (var i = 0; i < programmes.Count; i++)
            if (programmes[i].Programme.Code == code)
                return i;
        return -1;
    }

    private void AddAttributes(StringBuilder lines, RowOutcome outcome)
    {
        var told = outcome.Status == RowStatus.Answered ? outcome.Exchange!.Lookup : [];
        foreach (var column in order.Columns)
        {
            lines.Append(separator);
            var found = told.FirstOrDefault(d => d.Attribute.Name == column);
            if (found.Attribute is null)
            {
                lines.Append(separator);
                continue;
            }
            if (found.Status == DisclosureStatus.Value)
                lines.AddFirst(TextOf(found.Value), separator);
            lines.Append(separator).Append(Wire.WireName.Of(found.Status));
        }
    }

    private void AddObject(StringBuilder lines, RowOutcome outcome)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, NativeAnswer.Writer))
        {
            json.WriteStartObject();
            json.WriteNumber("row"u8, outcome.Row.Number);
            json.WriteString("status"u8, outcome.Name);
            if (outcome.Fault is { } fault)
                json.WriteString("code"u8, fault.Code);
            if (outcome.Exchange is { } exchange)
            {
                json.WriteString("exchangeId"u8, exchange.Id);
                if (exchange.Receipt is { } receipt)
                    json.WriteString("receipt"u8, receipt.ToString());
                NativeAnswer.Date(json, "date"u8, exchange.Date);
                if (outcome.Status == RowStatus.Answered && exchange.AsksAttributes)
                    NativeAnswer.Attributes(json, exchange.Lookup, exchange.At);
                else if (outcome.Status == RowStatus.Answered)
                    WriteVerdicts(json, exchange.Entitlements!);
            }
            json.WriteEndObject();
        }
        lines.Append(Encoding.UTF8.GetString(buffer.WrittenSpan)).Append('\n');
    }

    private static void WriteVerdicts(Utf8JsonWriter json, EntitlementAnswer answer)
    {
        json.WriteStartArray("programmes"u8);
        foreach (var programme in answer.Programmes)
        {
            json.WriteStartObject();
            json.WriteString("programme"u8, programme.Programme.Code);
            json.WriteString("entitled"u8, Entitled(programme.Entitled));
            json.WriteString("enrolled"u8, YesNo(programme.Enrolled));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("covered"u8, YesNo(answer.Coverage.Covered));
        json.WriteStartArray("coverage"u8);
        foreach (var line in answer.Coverage.InForce)
            json.WriteStringValue(line.Terms.Payer);
        json.WriteEndArray();
    }

    private static string Entitled(Truth truth) => truth switch { Truth.True => "entitled", Truth.False => "not-entitled", _ => "unknown" };

    private static string YesNo(Truth truth) => truth switch { Truth.True => "yes", Truth.False => "no", _ => "unknown" };

    private static string TextOf(AttributeValue value) => value.Type switch
    {
        AttributeType.Boolean => value.Boolean ? "true" : "false",
        AttributeType.Integer => value.Number.ToString(CultureInfo.InvariantCulture),
        AttributeType.Date => value.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.Text ?? "",
    };
}
