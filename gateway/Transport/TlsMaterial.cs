using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Gateway.Transport;

/// <summary>What the PEM files of https hold, read at one moment. <see cref="Text"/> is what was read, to see later whether it changed.</summary>
internal sealed record TlsMaterial(SslStreamCertificateContext Server, X509Certificate2Collection Authorities, string Text)
{
    /// <returns>Null when a file is missing or will not do; <paramref name="faults"/> then says which, with its path.</returns>
    public static TlsMaterial? Read(TlsOptions options, List<string> faults)
    {
        var before = faults.Count;
        var certificate = TextOf("Tls:Certificate", options.Certificate, faults);
        var key = TextOf("Tls:Key", options.Key, faults);
        var authorities = options.AsksClients ? TextOf("Tls:ClientAuthorities", options.ClientAuthorities, faults) : "";
        SslStreamCertificateContext? server = null;
        var trusted = new X509Certificate2Collection();
        if (certificate is not null && key is not null)
            Try($"Tls:Certificate '{options.Certificate}' with Tls:Key '{options.Key}'", () => server = ServerOf(certificate, key), faults);
        if (authorities is { Length: > 0 })
            Try($"Tls:ClientAuthorities '{options.ClientAuthorities}'", () => trusted.ImportFromPem(authorities), faults);
        if (authorities is not null && options.AsksClients && trusted.Count == 0 && faults.Count == before)
            faults.Add($"Tls:ClientAuthorities '{options.ClientAuthorities}' holds no certificate");
        return faults.Count > before ? null : new(server!, trusted, string.Concat(certificate, key, authorities));
    }

    private static SslStreamCertificateContext ServerOf(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
        // Offline: what lies between the certificate and its root is in the file, and nothing is fetched for it.
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificate, key), [.. chain.Skip(1)], offline: true);
    }

    private static string? TextOf(string setting, string path, List<string> faults)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add($"{setting} '{path}' cannot be read: {e.Message}");
            return null;
        }
    }

    private static void Try(string what, Action read, List<string> faults)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            faults.Add($"{what}: {e.Message}");
        }
    }
}
