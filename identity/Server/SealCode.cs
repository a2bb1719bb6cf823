using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>
/// An authorization code holds all it stands for, sealed with the hub's master secret, so that any process can redeem it and none has to keep
/// it. That it is used once is looked after when it is redeemed.
/// </summary>
internal sealed class SealCode(IOptions<IdentityOptions> options) : IOpenIddictServerHandler<GenerateTokenContext>
{
    /// <summary>The code's own id.</summary>
    public const string IdClaim = "interop_code";

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType != TokenTypeIdentifiers.Private.AuthorizationCode)
            return ValueTask.CompletedTask;
        context.Principal.SetClaim(IdClaim, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        CodeClaim[] claims = [.. context.Principal.Claims.Select(c => new CodeClaim(c.Type, c.Value, c.ValueType))];
        context.Token = Base64Url.EncodeToString(options.Value.Seal!(JsonSerializer.Serialize(claims)));
        return ValueTask.CompletedTask;
    }
}

/// <summary>One claim inside a code.</summary>
internal sealed record CodeClaim(string Type, string Value, string ValueType);
