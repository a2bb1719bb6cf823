using System.Text.Json;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Matching;

/// <summary><c>POST /v1/match</c>: who is meant by what a person says of themselves?</summary>
internal sealed class MatchDoor(Entrance entrance, PersonMatching matching, ExchangeMetrics metrics, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/match", static context => context.RequestServices.GetRequiredService<MatchDoor>().AnswerAsync(context));

    private async Task AnswerAsync(HttpContext context)
    {
        var (started, now) = (time.GetTimestamp(), time.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var entry = await entrance.EnterAsync(context, Operation.Match, now);
        var problem = entry.Problem;
        var found = new List<MatchedPerson>();
        Exchange? exchange = null;
        if (problem is null)
        {
            (var asked, problem) = await ReadAsync(context);
            if (asked is not null)
            {
                exchange = PersonMatching.SearchFor(asked.Person, id, now, "native", entry);
                if (await matching.RunAsync(exchange, asked, found, context.RequestAborted) is var outcome and not ExchangeOutcome.Answered)
                    problem = ExchangeProblems.Of(outcome);
            }
        }
        await (problem is null ? WriteAsync(context, exchange!, found) : problem.WriteAsync(context, id));
        metrics.Ended("native", Operation.Match, problem?.Kind.Code ?? "answered", time.GetElapsedTime(started));
    }

    private static async ValueTask<(MatchAsked?, Problem?)> ReadAsync(HttpContext context)
    {
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        if (document is null)
            return (null, unreadable);
        using (document)
            return MatchBody.Read(document.RootElement, out var asked) is { } problem ? (null, problem) : (asked, null);
    }

    private static async Task WriteAsync(HttpContext context, Exchange exchange, List<MatchedPerson> found)
    {
        var response = context.Response;
        var receipt = exchange.Receipt!.Value.ToString();
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = exchange.Id.ToString();
        response.Headers["Interop-Receipt"] = receipt;
        using (var json = new Utf8JsonWriter(response.BodyWriter, NativeAnswer.Writer))
        {
            json.WriteStartObject();
            json.WriteString("exchangeId"u8, exchange.Id);
            NativeAnswer.Date(json, "date"u8, exchange.Date);
            json.WriteStartArray("candidates"u8);
            foreach (var one in found)
                Write(json, one);
            json.WriteEndArray();
            NativeAnswer.Sources(json, exchange.Sources, exchange.At);
            json.WriteString("receipt"u8, receipt);
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, MatchedPerson one)
    {
        json.WriteStartObject();
        json.WriteString("exchangeId"u8, one.Exchange.Id);
        json.WriteString("grade"u8, WireName.Of(one.Match.Grade));
        json.WriteNumber("score"u8, Math.Round(one.Match.Score, 3));
        json.WriteStartArray("reasons"u8);
        foreach (var reason in one.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, WireName.Of(reason.Field));
            json.WriteString("agreement"u8, reason.Agreement ?? "withheld");
            if (reason.Agreement is not null)
                json.WriteString("speaks"u8, reason.SpeaksFor ? "for"u8 : "against"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        NativeAnswer.Attributes(json, one.Exchange.Lookup, one.Exchange.At);
        json.WriteEndObject();
    }
}
