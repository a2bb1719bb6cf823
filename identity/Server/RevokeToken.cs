using Interop.Identity.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>RFC 7009 §2.1: the client a token was made for withdraws it; every gateway refuses it from the next call on.</summary>
internal sealed class RevokeToken(TokenMarks marks) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (context.GenericTokenPrincipal is { } token && token.GetClaim(Claims.JwtId) is { Length: > 0 } jti && token.GetExpirationDate() is { } until)
            marks.Revoke(jti, until);
        else
            context.Reject(Errors.UnsupportedTokenType, "Access tokens can be withdrawn, nothing else.");
        return ValueTask.CompletedTask;
    }
}
