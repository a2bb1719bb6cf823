using System.Buffers;
using System.Text.Json;
using System.Xml;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Native;

/// <summary>Writes the answer of an exchange as the message schemas describe it, straight into the response's buffer.</summary>
internal static class NativeAnswer
{
    internal static readonly JsonWriterOptions Writer = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task WriteAsync(HttpContext context, Exchange exchange)
    {
        var response = context.Response;
        var receipt = exchange.Receipt!.Value.ToString();
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = exchange.Id.ToString();
        response.Headers["Interop-Receipt"] = receipt;
        Write(response.BodyWriter, exchange, receipt);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>The body of the answer.</summary>
    internal static void Write(IBufferWriter<byte> output, Exchange exchange, string receipt)
    {
        using var json = new Utf8JsonWriter(output, Writer);
        json.WriteStartObject();
        json.WriteString("exchangeId"u8, exchange.Id);
        Date(json, "date"u8, exchange.Date);
        if (exchange.Facts is { Fresh: not null } && (exchange.Entitlements is { IsStale: true } || exchange.Lookup.Any(d => d.LastRead is not null)))
            json.WriteBoolean("stale"u8, true);
        if (exchange.AsksAttributes)
            Attributes(json, exchange.Lookup, exchange.At);
        else
            EntitlementJson.Write(json, exchange);
        Sources(json, exchange.Sources, exchange.At);
        exchange.Recheck?.Write(json);
        json.WriteString("receipt"u8, receipt);
        json.WriteEndObject();
    }

    internal static void Attributes(Utf8JsonWriter json, IReadOnlyList<DisclosedAttribute> attributes, DateTimeOffset now)
    {
        json.WriteStartObject("attributes"u8);
        foreach (var disclosed in attributes)
        {
            json.WriteStartObject(disclosed.Attribute.Name);
            json.WriteString("status"u8, WireName.Of(disclosed.Status));
            if (disclosed.Status == DisclosureStatus.Value)
                Value(json, disclosed.Value);
            if (disclosed.Status != DisclosureStatus.Withheld)
            {
                if (disclosed.Reduction != Reduction.Whole)
                    json.WriteString("reduction"u8, WireName.Of(disclosed.Reduction));
                json.WriteString("registry"u8, disclosed.Attribute.Owner);
            }
            if (disclosed.Status == DisclosureStatus.Unknown)
                json.WriteString("reason"u8, WireName.Of(disclosed.Reason));
            if (disclosed.AsOf is { } asOf)
                json.WriteString("asOf"u8, asOf);
            Stale(json, disclosed.LastRead, now);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value.Type)
        {
            case AttributeType.Boolean:
                json.WriteBoolean("value"u8, value.Boolean);
                break;
            case AttributeType.Integer:
                json.WriteNumber("value"u8, value.Number);
                break;
            case AttributeType.Date:
                Date(json, "value"u8, value.Date);
                break;
            default:
                json.WriteString("value"u8, value.Text);
                break;
        }
    }

    /// <summary>Which registries answered.</summary>
    /// <param name="now">The time of the question, from which ages count.</param>
    internal static void Sources(Utf8JsonWriter json, IReadOnlyList<SourceReport> sources, DateTimeOffset now)
    {
        json.WriteStartArray("sources"u8);
        foreach (var source in sources)
        {
            json.WriteStartObject();
            json.WriteString("registry"u8, source.Registry);
            json.WriteString("status"u8, WireName.Of(source.Status));
            if (source.Reason != UnknownReason.NotUnknown)
                json.WriteString("reason"u8, WireName.Of(source.Reason));
            if (source.AsOf is { } asOf)
                json.WriteString("asOf"u8, asOf);
            Stale(json, source.Status == SourceStatus.LastKnown ? source.AsOf : null, now);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Says of what hangs on facts that are only last known that it does, and how old the oldest of them is (ISO 8601).</summary>
    /// <param name="lastRead">When it was read; null says nothing.</param>
    internal static void Stale(Utf8JsonWriter json, DateTimeOffset? lastRead, DateTimeOffset now)
    {
        if (lastRead is not { } at)
            return;
        json.WriteBoolean("stale"u8, true);
        json.WriteString("age"u8, XmlConvert.ToString(TimeSpan.FromSeconds(Math.Ceiling((now - at).TotalSeconds))));
    }

    /// <summary>Writes a date as <c>yyyy-MM-dd</c>.</summary>
    internal static void Date(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateOnly date)
    {
        Span<byte> text = stackalloc byte[10];
        date.TryFormat(text, out _, "yyyy-MM-dd");
        json.WriteString(name, text);
    }
}
