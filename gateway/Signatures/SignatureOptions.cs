namespace Interop.Gateway.Signatures;

/// <summary>How the hub sees the addresses it is called at: settings <c>Signatures:...</c>.</summary>
internal sealed class SignatureOptions
{
    /// <summary>
    /// Scheme and authority that callers use, e.g. <c>https://hub.example.gov.kh</c>, when a proxy in front of the hub ends TLS or changes the host; a
    /// signature covers what the caller saw. Empty to take those of each request.
    /// </summary>
    public string Origin { get; set; } = "";

    internal IEnumerable<string> Faults()
    {
        if (Origin.Length > 0 && OriginUri is null)
            yield return $"Signatures:Origin is '{Origin}'; it must be scheme and host alone, e.g. https://hub.example.gov.kh";
    }

    internal Uri? OriginUri =>
        Uri.TryCreate(Origin, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", PathAndQuery: "/", Fragment: "", UserInfo: "" } ? uri : null;
}
