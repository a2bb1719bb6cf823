using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server.AspNetCore;

namespace Interop.Identity.Server;

/// <summary>
/// Keeps the authorization server to its own paths. The framework shows every request to a scheme that answers requests by itself, and the
/// library compares each with all its endpoints: a seventh of what a proxied call costs. Elsewhere the scheme has no handler.
/// </summary>
internal sealed class ServerPaths(AuthenticationHandlerProvider handlers) : IAuthenticationHandlerProvider
{
    /// <summary>What all endpoints of <see cref="ServerRegistration"/> lie under.</summary>
    private static readonly PathString Endpoints = "/connect", Metadata = "/.well-known";

    public Task<IAuthenticationHandler?> GetHandlerAsync(HttpContext context, string authenticationScheme) =>
        authenticationScheme != OpenIddictServerAspNetCoreDefaults.AuthenticationScheme || AreOwn(context.Request.Path)
            ? handlers.GetHandlerAsync(context, authenticationScheme)
            : Task.FromResult<IAuthenticationHandler?>(null);

    private static bool AreOwn(PathString path) => path.StartsWithSegments(Endpoints, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Metadata, StringComparison.OrdinalIgnoreCase);
}
