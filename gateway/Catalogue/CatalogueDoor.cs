using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Gateway.Callers;
using Interop.Gateway.Institutions;
using Interop.Gateway.Problems;
using Interop.Identity.Credentials;
using Interop.Schemas;

namespace Interop.Gateway.Catalogue;

/// <summary><c>GET /v1/catalogue</c>: what there is, for everybody; with a credential also what its institution may use today.</summary>
internal sealed class CatalogueDoor(CatalogueRoom catalogue, InstitutionRegister institutions, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(EmbeddedJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/catalogue", static context => context.RequestServices.GetRequiredService<CatalogueDoor>().AnswerAsync(context));

    private Task AnswerAsync(HttpContext context)
    {
        Institution? institution = null;
        // A credential that is there must be good: whoever sends a bad one wants to know, and not to be taken for anybody.
        if (context.Features.Get<CredentialFeature>() is { Outcome: not CredentialOutcome.Missing }
            && CallerOf.Identify(context, institutions, out institution, out _) is { } refused)
            return new Problem(refused).WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, catalogue.For(institution), Json, context.RequestAborted);
    }
}
