using Interop.Identity.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Institutions get tokens for themselves (RFC 6749 §4.4), applications for the person who signed in (§4.1); neither the other's.</summary>
internal sealed class CheckGrant : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var isApplication = AuthenticateClient.Of(context).Application is not null;
        if (context.Request.IsClientCredentialsGrantType() == isApplication)
            context.Reject(Errors.UnauthorizedClient, "This client does not get tokens by this grant.");
        else if (!isApplication && context.Request.GetScopes().Any(scope => scope != TokenVerifier.ExchangeScope))
            context.Reject(Errors.InvalidScope, $"The one scope of institutions is '{TokenVerifier.ExchangeScope}'.");
        return ValueTask.CompletedTask;
    }
}
