using System.Text.Json.Nodes;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>OpenID Connect Core §5.3: what the token says of the person.</summary>
internal sealed class TellPerson : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var person = context.AccessTokenPrincipal;
        foreach (var claim in (string[])[Claims.Name, IdentityRegistration.InstitutionClaim])
            if (person.GetClaim(claim) is { } value)
                context.Claims[claim] = value;
        context.Claims[PersonClaims.Roles] = new JsonArray([.. person.GetClaims(PersonClaims.Roles).Select(r => (JsonNode)r)]);
        return ValueTask.CompletedTask;
    }
}
