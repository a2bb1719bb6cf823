using System.Net;

namespace Interop.Adapters.Http;

/// <summary>
/// The HTTP side of a registry: pooled HTTP/1.1 connections to one origin, one header with the credential, no redirects, no cookies,
/// no proxy from the environment. What a status means is decided here, once for all kinds that speak HTTP.
/// </summary>
internal sealed class RegistryHttp : IDisposable
{
    private readonly Uri origin;
    private readonly string header;
    private readonly string credential;
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows the registry's DNS
        MaxResponseHeadersLength = 64,
    });

    /// <param name="connection">Base address; paths are appended to it.</param>
    /// <param name="header">Name of the header that carries the credential.</param>
    /// <param name="credential">The header's value; empty sends no header.</param>
    public RegistryHttp(string connection, string header, string credential)
    {
        origin = new Uri(connection.EndsWith('/') ? connection : connection + "/", UriKind.Absolute);
        (this.header, this.credential) = (header, credential);
    }

    /// <summary>The address of a path below the connection.</summary>
    public Uri Address(string path) => new(origin, path.TrimStart('/'));

    public bool IsSameOrigin(Uri address) => Uri.Compare(origin, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Sends and reads the whole answer.</summary>
    /// <exception cref="RegistryReadException">The source refused, failed, or answered with something else than 200.</exception>
    public async Task<PooledBody> SendAsync(HttpMethod method, Uri address, HttpContent? content, string accept, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content, Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (credential.Length > 0) request.Headers.TryAddWithoutValidation(header, credential);
        using var response = await http.SendAsync(request, cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new RegistryReadException(Meaning((int)response.StatusCode), $"HTTP status {(int)response.StatusCode}.");
        var body = new PooledBody();
        try
        {
            await body.ReadAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellation);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => http.Dispose();

    // 429 and 5xx pass; any other 4xx, and a redirect, is not the contract of a registry that understood us.
    private static FetchOutcome Meaning(int status) => status switch
    {
        401 or 403 or 407 => FetchOutcome.Refused,
        408 or 429 or >= 500 => FetchOutcome.Unreachable,
        _ => FetchOutcome.Garbage,
    };
}
