using Interop.Identity.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>A token that was withdrawn is as good as none, here too.</summary>
internal sealed class RefuseRevoked(TokenStates states) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal!.GetClaim(Claims.JwtId) is { Length: > 0 } jti && states.IsRevoked(jti))
            context.Reject(Errors.InvalidToken, "The token was withdrawn.");
        return ValueTask.CompletedTask;
    }
}
