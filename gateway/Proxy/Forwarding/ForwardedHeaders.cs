using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>Which headers go on, in both directions.</summary>
internal static class ForwardedHeaders
{
    private const string Own = "Interop-";

    /// <summary>
    /// Stay behind on the way to the provider: fields of one connection (RFC 9110 §7.6.1), what lets the caller in at the hub, where the call
    /// came from, and fields by which some servers would serve another method or path than the one admitted.
    /// </summary>
    private static readonly FrozenSet<string> NotToProvider = Names(
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Authentication-Info", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "HTTP2-Settings", "Expect", "Host", "Alt-Used", "X-Access-Key", "Authorization", "Cookie",
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP", "Via",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-Method", "X-Original-URL", "X-Original-URI", "X-Rewrite-URL", "X-Original-Host", "X-Host");

    /// <summary>Stay behind as well where the answer is filtered: they ask for a part of it, for another coding, or whether it has changed.</summary>
    private static readonly FrozenSet<string> NotToFiltered = Names(
        "Accept-Encoding", "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "A-IM");

    /// <summary>Stay behind on the way to the caller. An answer is the caller's alone, so nobody on the way may keep it.</summary>
    private static readonly FrozenSet<string> NotToCaller = Names(
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authentication-Info", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Alt-Svc",
        "Set-Cookie", "Set-Cookie2", "Server", "X-Powered-By", "Cache-Control", "Pragma", "Expires", "Age", "Surrogate-Control", "CDN-Cache-Control", "Strict-Transport-Security");

    /// <summary>All that goes on with a filtered answer. Any other header might hold what the filter removes.</summary>
    private static readonly string[] WithFiltered = ["Content-Type", "Content-Language", "Retry-After"];

    public static void CopyToProvider(IHeaderDictionary from, HttpRequestMessage to, bool filtered)
    {
        var connection = from.Connection;
        foreach (var (name, value) in from)
        {
            if (NotToProvider.Contains(name) || (filtered && NotToFiltered.Contains(name)) || name.StartsWith(Own, StringComparison.OrdinalIgnoreCase)
                || name.StartsWith(':') || (connection.Count > 0 && IsNamed(connection, name)))
                continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }
        if (filtered)
            to.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
    }

    public static void CopyToCaller(HttpResponseMessage from, HttpResponse to, bool filtered)
    {
        if (filtered)
        {
            foreach (var name in WithFiltered)
                if (from.Content.Headers.NonValidated.TryGetValues(name, out var values) || from.Headers.NonValidated.TryGetValues(name, out values))
                    to.Headers[name] = values.ToString();
            return;
        }
        Copy(from.Headers, to.Headers);
        Copy(from.Content.Headers, to.Headers);
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from.NonValidated)
            if (!NotToCaller.Contains(name) && !name.StartsWith(Own, StringComparison.OrdinalIgnoreCase))
                to[name] = values.Count == 1 ? values.ToString() : new StringValues([.. values]);
    }

    /// <summary>Whether the caller's Connection field names this one, so that it was meant for the hub alone.</summary>
    private static bool IsNamed(StringValues connection, string name)
    {
        foreach (var line in connection)
            foreach (var part in line.AsSpan().Split(','))
                if (line.AsSpan()[part].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                    return true;
        return false;
    }

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
