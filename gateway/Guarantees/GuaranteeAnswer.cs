using System.Text.Json;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Native;

namespace Interop.Gateway.Guarantees;

/// <summary>Writes the answer as its message schema describes it: who pays, who nobody can say of, and a guarantee of each that pays.</summary>
internal static class GuaranteeAnswer
{
    private static readonly JsonWriterOptions Writer = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, Exchange exchange, IReadOnlyList<GivenGuarantee> given)
    {
        var response = context.Response;
        var receipt = exchange.Receipt!.Value.ToString();
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = exchange.Id.ToString();
        response.Headers["Interop-Receipt"] = receipt;
        await using (var json = new Utf8JsonWriter(response.BodyWriter, Writer))
        {
            json.WriteStartObject();
            json.WriteString("exchangeId"u8, exchange.Id);
            NativeAnswer.Date(json, "date"u8, exchange.Date);
            EntitlementJson.WriteCoverage(json, exchange);
            json.WriteStartArray("guarantees"u8);
            foreach (var guarantee in given)
            {
                json.WriteStartObject();
                json.WriteString("payer"u8, guarantee.Payer);
                json.WriteString("token"u8, guarantee.Token);
                json.WriteString("validTo"u8, guarantee.ValidTo);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            NativeAnswer.Sources(json, exchange.Sources, exchange.At);
            exchange.Recheck?.Write(json);
            json.WriteString("receipt"u8, receipt);
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
