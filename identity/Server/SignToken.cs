using Interop.Identity.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Signs with the key whose turn it is: keys rotate while the process runs, and the library's are fixed at its start.</summary>
internal sealed class SignToken(TokenKeys keys) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is not (TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken))
            return ValueTask.CompletedTask;
        var descriptor = context.SecurityTokenDescriptor;
        context.SigningCredentials = descriptor.SigningCredentials = keys.Current;
        descriptor.EncryptingCredentials = null;
        descriptor.NotBefore = descriptor.IssuedAt;
        if (context.TokenType == TokenTypeIdentifiers.AccessToken)
        {
            // The token of a code has the code's id, so that it can be withdrawn when the code comes again.
            if (descriptor.Subject.FindFirst(SealCode.IdClaim) is { } code)
                descriptor.Subject.RemoveClaim(code);
            if (context.Principal.GetClaim(SealCode.IdClaim) is { } id)
                descriptor.Claims[Claims.JwtId] = id;
        }
        return ValueTask.CompletedTask;
    }
}
