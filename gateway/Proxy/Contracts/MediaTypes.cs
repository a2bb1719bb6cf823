namespace Interop.Gateway.Proxy.Contracts;

/// <summary>Reads the media type of a <c>Content-Type</c> (RFC 9110 §8.3.1).</summary>
internal static class MediaTypes
{
    /// <summary>The type without its parameters, e.g. <c>application/json</c>; empty when there is none.</summary>
    public static ReadOnlySpan<char> Of(string? contentType)
    {
        var text = contentType.AsSpan();
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim();
    }

    /// <summary>Whether the content is JSON in UTF-8 (RFC 8259 §8.1; RFC 6839 §3.1).</summary>
    public static bool IsJson(string? contentType)
    {
        var type = Of(contentType);
        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
            return false;
        var charset = contentType!.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
        return charset < 0 || contentType.AsSpan(charset + 7).Trim(" =\"").StartsWith("utf-8", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the content has one of the types of a contract; <c>application/*</c> and <c>*/*</c> stand for many.</summary>
    public static bool IsAmong(string? contentType, string[] types)
    {
        var type = Of(contentType);
        if (type.IsEmpty)
            return false;
        foreach (var allowed in types)
            if (type.Equals(allowed, StringComparison.OrdinalIgnoreCase) || allowed == "*/*"
                || (allowed.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(allowed.AsSpan(0, allowed.Length - 1), StringComparison.OrdinalIgnoreCase)))
                return true;
        return false;
    }
}
