using Interop.Identity.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tokens;

/// <summary>Which issuer is trusted and with which keys: the embedded server, or the one that <c>Identity:Authority</c> names.</summary>
internal sealed class TokenTrust
{
    /// <summary>A kid nobody knows may be new, or made up; made-up ones must not become a flood at the issuer.</summary>
    private static readonly TimeSpan RefreshAtMostEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly TokenKeys own;
    private readonly ILogger<TokenTrust> logger;
    private readonly TimeProvider time;
    private readonly string? issuer;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? discovery;
    private long refreshAt;

    public TokenTrust(TokenKeys own, IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenTrust> logger)
    {
        (this.own, this.time, this.logger, issuer) = (own, time, logger, options.Value.IssuerUri?.AbsoluteUri);
        if (options.Value.Authority is not { } authority)
            return;
        var address = authority.TrimEnd('/') + "/.well-known/openid-configuration";
        var documents = new HttpDocumentRetriever(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Deadline })
        {
            RequireHttps = new Uri(authority).Scheme == Uri.UriSchemeHttps,
        };
        discovery = new(address, new OpenIdConnectConfigurationRetriever(), documents) { RefreshInterval = RefreshAtMostEvery };
    }

    /// <summary>Whether tokens come from another issuer than this process.</summary>
    public bool IsForeign => discovery is not null;

    /// <summary>Whether the embedded server made a token for the address that was called.</summary>
    public bool IsOwnIssuer(string claimed, HttpRequest request) =>
        issuer is not null ? claimed == issuer
            : string.Equals(claimed, IssuerOf(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>The key of a kid, and the issuer it belongs to; null for the embedded one. No key when nobody knows it.</summary>
    /// <exception cref="IOException">The other issuer cannot be asked.</exception>
    public async ValueTask<(SecurityKey? Key, string? Issuer)> FindAsync(string kid, CancellationToken cancellation)
    {
        if (discovery is null)
            return (own.Trusted.FirstOrDefault(k => k.KeyId == kid), null);
        var known = await DiscoverAsync(cancellation);
        if (Find(known, kid) is null && MayRefresh())
        {
            discovery.RequestRefresh();
            known = await DiscoverAsync(cancellation);
        }
        return (Find(known, kid), known.Issuer);
    }

    /// <summary>Where tokens of the trusted issuer are got.</summary>
    /// <exception cref="IOException">The other issuer cannot be asked.</exception>
    public async ValueTask<TokenServer> DescribeAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (discovery is not null)
        {
            var other = await DiscoverAsync(cancellation);
            return new(other.Issuer, other.TokenEndpoint, other.JwksUri, TokenVerifier.ExchangeScope, [.. other.TokenEndpointAuthSigningAlgValuesSupported]);
        }
        var address = issuer ?? IssuerOf(request);
        return new(address, address + ServerRegistration.TokenPath, address + ServerRegistration.KeysPath, TokenVerifier.ExchangeScope, TokenAlgorithms.Allowed);
    }

    /// <summary>The issuer where none is configured: the address that was called.</summary>
    private static string IssuerOf(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}{request.PathBase.Value}/";

    private static SecurityKey? Find(OpenIdConnectConfiguration known, string kid) => known.SigningKeys.FirstOrDefault(k => k.KeyId == kid);

    private bool MayRefresh()
    {
        var now = time.GetUtcNow().UtcTicks;
        var due = Interlocked.Read(ref refreshAt);
        return now >= due && Interlocked.CompareExchange(ref refreshAt, now + RefreshAtMostEvery.Ticks, due) == due;
    }

    private async Task<OpenIdConnectConfiguration> DiscoverAsync(CancellationToken cancellation)
    {
        try
        {
            return await discovery!.GetConfigurationAsync(cancellation);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException or ArgumentException)
        {
            Log.AuthorityAway(logger, e.GetType().Name);
            throw new IOException("The issuer cannot be asked for its keys.", e);
        }
    }
}
