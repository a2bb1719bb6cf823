using System.Security.Claims;
using Interop.Identity.Clients;
using Interop.Identity.Tokens;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>What goes into the tokens of a request that passed all checks.</summary>
internal sealed class GrantToken(TokenMarks marks, IOptions<TokenOptions> options, ILogger<GrantToken> logger) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var client = AuthenticateClient.Of(context);
        if (client.Application is null)
            context.SignIn(Institution(client));
        else
            Redeem(client, context);
        return ValueTask.CompletedTask;
    }

    /// <summary>RFC 9068 §2.2. Nothing is written down: the token says all there is to know, and revocation asks the store.</summary>
    private ClaimsPrincipal Institution(Client client)
    {
        var identity = new ClaimsIdentity("institution");
        identity.SetClaim(Claims.Subject, client.Id)
            .SetClaim(IdentityRegistration.InstitutionClaim, client.Id)
            .SetClaim(IdentityRegistration.KeyClaim, client.Key);
        return new ClaimsPrincipal(identity)
            .SetScopes(TokenVerifier.ExchangeScope)
            .SetResources(options.Value.Audience)
            .SetDestinations(static _ => [Destinations.AccessToken]);
    }

    /// <summary>RFC 6749 §4.1.2: a code that comes twice may have been stolen, so what its first use gave is withdrawn.</summary>
    private void Redeem(Client client, HandleTokenRequestContext context)
    {
        var code = context.Principal!;
        var id = code.GetClaim(SealCode.IdClaim)!;
        if (marks.UseOnce("code", id, code.GetExpirationDate()!.Value))
        {
            context.SignIn(PersonClaims.ForTokens(code));
            return;
        }
        marks.Revoke(id, code.GetExpirationDate()!.Value + options.Value.TokenLifetime);
        Log.CodeReplayed(logger, client.Id);
        context.Reject(Errors.InvalidGrant, "The code was used before. Its tokens are withdrawn; sign in again.");
    }
}
