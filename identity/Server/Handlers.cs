using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Interop.Identity.Server;

/// <summary>
/// What this hub adds to the authorization server, in the order of a request. The rest - reading requests, PKCE, redirect URIs against the
/// code, the shape of answers, discovery - is the library's.
/// </summary>
internal static class Handlers
{
    /// <summary>Custom steps without a place of their own run after the library's checks and before its answer.</summary>
    private const int AfterChecks = 0;

    public static OpenIddictServerBuilder AddHandlers(this OpenIddictServerBuilder server) => server
        // :: Any request
        .Add<ProcessRequestContext, GuardRequest>(InferEndpointType.Descriptor.Order + 300)
        // :: Who asks
        .Add<ProcessAuthenticationContext, AuthenticateClient>(EvaluateValidatedTokens.Descriptor.Order + 500)
        // :: /connect/authorize
        .Add<ValidateAuthorizationRequestContext, CheckAuthorization>(AfterChecks)
        .Add<HandleAuthorizationRequestContext, AuthorizePerson>(AfterChecks)
        // :: /connect/token
        .Add<ValidateTokenRequestContext, CheckGrant>(AfterChecks)
        .Add<HandleTokenRequestContext, GrantToken>(AfterChecks)
        // :: Making tokens and codes
        .Add<GenerateTokenContext, SignToken>(Protection.AttachTokenMetadata.Descriptor.Order + 500)
        .Add<GenerateTokenContext, SealCode>(Protection.AttachTokenMetadata.Descriptor.Order + 600)
        // :: Reading them back
        .Add<ValidateTokenContext, OpenCode>(Protection.ResolveTokenValidationParameters.Descriptor.Order + 500)
        .Add<ValidateTokenContext, TrustOwnKeys>(Protection.ResolveTokenValidationParameters.Descriptor.Order + 600)
        .Add<ValidateTokenContext, RefuseRevoked>(Protection.ValidatePrincipal.Descriptor.Order + 500)
        // :: /connect/revoke, /connect/userinfo, /connect/logout
        .Add<HandleRevocationRequestContext, RevokeToken>(AfterChecks)
        .Add<HandleUserInfoRequestContext, TellPerson>(AfterChecks)
        .Add<ValidateEndSessionRequestContext, CheckSignOut>(AfterChecks)
        .Add<HandleEndSessionRequestContext, SignPersonOut>(AfterChecks)
        // :: /.well-known
        .Add<HandleConfigurationRequestContext, DescribeServer>(AfterChecks)
        .Add<HandleJsonWebKeySetRequestContext, PublishKeys>(AfterChecks);

    public static HttpContext Http(this BaseContext context) =>
        (context.Transaction.GetHttpRequest() ?? throw new InvalidOperationException("The authorization server answers HTTP alone.")).HttpContext;

    private static OpenIddictServerBuilder Add<TContext, THandler>(this OpenIddictServerBuilder server, int order)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> =>
        server.AddEventHandler<TContext>(handler => handler.UseSingletonHandler<THandler>().SetOrder(order));
}
