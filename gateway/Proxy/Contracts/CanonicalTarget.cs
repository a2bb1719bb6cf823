using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Interop.Gateway.Proxy.Contracts;

/// <summary>
/// The target of a proxied request, read from the request line as it was sent: <c>/r/{institution}/{service}/...?query</c>. What is admitted is
/// the decoded path, and what is forwarded is the one encoding of it that every server reads alike (RFC 3986 §6.2.2). A path that servers read
/// in different ways - dot segments, empty segments, encoded separators, path parameters, an encoding inside an encoding - has no such form.
/// </summary>
internal sealed class CanonicalTarget
{
    // RFC 3986 §3.3 pchar, less ';' (some servers cut what follows it) and '%'.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@");
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);
    private static readonly SearchValues<char> QueryPlain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*+,:@/?=");

    private CanonicalTarget(string institution, string service, string[] segments, string path, string query, IReadOnlyList<string> parameters) =>
        (Institution, Service, Segments, Path, Query, Parameters) = (institution, service, segments, path, query, parameters);

    public string Institution { get; }
    public string Service { get; }
    /// <summary>The decoded segments below the service.</summary>
    public string[] Segments { get; }
    /// <summary>The encoded path below the service; begins with a slash. May hold a personal identifier.</summary>
    public string Path { get; }
    /// <summary>The encoded query with its question mark, or empty.</summary>
    public string Query { get; }
    /// <summary>The decoded names of the query, in the order sent.</summary>
    public IReadOnlyList<string> Parameters { get; }

    public override string ToString() => $"/r/{Institution}/{Service}/...";

    /// <summary>Null when the target has no single meaning.</summary>
    public static CanonicalTarget? Read(string target)
    {
        var mark = target.IndexOf('?');
        var path = mark < 0 ? target : target[..mark];
        // RFC 9112 §3.2.1: origin form. The absolute form is for proxies of another kind.
        if (!path.StartsWith("/r/", StringComparison.Ordinal))
            return null;
        var raw = path[3..].Split('/');
        if (raw.Length < 2)
            return null;
        // The service itself may be called with and without a slash at its end.
        var segments = new string[raw.Length == 3 && raw[2].Length == 0 ? 0 : raw.Length - 2];
        var canonical = segments.Length == 0 ? null : new StringBuilder(path.Length);
        for (var i = 0; i < segments.Length; i++)
        {
            if (Segment(raw[i + 2], canonical!) is not { } segment)
                return null;
            segments[i] = segment;
        }
        if (raw[0].AsSpan().ContainsAnyExcept(Plain) || raw[1].AsSpan().ContainsAnyExcept(Plain))
            return null;
        if (mark < 0 || mark == target.Length - 1)
            return new(raw[0], raw[1], segments, canonical?.ToString() ?? "/", "", []);

        var query = new StringBuilder(target.Length - mark).Append('?');
        var parameters = new List<string>();
        foreach (var pair in target.AsSpan(mark + 1).Split('&'))
        {
            var text = target.AsSpan(mark + 1)[pair];
            var equals = text.IndexOf('=');
            if (query.Length > 1)
                query.Append('&');
            if (Encoded(equals < 0 ? text : text[..equals], QueryPlain, query) is not { Length: > 0 } name)
                return null;
            parameters.Add(name.Replace('+', ' '));
            if (equals >= 0 && Encoded(text[(equals + 1)..], QueryPlain, query.Append('=')) is null)
                return null;
        }
        return new(raw[0], raw[1], segments, canonical?.ToString() ?? "/", query.ToString(), parameters);
    }

    private static string? Segment(string raw, StringBuilder canonical) =>
        Encoded(raw, Plain, canonical.Append('/')) is { Length: > 0 } text and not ("." or "..") && text.AsSpan().IndexOfAny("/\\%;") < 0 ? text : null;

    /// <summary>Appends the one encoding of a part and gives its decoded text; null when it is not decodable or holds a control character.</summary>
    private static string? Encoded(ReadOnlySpan<char> raw, SearchValues<char> plain, StringBuilder into)
    {
        if (!raw.ContainsAnyExcept(plain))
        {
            into.Append(raw);
            return raw.ToString();
        }
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c is < '!' or > '~')
                return null;
            var encoded = c == '%';
            if (encoded)
            {
                if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
                    return null;
                c = (char)Convert.FromHexString(raw.Slice(i + 1, 2))[0];
                i += 2;
                if (c < ' ' || c == 0x7F)
                    return null;
            }
            bytes[length++] = (byte)c;
            if (encoded ? Unreserved.Contains((byte)c) : plain.Contains(c))
                into.Append(c);
            else
                into.Append('%').Append(((byte)c).ToString("X2"));
        }
        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
