using System.Security.Cryptography;
using Interop.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Interop.Identity.Server;

/// <summary>
/// The authorization server: OpenIddict without its stores. Clients are the institutions with their access keys and a few configured
/// applications, tokens are self-contained, and what must be remembered is in the identity store.
/// </summary>
internal static class ServerRegistration
{
    public const string TokenPath = "connect/token", KeysPath = ".well-known/jwks.json";

    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    public static IServiceCollection AddAuthorizationServer(this IServiceCollection services)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode()
                .SetTokenEndpointUris(TokenPath)
                .SetAuthorizationEndpointUris("connect/authorize")
                .SetRevocationEndpointUris("connect/revoke")
                .SetUserInfoEndpointUris("connect/userinfo")
                .SetEndSessionEndpointUris("connect/logout")
                .SetConfigurationEndpointUris(".well-known/openid-configuration")
                .SetJsonWebKeySetEndpointUris(KeysPath)
                .AllowClientCredentialsFlow()
                .AllowAuthorizationCodeFlow()
                .RequireProofKeyForCodeExchange()
                .DisableAccessTokenEncryption()
                .RegisterScopes(TokenVerifier.ExchangeScope, Scopes.OpenId, Scopes.Profile)
                .RegisterClaims(Claims.Subject, Claims.Name, IdentityRegistration.InstitutionClaim, PersonClaims.Roles, Claims.AuthenticationMethodReference, Claims.AuthenticationTime)
                .AddHandlers();
            // The connection is looked at by GuardRequest, which knows the embedded shape.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
        });
        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<TokenOptions>, TokenKeys, TimeProvider>(static (server, tokens, keys, time) =>
        {
            server.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
            (server.Issuer, server.TimeProvider) = (tokens.Value.IssuerUri, time);
            (server.AccessTokenLifetime, server.IdentityTokenLifetime, server.AuthorizationCodeLifetime) = (tokens.Value.TokenLifetime, tokens.Value.TokenLifetime, CodeLifetime);
            // The library wants a key of each kind at its start. SignToken replaces the one; nothing is ever encrypted with the other.
            server.SigningCredentials.Add(keys.Current);
            server.EncryptionCredentials.Add(new(
                new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });
        services.PostConfigure<LoggerFilterOptions>(SilentTokens.KeepOut);
        services.AddScoped<AuthenticationHandlerProvider>().AddScoped<IAuthenticationHandlerProvider, ServerPaths>();
        return services;
    }
}
