using System.Security.Authentication;
using Interop.Gateway.Configuration;

namespace Interop.Gateway.Tests.Transport;

public sealed class TlsTests : IDisposable
{
    private const string AnyPort = "https://127.0.0.1:0";

    private readonly TempFolder folder = new();
    private readonly Authority authority = new("Authority"), other = new("Another authority");

    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2.0", "HTTP/2")]
    public async Task Handshake_VersionAsked_IsNegotiated(string asked, string spoken)
    {
        await using var host = await EchoHost.StartAsync(AnyPort, Authority.Write(folder, authority.Issue("hub")));
        using var http = EchoHost.Client(authority);
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Address) { Version = new(asked), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"127.0.0.1 https {spoken} ");
        response.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task Handshake_OlderVersionThanServed_Fails()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, [.. Authority.Write(folder, authority.Issue("hub")), "--Tls:Protocols=1.3"]);
        await ShouldFailAsync(host, EchoHost.Client(authority, versions: SslProtocols.Tls12));
        (await GetAsync(host, EchoHost.Client(authority, versions: SslProtocols.Tls13))).ShouldContain("https");
    }

    [Fact]
    public async Task Required_GoodCertificate_IsShownToTheRooms()
    {
        await using var host = await StartAskingAsync("required");
        (await GetAsync(host, EchoHost.Client(authority, authority.Issue("ministry")))).ShouldEndWith("CN=ministry");
    }

    [Theory]
    [InlineData("required", "none")]
    [InlineData("required", "wrong")]
    [InlineData("required", "expired")]
    [InlineData("optional", "wrong")]
    [InlineData("optional", "expired")]
    public async Task Asked_CertificateThatWillNotDo_Fails(string mode, string certificate)
    {
        await using var host = await StartAskingAsync(mode);
        await ShouldFailAsync(host, EchoHost.Client(authority, certificate switch
        {
            "wrong" => other.Issue("ministry"),
            "expired" => authority.Issue("ministry", days: -1),
            _ => null,
        }));
    }

    [Fact]
    public async Task Optional_WithAndWithoutCertificate_BothAreServed()
    {
        await using var host = await StartAskingAsync("optional");
        (await GetAsync(host, EchoHost.Client(authority))).ShouldEndWith(" ");
        (await GetAsync(host, EchoHost.Client(authority, authority.Issue("ministry")))).ShouldEndWith("CN=ministry");
    }

    [Fact]
    public async Task None_CertificateSent_IsNotLookedAt()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, Authority.Write(folder, authority.Issue("hub")));
        (await GetAsync(host, EchoHost.Client(authority, other.Issue("ministry")))).ShouldEndWith(" ");
    }

    [Fact]
    public async Task Reload_FilesChange_NewConnectionsSeeTheNewCertificateAndABrokenOneIsNotTaken()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, Authority.Write(folder, authority.Issue("hub")));
        await GetAsync(host, EchoHost.Client(authority));

        Authority.Write(folder, other.Issue("hub"));
        await GetAsync(host, EchoHost.Client(authority));   // looked at within this second already
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(host, EchoHost.Client(other));
        await ShouldFailAsync(host, EchoHost.Client(authority));

        folder.Write("hub.crt", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(host, EchoHost.Client(other));
        Authority.Write(folder, authority.Issue("hub"));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(host, EchoHost.Client(authority));
    }

    [Fact]
    public async Task Start_EverythingWrong_ListsEveryFaultWithItsFile()
    {
        var missing = folder["no-such.key"];
        var fault = await Should.ThrowAsync<ConfigurationFaultException>(() => EchoHost.StartAsync(
            AnyPort + ";ftp://127.0.0.1", $"--Tls:Certificate={folder.Write("bad.crt", "not PEM")}", $"--Tls:Key={missing}", "--Tls:Protocols=1.1",
            "--Tls:ClientCertificates=sometimes", "--Transport:TrustedProxies=10.0.0.0/33", "--Transport:Connections=0"));
        fault.Faults.Count.ShouldBe(6);
        foreach (var value in (string[])["ftp://127.0.0.1", missing, "'1.1'", "'sometimes'", "'10.0.0.0/33'", "Connections is 0"])
            fault.Message.ShouldContain(value);
    }

    [Theory]
    [InlineData("Tls:Certificate", "hub.crt")]
    [InlineData("Tls:ClientAuthorities", "clients.crt")]
    public async Task Start_FileThatHoldsNoCertificate_SaysWhich(string setting, string file)
    {
        string[] settings = [.. Authority.Write(folder, authority.Issue("hub")), "--Tls:ClientCertificates=required", $"--Tls:ClientAuthorities={authority.WriteRoot(folder)}"];
        folder.Write(file, "nothing");
        var fault = await Should.ThrowAsync<ConfigurationFaultException>(() => EchoHost.StartAsync(AnyPort, settings));
        fault.Faults.ShouldHaveSingleItem().ShouldStartWith($"{setting} '{folder[file]}'");
    }

    [Fact]
    public async Task Start_HttpsWithoutCertificate_IsAFault() =>
        (await Should.ThrowAsync<ConfigurationFaultException>(() => EchoHost.StartAsync(AnyPort))).Message.ShouldContain("https needs a certificate");

    private Task<EchoHost> StartAskingAsync(string mode) => EchoHost.StartAsync(
        AnyPort, [.. Authority.Write(folder, authority.Issue("hub")), $"--Tls:ClientCertificates={mode}", $"--Tls:ClientAuthorities={authority.WriteRoot(folder)}"]);

    private static async Task<string> GetAsync(EchoHost host, HttpClient client)
    {
        using (client)
            return await client.GetStringAsync(host.Address, TestContext.Current.CancellationToken);
    }

    private static Task ShouldFailAsync(EchoHost host, HttpClient client) => Should.ThrowAsync<HttpRequestException>(() => GetAsync(host, client));

    public void Dispose()
    {
        authority.Dispose();
        other.Dispose();
        folder.Dispose();
    }
}
