using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Native;

/// <summary>Writes the middle of an entitlement-check answer: programmes, covered, coverage, coverageUnknown.</summary>
internal static class EntitlementJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, Exchange exchange)
    {
        var answer = exchange.Entitlements!;
        var facts = exchange.Facts!;
        json.WriteStartArray("programmes"u8);
        foreach (var programme in answer.Programmes)
        {
            json.WriteStartObject();
            json.WriteString("programme"u8, programme.Programme.Code);
            if (programme.Version is { } version)
                json.WriteNumber("version"u8, version);
            json.WriteString("entitled"u8, programme.Entitled switch { Truth.True => "entitled"u8, Truth.False => "not-entitled"u8, _ => "unknown"u8 });
            json.WriteString("enrolled"u8, YesNo(programme.Enrolled));
            Because(json, programme.Because, facts);
            NativeAnswer.Stale(json, programme.LastRead, exchange.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteCoverage(json, exchange);
    }

    /// <summary>The part about who pays: covered, coverage, coverageUnknown.</summary>
    public static void WriteCoverage(Utf8JsonWriter json, Exchange exchange)
    {
        var answer = exchange.Entitlements!;
        var facts = exchange.Facts!;
        json.WriteString("covered"u8, YesNo(answer.Coverage.Covered));
        Coverage(json, exchange, answer.Coverage.InForce);
        json.WriteStartArray("coverageUnknown"u8);
        foreach (var payer in answer.Coverage.Unknown)
        {
            json.WriteStartObject();
            json.WriteString("payer"u8, payer.Terms.Payer);
            Because(json, payer.Because, facts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Coverage(Utf8JsonWriter json, Exchange exchange, IReadOnlyList<CoverageLine> lines)
    {
        json.WriteStartArray("coverage"u8);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("payer"u8, line.Terms.Payer);
            json.WriteString("package"u8, line.Terms.Package);
            json.WriteStartObject("copayment"u8);
            json.WriteNumber("percent"u8, line.Terms.Copayment.Percent);
            json.WriteEndObject();
            if (line.From is { } from && exchange.MayExplain([line.Terms.From!]))
                NativeAnswer.Date(json, "from"u8, from);
            if (line.To is { } to && exchange.MayExplain([line.Terms.To!]))
                NativeAnswer.Date(json, "to"u8, to);
            json.WriteNumber("order"u8, line.Terms.Order);
            Text(json, "because"u8, line.Terms.Because);
            NativeAnswer.Stale(json, line.LastRead, exchange.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Because(Utf8JsonWriter json, IReadOnlyList<Reason> reasons, Facts facts)
    {
        json.WriteStartArray("because"u8);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("condition"u8, reason.Condition);
            Text(json, "text"u8, reason.Text);
            json.WriteString("outcome"u8, reason.IsWithheld ? "withheld"u8 : reason.Outcome switch { Truth.True => "met"u8, Truth.False => "not-met"u8, _ => "unknown"u8 });
            if (reason.Attributes.Count > 0)
                json.WriteString("registry"u8, reason.Attributes[0].Owner);
            if (AsOf(reason, facts) is { } asOf)
                json.WriteString("asOf"u8, asOf);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>When the newest of the facts behind a reason was changed at its registry.</summary>
    private static DateTimeOffset? AsOf(Reason reason, Facts facts)
    {
        // Nothing that is only last known has made a reason unknown.
        facts = reason.Outcome == Truth.Unknown ? facts.Fresh ?? facts : facts;
        DateTimeOffset? newest = null;
        foreach (var attribute in reason.Attributes)
            if (facts[attribute].AsOf is { } asOf && (newest is null || asOf > newest))
                newest = asOf;
        return newest;
    }

    private static ReadOnlySpan<byte> YesNo(Truth truth) => truth switch { Truth.True => "yes"u8, Truth.False => "no"u8, _ => "unknown"u8 };

    // Most of an answer is the same few dozen texts: they are encoded once. By reference, since a title is compared by all its text.
    private static readonly ConcurrentDictionary<Title, byte[]> Texts = new(ReferenceEqualityComparer.Instance);

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, Title title)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Texts.GetOrAdd(title, static t => JsonSerializer.SerializeToUtf8Bytes(new { en = t.En, km = t.Km }, Plain)), skipInputValidation: true);
    }
}
