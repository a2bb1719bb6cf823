using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>OpenID Connect RP-Initiated Logout §2 and §3. Without an identity token of the hub any page could sign a person out.</summary>
internal sealed class CheckSignOut(IOptions<TokenOptions> options) : IOpenIddictServerHandler<ValidateEndSessionRequestContext>
{
    public ValueTask HandleAsync(ValidateEndSessionRequestContext context)
    {
        if (context.IdentityTokenHintPrincipal is not { } person)
        {
            context.Reject(Errors.InvalidRequest, "id_token_hint must hold the identity token that the application got.");
            return ValueTask.CompletedTask;
        }
        var client = person.GetAudiences().Select(options.Value.FindClient).FirstOrDefault(c => c is not null);
        if (context.PostLogoutRedirectUri is { Length: > 0 } to && client?.SignedOutUris.Any(registered => RedirectAddress.Matches(registered, to)) != true)
            context.Reject(Errors.InvalidRequest, "post_logout_redirect_uri is not registered for this client.");
        return ValueTask.CompletedTask;
    }
}
