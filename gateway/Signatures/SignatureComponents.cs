using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Signatures;

/// <summary>The value of one covered component (RFC 9421 §2.1, §2.2).</summary>
internal static class SignatureComponents
{
    /// <summary>The type of the structured fields that <c>sf</c> may be asked of; of another field it is not known (RFC 9421 §2.1.1).</summary>
    private static readonly Dictionary<string, char> Types = new(StringComparer.Ordinal)
    {
        ["accept-signature"] = 'd', ["content-digest"] = 'd', ["priority"] = 'd', ["repr-digest"] = 'd', ["signature"] = 'd', ["signature-input"] = 'd',
        ["want-content-digest"] = 'd', ["want-repr-digest"] = 'd', ["cache-status"] = 'l', ["proxy-status"] = 'l', ["client-cert"] = 'i', ["client-cert-chain"] = 'l',
    };

    /// <summary>The value, in ASCII and on one line; else why there is none.</summary>
    public static SignatureOutcome Value(FieldItem component, SignedMessage message, out string value)
    {
        value = "";
        // Trailers are never read: whoever covers one covers what the hub has not seen.
        if (component.Value is not string { Length: > 0 } name || component.Parameters.Any(p => p.Key is not ("req" or "sf" or "bs" or "key" or "name")))
            return SignatureOutcome.Malformed;
        if (component["req"] is { } req)
        {
            if (req is not true || message.Status is null)
                return SignatureOutcome.Malformed;
            if (message.Request is null)
                return SignatureOutcome.ComponentAbsent;
            message = message.Request;
        }
        var outcome = name[0] == '@' ? Derived(name, component, message, out value) : Field(name, component, message.Fields, out value);
        return outcome == SignatureOutcome.Valid && value.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 ? SignatureOutcome.Malformed : outcome;
    }

    private static SignatureOutcome Derived(string name, FieldItem component, SignedMessage message, out string value)
    {
        value = "";
        if (component.Parameters.Any(p => p.Key != "req" && !(p.Key == "name" && name == "@query-param")))
            return SignatureOutcome.Malformed;
        if (name == "@query-param")
            return message.Method is null ? SignatureOutcome.Malformed : QueryParameter(component["name"] as string, message.Query, out value);
        // A component of requests is nothing a response has, and the other way round (RFC 9421 §2.5).
        var derived = message.Method is null ? null : name switch
        {
            "@method" => message.Method,
            "@target-uri" => message.TargetUri,
            "@authority" => message.Authority,
            "@scheme" => message.Scheme,
            "@request-target" => message.Target,
            "@path" => message.Path,
            "@query" => message.Query,
            _ => null,
        };
        if (name == "@status")
            derived = message.Status?.ToString(CultureInfo.InvariantCulture);
        value = derived ?? "";
        return derived is null ? SignatureOutcome.Malformed : SignatureOutcome.Valid;
    }

    /// <summary>RFC 9421 §2.2.8: a parameter that is there several times cannot be covered.</summary>
    private static SignatureOutcome QueryParameter(string? name, string query, out string value)
    {
        value = "";
        if (name is null)
            return SignatureOutcome.Malformed;
        var found = 0;
        foreach (var pair in query[1..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            if (Recoded(equals < 0 ? pair : pair[..equals]) != name)
                continue;
            value = equals < 0 ? "" : Recoded(pair[(equals + 1)..]);
            found++;
        }
        return found switch { 1 => SignatureOutcome.Valid, 0 => SignatureOutcome.ComponentAbsent, _ => SignatureOutcome.Malformed };
    }

    /// <summary>Decoded as a form and encoded again, so that spellings of one value are one: all but letters, digits and <c>*-._</c> as percent signs.</summary>
    private static string Recoded(string text)
    {
        var recoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text.Replace('+', ' '))))
            _ = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'*' or (byte)'-' or (byte)'.' or (byte)'_' ? recoded.Append((char)b) : recoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        return recoded.ToString();
    }

    private static SignatureOutcome Field(string name, FieldItem component, IHeaderDictionary fields, out string value)
    {
        value = "";
        var (sf, bs, key) = (component["sf"], component["bs"], component["key"]);
        if (name.Any(char.IsAsciiLetterUpper) || component["name"] is not null || sf is not (null or true) || bs is not (null or true) || key is not (null or string)
            || (bs is not null && (sf is not null || key is not null)))
            return SignatureOutcome.Malformed;
        if (!fields.TryGetValue(name, out var values) || values.Count == 0)
            return SignatureOutcome.ComponentAbsent;
        if (bs is true)
        {
            value = string.Join(", ", values.Select(v => ":" + Convert.ToBase64String(Encoding.UTF8.GetBytes(OneLine(v))) + ":"));
            return SignatureOutcome.Valid;
        }
        var joined = Joined(values);
        if (sf is null && key is null)
        {
            value = joined;
            return SignatureOutcome.Valid;
        }
        var written = key is not null ? Member(joined, (string)key, out var absent) : Strict(name, joined, out absent);
        value = written ?? "";
        return written is not null ? SignatureOutcome.Valid : absent ? SignatureOutcome.ComponentAbsent : SignatureOutcome.Malformed;
    }

    /// <summary>All values of a field as one (RFC 9421 §2.1).</summary>
    public static string Joined(StringValues values) => string.Join(", ", values.Select(OneLine));

    private static string? Member(string text, string key, out bool absent)
    {
        var dictionary = StructuredFieldReader.Dictionary(text);
        absent = dictionary is not null;
        return dictionary?[key]?.ToString();
    }

    private static string? Strict(string name, string text, out bool absent)
    {
        absent = false;
        return Types.GetValueOrDefault(name) switch
        {
            'd' => StructuredFieldReader.Dictionary(text)?.ToString(),
            'l' => StructuredFieldReader.List(text) is { } list ? string.Join(", ", list) : null,
            'i' => StructuredFieldReader.Item(text)?.ToString(),
            _ => null,
        };
    }

    /// <summary>Without white space around, and obsolete line folding (RFC 9112 §5.2) made one space.</summary>
    private static string OneLine(string? value)
    {
        var text = (value ?? "").Trim(' ', '\t', '\r', '\n');
        return !text.Contains('\n', StringComparison.Ordinal) ? text : string.Join(' ', text.Split('\n').Select(l => l.Trim(' ', '\t', '\r')));
    }
}
