using System.Buffers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Gateway.Callers;
using Interop.Gateway.Configuration;
using Interop.Gateway.Demo;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Identity;

namespace Interop.Gateway.Pages;

/// <summary>One question tried on the catalogue page: the same as a call of a program, and what came of it.</summary>
internal sealed record Trial(int Person, string Purpose, Operation Operation, string Call, int Status, string Body);

/// <summary>
/// Asks about people of the synthetic country for somebody at a page. The question takes the path of every other: limits, scope, record. Where
/// there is no synthetic country there is nobody to ask about.
/// </summary>
internal sealed class CatalogueTrial(ExchangePipeline pipeline, Entrance entrance, ScopeRegister scopes, HubSettings settings, TimeProvider time)
{
    private const string Door = "page";
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The made-up people, in the order of <c>demo.json</c>; none without a synthetic country.</summary>
    public IReadOnlyList<DemoPerson> Samples => DemoFile.Read(settings.DemoFile)?.People ?? [];

    /// <param name="context">The request of the page; gets the fields of the limits.</param>
    /// <param name="institution">In whose name is asked.</param>
    /// <param name="person">Place among <see cref="Samples"/>.</param>
    /// <param name="purpose">A code of the list of purposes.</param>
    /// <param name="operation">What is asked.</param>
    public async Task<Trial> AskAsync(HttpContext context, Institution institution, int person, string purpose, Operation operation)
    {
        var (type, value) = Samples[person].Identifiers.First();
        var body = $$$"""{"subject":{"type":"{{{type}}}","value":"{{{value}}}"}}""";
        var path = operation == Operation.Lookup ? "/v1/lookup" : "/v1/entitlements/check";
        var call = $"curl -s {context.Request.Scheme}://{context.Request.Host}{path} -H 'X-Access-Key: ...' -H 'Interop-Purpose: {purpose}' -H 'Content-Type: application/json' -d '{body}'";
        var now = time.GetUtcNow();
        var caller = new Caller(institution, IdentityRegistration.SessionScheme, purpose, null, context.User.FindFirstValue(IdentityRegistration.PersonClaim));
        scopes.Admit(institution.Code, purpose, operation, null, DateOnly.FromDateTime(now.UtcDateTime), out var scope);
        var entry = await entrance.TakeAsync(context, caller, scope);
        if (entry.Problem is { } full)
            return new(person, purpose, operation, call, full.Kind.Status, Text(full));
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now), At = now, Door = Door, Caller = caller, ScopeLimit = entry.ScopeLimit, Operation = operation,
            Subject = new(type, value), Date = DateOnly.FromDateTime(now.UtcDateTime),
        };
        var outcome = await pipeline.RunAsync(exchange, context.RequestAborted);
        if (outcome != ExchangeOutcome.Answered)
            return new(person, purpose, operation, call, ExchangeProblems.Of(outcome).Kind.Status, Text(ExchangeProblems.Of(outcome)));
        var answer = new ArrayBufferWriter<byte>(16 * 1024);
        NativeAnswer.Write(answer, exchange, exchange.Receipt!.Value.ToString());
        using var document = JsonDocument.Parse(answer.WrittenMemory);
        return new(person, purpose, operation, call, StatusCodes.Status200OK, JsonSerializer.Serialize(document.RootElement, Shown));
    }

    private static string Text(Problem problem) => $"{problem.Kind.Code}: {problem.Kind.Detail}";
}
