using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Interop.Gateway.Tests.Transport;

public sealed class RequestBoundsTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Fact]
    public async Task Headers_ThatNeverEnd_AreGivenUpAtTheTimeout()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, "--Transport:HeadersTimeout=00:00:01");
        (await SendAsync(host, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: a")).ShouldStartWith("HTTP/1.1 408");
    }

    [Fact]
    public async Task Body_ThatNeverComes_IsGivenUpAfterTheGrace()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, "--Transport:RateGrace=00:00:01.100");
        (await SendAsync(host, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nslow")).ShouldContain("408");
    }

    [Fact]
    public async Task RestingConnection_IsClosedAtTheTimeout()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, "--Transport:KeepAlive=00:00:01");
        (await SendAsync(host, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task Headers_TooManyOrTooLarge_AreRefused()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, "--Transport:HeaderCount=20", "--Transport:HeaderBytes=2048", "--Transport:RequestLine=300");
        var many = string.Concat(Enumerable.Range(0, 21).Select(i => $"X-{i}: a\r\n"));
        (await SendAsync(host, $"GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n")).ShouldStartWith("HTTP/1.1 431");
        (await SendAsync(host, $"GET / HTTP/1.1\r\nHost: x\r\nX-Large: {new string('a', 2100)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431");
        (await SendAsync(host, $"GET /{new string('a', 400)} HTTP/1.1\r\nHost: x\r\n\r\n")).ShouldStartWith("HTTP/1.1 414");
    }

    [Fact]
    public async Task Connections_OneTooMany_IsClosed()
    {
        await using var host = await EchoHost.StartAsync(AnyPort, "--Transport:Connections=1");
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await first.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        (await first.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken)).ShouldBe(1);
        (await SendAsync(host, "")).ShouldBe("");
    }

    [Fact]
    public async Task Answer_Plain_CarriesTheSecureFieldsAndNoneOfTheServers()
    {
        await using var host = await EchoHost.StartAsync(AnyPort);
        var answer = await SendAsync(host, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        foreach (var field in (string[])[
            "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", "Permissions-Policy: "])
            answer.ShouldContain(field);
        answer.ShouldNotContain("Server:");
        answer.ShouldNotContain("Strict-Transport-Security");
    }

    [Fact]
    public async Task Answer_OfAPageWithAPolicyOfItsOwn_KeepsIt()
    {
        await using var host = await EchoHost.StartAsync(AnyPort);
        var answer = await SendAsync(host, "GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        answer.ShouldContain("Content-Security-Policy: script-src 'self'");
        answer.ShouldNotContain("default-src");
        answer.ShouldContain("nosniff");
    }

    [Theory]
    [InlineData("", "203.0.113.9", "127.0.0.1 http")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "127.0.0.1 http")]
    [InlineData("127.0.0.0/8", "203.0.113.9", "203.0.113.9 https")]
    [InlineData("127.0.0.0/8, 10.0.0.0/8", "203.0.113.9, 10.1.1.1", "203.0.113.9 https")]
    [InlineData("127.0.0.0/8", "192.0.2.1, 203.0.113.9", "203.0.113.9 https")]   // what the caller wrote itself stands further left
    [InlineData("127.0.0.0/8", "nonsense", "127.0.0.1 http")]
    public async Task ForwardedFor_IsBelievedOfTrustedProxiesAlone(string trusted, string forwarded, string seen)
    {
        await using var host = await EchoHost.StartAsync(AnyPort, $"--Transport:TrustedProxies={trusted}");
        var hops = string.Join(", ", forwarded.Split(',').Select(_ => "https"));
        var answer = await SendAsync(host, $"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {forwarded}\r\nX-Forwarded-Proto: {hops}\r\nConnection: close\r\n\r\n");
        answer.ShouldContain(seen + " ");
        answer.Contains("Strict-Transport-Security", StringComparison.Ordinal).ShouldBe(seen.EndsWith("https", StringComparison.Ordinal));
    }

    /// <summary>Sends bytes and returns all that comes until the server closes.</summary>
    private static async Task<string> SendAsync(EchoHost host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
