using System.Security.Authentication;

namespace Interop.Gateway.Transport;

/// <summary>How https is served: settings <c>Tls:*</c>. Files are PEM, and read anew when they change.</summary>
internal sealed class TlsOptions
{
    public const string Optional = "optional";
    public const string Required = "required";

    /// <summary>File of the certificate, followed by those between it and the root.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>File of its private key, not encrypted.</summary>
    public string Key { get; set; } = "";

    /// <summary>TLS versions: <c>1.2</c>, <c>1.3</c> or both.</summary>
    public string Protocols { get; set; } = "1.2,1.3";

    /// <summary><c>none</c>, <c>optional</c> (whoever sends a certificate must send a good one) or <c>required</c>.</summary>
    public string ClientCertificates { get; set; } = "none";

    /// <summary>File of the authorities that issue client certificates. Only these count, and no revocation list is fetched.</summary>
    public string ClientAuthorities { get; set; } = "";

    internal bool AsksClients => ClientCertificates is Optional or Required;

    internal SslProtocols Versions => Split().Aggregate(SslProtocols.None, static (all, version) => all | VersionOf(version));

    /// <summary>Every error at once, but for what is in the files.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Certificate.Length == 0 != (Key.Length == 0))
            yield return $"Tls:Certificate is '{Certificate}' and Tls:Key '{Key}'; https needs both";
        if (Split().Length == 0 || Split().Any(v => VersionOf(v) == SslProtocols.None))
            yield return $"Tls:Protocols is '{Protocols}'; it must be 1.2, 1.3 or both, separated by a comma";
        if (ClientCertificates is not ("none" or Optional or Required))
            yield return $"Tls:ClientCertificates is '{ClientCertificates}'; it must be none, optional or required";
        if (AsksClients && ClientAuthorities.Length == 0)
            yield return $"Tls:ClientCertificates is '{ClientCertificates}' and Tls:ClientAuthorities is empty; name the file of the authorities";
    }

    private string[] Split() => Protocols.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static SslProtocols VersionOf(string version) => version switch
    {
        "1.2" => SslProtocols.Tls12,
        "1.3" => SslProtocols.Tls13,
        _ => SslProtocols.None,
    };
}
