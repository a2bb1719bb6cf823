using Interop.Identity.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>A token that comes back is verified with the keys of now, and with the algorithm they sign with alone.</summary>
internal sealed class TrustOwnKeys(TokenKeys keys) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        context.TokenValidationParameters.IssuerSigningKeys = keys.Trusted;
        context.TokenValidationParameters.TokenDecryptionKeys = [];
        context.TokenValidationParameters.ValidAlgorithms = TokenAlgorithms.Allowed;
        if (context.Token is { Length: > TokenAlgorithms.LongestToken })
            context.Token = "";
        return ValueTask.CompletedTask;
    }
}
