using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Interop.Identity.Tokens;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Reads what <see cref="SealCode"/> made. The library then checks the code's end, client, redirect URI and PKCE (RFC 7636 §4.6).</summary>
internal sealed class OpenCode(IOptions<IdentityOptions> options) : IOpenIddictServerHandler<ValidateTokenContext>
{
    /// <summary>Any box around a list of claims is longer.</summary>
    private const int Shortest = 100;

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (!context.ValidTokenTypes.SetEquals([TokenTypeIdentifiers.Private.AuthorizationCode]))
            return ValueTask.CompletedTask;
        if (Open(context.Token!) is { } claims)
            context.Principal = new ClaimsPrincipal(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value, c.ValueType)), "code"))
                .SetTokenType(TokenTypeIdentifiers.Private.AuthorizationCode);
        else
            context.Reject(Errors.InvalidGrant, "The code is not one this server made.");
        return ValueTask.CompletedTask;
    }

    private CodeClaim[]? Open(string code)
    {
        if (code.Length is < Shortest or > TokenAlgorithms.LongestToken || !Base64Url.IsValid(code))
            return null;
        try
        {
            return JsonSerializer.Deserialize<CodeClaim[]>(options.Value.Unseal!(Base64Url.DecodeFromChars(code)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or JsonException)
        {
            return null;
        }
    }
}
