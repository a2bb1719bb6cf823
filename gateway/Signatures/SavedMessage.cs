using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Signatures;

/// <summary>An HTTP/1.1 message as someone saved it: start line, fields, a blank line, and the body as its bytes are.</summary>
internal sealed record SavedMessage(SignedMessage Message, byte[] Body)
{
    /// <param name="bytes">The file.</param>
    /// <param name="scheme">The scheme a request was sent by, which the message itself does not say.</param>
    /// <param name="fault">What is wrong when null is returned.</param>
    public static SavedMessage? Read(byte[] bytes, string scheme, out string fault)
    {
        fault = "";
        var (headEnd, bodyStart) = Blank(bytes);
        var lines = Encoding.UTF8.GetString(bytes, 0, headEnd).Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        var fields = new HeaderDictionary();
        string? last = null;
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':');
            if (line.Length > 0 && line[0] is ' ' or '\t' && last is not null)
            {
                var values = fields[last].ToArray();
                values[^1] += "\n" + line;   // obsolete line folding (RFC 9112 §5.2)
                fields[last] = values;
            }
            else if (colon > 0)
                fields[last = line[..colon]] = StringValues.Concat(fields[line[..colon]], line[(colon + 1)..].Trim(' ', '\t'));
            else
                return Fault($"'{Short(line)}' is no field line: name, colon, value", out fault);
        }
        var body = bytes[bodyStart..];
        // An editor ends a file with a line feed that was never sent.
        if (int.TryParse(fields.ContentLength?.ToString(CultureInfo.InvariantCulture), out var length) && length < body.Length)
            body = body[..length];
        return Start(lines[0].Split(' '), fields, scheme) is { } message
            ? new(message, body)
            : Fault($"'{Short(lines[0])}' is no start line: 'POST /path HTTP/1.1' or 'HTTP/1.1 200 OK'", out fault);
    }

    private static SignedMessage? Start(string[] words, HeaderDictionary fields, string scheme)
    {
        if (words is [['H', 'T', 'T', 'P', '/', ..], { Length: 3 } code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            return new(fields) { Status = status };
        if (words is not [{ Length: > 0 } method, { Length: > 0 } target, ['H', 'T', 'T', 'P', '/', ..]])
            return null;
        var absolute = Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        var sentBy = absolute ? uri!.Scheme : scheme;
        return new(fields) { Method = method, Scheme = sentBy, Target = target, Authority = absolute ? uri!.Authority : SignedMessage.AuthorityOf(sentBy, fields["Host"].ToString()) };
    }

    /// <summary>Where the fields end and where the body begins.</summary>
    private static (int HeadEnd, int BodyStart) Blank(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == '\n')
            {
                if (i + 1 < bytes.Length && bytes[i + 1] == '\n')
                    return (i, i + 2);
                if (i + 2 < bytes.Length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n')
                    return (i, i + 3);
            }
        var end = bytes.AsSpan().TrimEnd("\r\n"u8).Length;
        return (end, bytes.Length);
    }

    private static SavedMessage? Fault(string text, out string fault)
    {
        fault = text;
        return null;
    }

    private static string Short(string line) => line.Length <= 60 ? line : line[..60] + "...";
}
