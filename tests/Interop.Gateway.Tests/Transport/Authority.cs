using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Gateway.Tests.Transport;

/// <summary>A certificate authority made for one test.</summary>
internal sealed class Authority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Root = request.CreateSelfSigned(Today.AddYears(-2), Today.AddYears(2));
    }

    public X509Certificate2 Root { get; }

    private static DateTimeOffset Today => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate for 127.0.0.1 or a client, good from yesterday on for <paramref name="days"/> days.</summary>
    public X509Certificate2 Issue(string name, int days = 30)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        var from = Today.AddDays(Math.Min(-1, days - 1));
        using var certificate = request.Create(Root, from, Today.AddDays(days), RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(own);
    }

    /// <summary>Writes a certificate and its key as the hub reads them.</summary>
    public static string[] Write(TempFolder folder, X509Certificate2 certificate) =>
    [
        $"--Tls:Certificate={folder.Write("hub.crt", certificate.ExportCertificatePem())}",
        $"--Tls:Key={folder.Write("hub.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())}",
    ];

    public string WriteRoot(TempFolder folder) => folder.Write("clients.crt", Root.ExportCertificatePem());

    public void Dispose()
    {
        Root.Dispose();
        key.Dispose();
    }
}
