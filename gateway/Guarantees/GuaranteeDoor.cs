using System.Text.Json;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Rechecks;

namespace Interop.Gateway.Guarantees;

/// <summary>
/// <c>POST /v1/guarantees</c> asks for guarantees and <c>GET /v1/guarantees/card-key</c> for the institution's own secret; what a device carries to
/// verify them without a network is open to everybody: <c>/guarantee/jwks.json</c> and <c>/guarantee/revoked</c>.
/// </summary>
internal sealed class GuaranteeDoor(Entrance entrance, RecheckAsking asking, GuaranteeQuestions questions, GuaranteeIssue issue, GuaranteeMaterial material)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/guarantees", static context => Of(context).AnswerAsync(context));
        routes.MapGet("/v1/guarantees/card-key", static context => Of(context).CardKeyAsync(context));
        routes.MapGet("/guarantee/jwks.json", static context => Of(context).KeySetAsync(context));
        routes.MapGet("/guarantee/revoked", static context => Of(context).RevokedAsync(context));
    }

    private static GuaranteeDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<GuaranteeDoor>();

    private async Task AnswerAsync(HttpContext context)
    {
        var started = material.Time.GetTimestamp();
        var now = material.Time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (caller, scopeLimit, problem) = await entrance.EnterAsync(context, Operation.EntitlementCheck, now);
        Exchange? exchange = null;
        if (problem is null)
            (exchange, problem) = await questions.ReadAsync(context, caller!, scopeLimit, id, now);
        if (exchange is not null && await asking.RunAsync(exchange, context.RequestAborted) is var outcome and not ExchangeOutcome.Answered)
            problem = ExchangeProblems.Of(outcome, exchange);
        await (problem is null ? GuaranteeAnswer.WriteAsync(context, exchange!, issue.Of(exchange!)) : problem.WriteAsync(context, id));
        material.Metrics.Ended("native", "guarantee", problem?.Kind.Code ?? "answered", material.Time.GetElapsedTime(started));
    }

    private async Task CardKeyAsync(HttpContext context)
    {
        var now = material.Time.GetUtcNow();
        var (caller, _, problem) = await entrance.EnterAsync(context, Operation.EntitlementCheck, now);
        if (problem is not null)
        {
            await problem.WriteAsync(context, Guid.CreateVersion7(now));
            return;
        }
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        var key = CardKey.Of(material.Secrets, caller!.Institution.Code).Text();
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { facility = caller.Institution.Code, cardKey = key }), context.RequestAborted);
    }

    private async Task KeySetAsync(HttpContext context)
    {
        context.Response.ContentType = "application/jwk-set+json";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        await context.Response.WriteAsync(material.Keys.KeySet(), context.RequestAborted);
    }

    private async Task RevokedAsync(HttpContext context)
    {
        var published = material.Revoked.Current();
        context.Response.Headers.ETag = published.Tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(published.Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/jose";
        await context.Response.WriteAsync(published.Text, context.RequestAborted);
    }
}

/// <summary>What the door hands out besides answers, and what it measures with.</summary>
internal sealed record GuaranteeMaterial(GuaranteeKeys Keys, HubKeys Secrets, RevocationPublishing Revoked, ExchangeMetrics Metrics, TimeProvider Time);
