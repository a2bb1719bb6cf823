using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Gateway.Transport;

/// <summary>
/// Says for each connection how its TLS handshake goes, with the newest certificate and authorities. The files are looked at again at most
/// every second, by content, since mounted secrets change behind links; files that will not do leave those in force that did.
/// </summary>
internal sealed class TlsHandshake(TlsOptions options, TlsMaterial first, TimeProvider time, ILogger<TlsHandshake> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");   // RFC 5280 §4.2.1.12

    private readonly Lock gate = new();
    private TlsMaterial current = first;
    private long readAt = time.GetTimestamp();
    private bool failing;

    public SslServerAuthenticationOptions Next()
    {
        var material = Current();
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = material.Server,
            EnabledSslProtocols = options.Versions,
            ClientCertificateRequired = options.AsksClients,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (options.AsksClients)
        {
            handshake.CertificateChainPolicy = PolicyFor(material.Authorities);
            // A certificate that is sent must be good, also where none is asked of anybody.
            handshake.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == SslPolicyErrors.None || (certificate is null && options.ClientCertificates == TlsOptions.Optional);
        }
        return handshake;
    }

    private static X509ChainPolicy PolicyFor(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(ClientAuthentication);
        return policy;
    }

    private TlsMaterial Current()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(readAt) < Fresh)
                return current;
            readAt = time.GetTimestamp();
            var faults = new List<string>();
            if (TlsMaterial.Read(options, faults) is { } read)
            {
                if (read.Text != current.Text)
                    Log.TlsReloaded(logger);
                (current, failing) = (read.Text == current.Text ? current : read, false);
            }
            else if (!failing)
            {
                failing = true;
                Log.TlsReloadFailed(logger, string.Join("; ", faults));
            }
            return current;
        }
    }
}
