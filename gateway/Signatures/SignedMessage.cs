using Microsoft.AspNetCore.Http.Features;

namespace Interop.Gateway.Signatures;

/// <summary>
/// An HTTP message as a signature sees it: a request has a <see cref="Method"/> and a <see cref="Target"/>, a response a <see cref="Status"/> and, where known,
/// the <see cref="Request"/> it answers.
/// </summary>
internal sealed record SignedMessage(IHeaderDictionary Fields)
{
    public string? Method { get; init; }

    /// <summary>In lower case.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>Host in lower case, and port unless it is the scheme's own (RFC 9421 §2.2.3).</summary>
    public string Authority { get; init; } = "";

    /// <summary>The request target as it stood in the request line.</summary>
    public string Target { get; init; } = "";

    public int? Status { get; init; }

    public SignedMessage? Request { get; init; }

    /// <summary>The path as sent; nothing is decoded, so that two spellings are two paths.</summary>
    public string Path => PathAndQuery is var whole && whole.IndexOf('?') is >= 0 and var mark ? whole[..mark] : whole;

    /// <summary>The question mark and what follows; a mark alone when there is no query (RFC 9421 §2.2.7).</summary>
    public string Query => PathAndQuery is var whole && whole.IndexOf('?') is >= 0 and var mark ? whole[mark..] : "?";

    public string TargetUri => $"{Scheme}://{Authority}{PathAndQuery}";

    private string PathAndQuery
    {
        get
        {
            // The absolute form (RFC 9112 §3.2.2) holds the path behind the authority.
            var start = Target.StartsWith('/') ? 0 : Target.IndexOf("://", StringComparison.Ordinal) is > 0 and var mark ? Target.IndexOfAny(['/', '?'], mark + 3) : 0;
            return start < 0 ? "/" : Target[start..] is var rest && rest.StartsWith('/') ? rest : "/" + rest;
        }
    }

    /// <summary>The request as it reached the hub.</summary>
    /// <param name="request">The request.</param>
    /// <param name="origin">Scheme and authority that callers use, when a proxy in front answers to them; null to take those of the request.</param>
    public static SignedMessage Of(HttpRequest request, Uri? origin)
    {
        var scheme = origin?.Scheme ?? request.Scheme.ToLowerInvariant();
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return new(request.Headers)
        {
            Method = request.Method,
            Scheme = scheme,
            Authority = origin?.Authority ?? AuthorityOf(scheme, request.Host.Value ?? ""),
            Target = string.IsNullOrEmpty(target) ? request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString : target,
        };
    }

    public static string AuthorityOf(string scheme, string host)
    {
        host = host.ToLowerInvariant();
        var port = scheme == "https" ? ":443" : ":80";
        return host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host;
    }
}
