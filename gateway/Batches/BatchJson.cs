using System.Text.Json;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Batches;

/// <summary>Writes where a batch stands.</summary>
internal static class BatchJson
{
    /// <param name="json">Where to.</param>
    /// <param name="batch">What its sender asks about.</param>
    /// <param name="answering">The batch that answers for it: itself, or the one that asked the same before.</param>
    /// <param name="progress">How far the work is; null where there is none now.</param>
    public static void Write(Utf8JsonWriter json, BatchRecord batch, BatchRecord answering, BatchProgress? progress)
    {
        var order = batch.Order;
        json.WriteStartObject();
        json.WriteString("id"u8, batch.Id);
        json.WriteString("kind"u8, WireName.Of(order.Kind));
        json.WriteString("state"u8, WireName.Of(answering.State));
        json.WriteString("purpose"u8, order.Purpose);
        json.WriteString("date"u8, order.Date.ToString("yyyy-MM-dd"));
        json.WriteBoolean("dryRun"u8, order.DryRun);
        if (order.FileName is { } name)
            json.WriteString("filename"u8, name);
        if (batch.SameAs is { } first)
            json.WriteString("sameAs"u8, first);
        json.WriteString("created"u8, batch.Created);
        json.WriteString("expires"u8, answering.Ends);
        json.WriteStartObject("file"u8);
        json.WriteNumber("length"u8, batch.Length);
        json.WriteNumber("received"u8, batch.Received);
        if (batch.Facts is { } facts)
            json.WriteString("sha256"u8, facts.Sha256);
        json.WriteEndObject();
        if (answering.Fault != FileFault.None)
            Fault(json, answering);
        if (answering.Stopped is { } code)
        {
            json.WriteStartObject("stopped"u8);
            json.WriteString("code"u8, code);
            Message(json, BatchTexts.OfStop(code));
            json.WriteEndObject();
        }
        if (answering.Facts is not null)
            Rows(json, answering, progress);
        json.WriteEndObject();
    }

    private static void Fault(Utf8JsonWriter json, BatchRecord batch)
    {
        var text = BatchTexts.Of(batch.Fault);
        json.WriteStartObject("fault"u8);
        json.WriteString("code"u8, "file-" + WireName.Of(batch.Fault));
        if (batch.FaultRow is { } row)
            json.WriteNumber("row"u8, row);
        Message(json, text);
        json.WriteEndObject();
    }

    private static void Message(Utf8JsonWriter json, BatchText text)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("en"u8, text.En);
        json.WriteString("km"u8, text.Km);
        json.WriteEndObject();
    }

    private static void Rows(Utf8JsonWriter json, BatchRecord batch, BatchProgress? progress)
    {
        var (total, counts) = (batch.Facts!.Rows, progress?.Counts ?? batch.Counts);
        json.WriteStartObject("rows"u8);
        json.WriteNumber("total"u8, total);
        json.WriteNumber("done"u8, counts.Done);
        json.WriteNumber("answered"u8, counts.Answered);
        json.WriteNumber("refused"u8, counts.Refused);
        json.WriteNumber("rejected"u8, counts.Rejected);
        json.WriteNumber("percentage"u8, Math.Round(100.0 * counts.Done / total, 1));
        if (progress is { RowsPerSecond: > 0 and var rate })
        {
            json.WriteNumber("rowsPerSecond"u8, (long)rate);
            json.WriteNumber("secondsLeft"u8, (long)Math.Ceiling((total - counts.Done) / rate));
        }
        json.WriteEndObject();
    }
}
