namespace Interop.Gateway.Institutions;

/// <summary>How DCI messages are signed: the two ways found in the field.</summary>
internal enum DciDialect
{
    /// <summary>A compact JWS, RS256, that embeds the payload.</summary>
    Jws,
    /// <summary>A text like an HTTP signature, Ed25519 over a digest of the payload.</summary>
    SignatureString,
}

/// <summary>
/// What the hub has agreed with an institution about DCI messages. <paramref name="Placeholder"/> is taken in the place of a signature, from sandboxes
/// alone; <paramref name="Purpose"/> is why it asks where a search does not say; <paramref name="SenderIds"/> are the names it goes by beside its code.
/// <paramref name="Callback"/> is where answers to messages are sent that do not wait for them, on this machine or in a private network only where
/// <paramref name="CallbackInside"/> says so.
/// <paramref name="Dialect"/> is the one it writes and reads; without it both are read, and an answer is written like its question, or as a JWS.
/// </summary>
internal sealed record DciProfile(string? Placeholder, string? Purpose, DciDialect? Dialect = null, string[]? SenderIds = null, Uri? Callback = null, bool CallbackInside = false)
{
    public bool Names(string sender) => SenderIds?.Contains(sender, StringComparer.Ordinal) == true;
}
