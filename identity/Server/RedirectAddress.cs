namespace Interop.Identity.Server;

/// <summary>Compares an address that a browser is to be sent to with a registered one.</summary>
internal static class RedirectAddress
{
    /// <summary>
    /// As text (RFC 9700 §2.1), since two addresses that mean the same to one reader differ to another. Only the port of an http address of this
    /// machine may differ: an application there takes what is free (RFC 8252 §7.3).
    /// </summary>
    public static bool Matches(string registered, string? asked)
    {
        if (registered == asked)
            return true;
        return Uri.TryCreate(registered, UriKind.Absolute, out var known) && known is { Scheme: "http", IsLoopback: true }
            && Uri.TryCreate(asked, UriKind.Absolute, out var given) && given.UserInfo.Length == 0
            && asked == $"http://{known.Host}:{given.Port}{known.PathAndQuery}";
    }
}
