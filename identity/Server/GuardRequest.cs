using System.Net;
using Interop.Identity.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Lets a request through to the endpoints: over a connection nobody can listen to, and of a size that a form here ever has.</summary>
internal sealed class GuardRequest(TokenTrust trust, IOptions<TokenOptions> options) : IOpenIddictServerHandler<ProcessRequestContext>
{
    private const long LargestForm = 32 * 1024;

    public async ValueTask HandleAsync(ProcessRequestContext context)
    {
        if (context.EndpointType == OpenIddictServerEndpointType.Unknown)
            return;
        // Another issuer makes the tokens: nothing is offered here but the keys that sign answers.
        if (trust.IsForeign && context.EndpointType != OpenIddictServerEndpointType.JsonWebKeySet)
        {
            context.SkipRequest();
            return;
        }
        var http = context.Http();
        if (!IsPrivate(http))
        {
            context.Reject(Errors.InvalidRequest, "Use https: secrets and tokens are not taken or given on an open connection.");
            return;
        }
        // A bound token is withdrawn on a connection with its certificate.
        context.Transaction.RemoteCertificate = await http.Connection.GetClientCertificateAsync(http.RequestAborted);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestForm;
        if (http.Request.HasFormContentType && !await IsReadableAsync(http))
            context.Reject(Errors.InvalidRequest, "The form cannot be read, or is larger than a form here ever is.");
    }

    /// <summary>RFC 6749 §3.2 wants TLS. On this machine there is nobody between; an issuer with https says that a proxy in front ends TLS.</summary>
    private bool IsPrivate(HttpContext http) =>
        http.Request.IsHttps || options.Value.IssuerUri?.Scheme == Uri.UriSchemeHttps
        || http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from);

    /// <summary>The form is read here once and kept with the request.</summary>
    private static async Task<bool> IsReadableAsync(HttpContext http)
    {
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return false;
        }
    }
}
