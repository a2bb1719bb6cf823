using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>RFC 6749 §4.1.1: who asks for a person to sign in, and where the code would go. A refusal is never sent to an address not registered.</summary>
internal sealed class CheckAuthorization(IOptions<TokenOptions> options) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (options.Value.FindClient(context.ClientId) is not { } client)
            context.Reject(Errors.InvalidRequest, "The client is not known.");
        else if (!client.RedirectUris.Any(registered => RedirectAddress.Matches(registered, context.RedirectUri)))
            context.Reject(Errors.InvalidRequest, "redirect_uri is not registered for this client.");
        return ValueTask.CompletedTask;
    }
}
