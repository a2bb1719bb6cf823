using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Identity.Keys;

namespace Interop.System.Tests;

/// <summary>The whole hub on https and behind a balancer.</summary>
public sealed class TransportTests(HubFixture hub)
{
    [Fact]
    public async Task Check_OverHttpsAndHttp2_IsAnsweredWithTheSecureFields()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=hub", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(hub.Settings.Data, "tls.crt"), Path.Combine(hub.Settings.Data, "tls.key"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using var other = await hub.StartAtAsync("https://127.0.0.1:0", $"--Tls:Certificate={certificateFile}", $"--Tls:Key={keyFile}");
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString(),
            },
        })
        {
            DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        other.Address.ShouldStartWith("https://");
        using var alive = await http.GetAsync(new Uri(other.Address + "/health/live"), TestContext.Current.CancellationToken);
        alive.Version.ShouldBe(HttpVersion.Version20);
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id"));
        var answer = await http.PostAsync(
            other.Address + "/v1/entitlements/check", hub.KeyOf("social-ministry"), "ELIGDTRM",
            $$$"""{"subject":{"type":"national-id","value":"{{{person.Identifiers["national-id"]}}}"}}""", r => (r.Version, r.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact));
        answer.Status.ShouldBe(200);
        answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=31536000");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.Server.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_KeyBoundToANetwork_CannotBeUsedFromElsewhereByWritingAHeader()
    {
        var keys = (AccessKeys)hub.Hub.Rooms.GetService(typeof(AccessKeys))!;
        var bound = keys.Issue("social-ministry", networks: ["203.0.113.0/24"]).Key!.Text;
        await using var behind = await hub.StartAnotherAsync("--Transport:TrustedProxies=127.0.0.0/8");

        (await AskAsync(hub.Hub.Address, bound, "203.0.113.9")).Code.ShouldBe("access-key-network");
        (await AskAsync(behind.Address, bound, "203.0.113.9")).Code.ShouldBe("subject-not-found");
        (await AskAsync(behind.Address, bound, "203.0.113.9, 198.51.100.1")).Code.ShouldBe("access-key-network");
    }

    [Fact]
    public async Task Problem_OfAnyKind_CarriesTheSecureFields()
    {
        using var response = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/no-such-address"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; frame-ancestors 'none'");
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    private Task<Answer> AskAsync(string address, string key, string from) => hub.Http.PostAsync(
        address + "/v1/entitlements/check", key, "ELIGDTRM", """{"subject":{"type":"national-id","value":"000000000"}}""", r => r.Headers.Add("X-Forwarded-For", from));
}
