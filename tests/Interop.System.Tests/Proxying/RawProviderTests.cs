using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Interop.System.Tests.Proxying;

/// <summary>Providers that speak HTTP as no server of ours would: the bytes stand in the tests.</summary>
[Collection(nameof(ProxyHub))]
public sealed class RawProviderTests(ProxyHub hub)
{
    private const string Read = """{ "id": "read", "method": "GET", "path": "/thing", "answerTypes": [ "application/json" ] }""";

    [Fact]
    public async Task Get_TrailersAfterTheAnswer_StayBehind()
    {
        var answer = await AskAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\nd\r\n{\"name\":\"Sok\"\r\n1\r\n}\r\n0\r\nX-Late: secret\r\n\r\n");
        answer.Body.ShouldBe("""{"name":"Sok"}""");
        answer.Headers.Keys.ShouldNotContain("Trailer");
    }

    [Fact]
    public async Task Get_InterimAnswerBeforeTheAnswer_StaysBehind()
    {
        var answer = await AskAsync("HTTP/1.1 103 Early Hints\r\nLink: </secret>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe("{}");
        answer.Headers.Keys.ShouldNotContain("Link");
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: secret\r\n\r\nsecret", "service-answer-invalid")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}", "service-answer-invalid")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"name\":\"secret\"}", "service-unreachable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nsecret", "service-unreachable")]
    [InlineData("secret\r\n\r\n", "service-unreachable")]
    [InlineData("", "service-unreachable")]
    public async Task Get_AnswerThatIsNone_NothingOfItLeaves(string bytes, string code)
    {
        var answer = await AskAsync(bytes);
        answer.Status.ShouldBe(502);
        answer.Code.ShouldBe(code);
        answer.Body.ShouldNotContain("secret");
    }

    /// <summary>Publishes a provider that sends these bytes to whoever asks, and asks it once.</summary>
    private async Task<ProxyAnswer> AskAsync(string bytes)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        hub.Publish("later", $"http://{listener.LocalEndpoint}", Read);
        using var ending = new CancellationTokenSource();
        var serving = ServeAsync(listener, Encoding.ASCII.GetBytes(bytes), ending.Token);
        try
        {
            return await Patience.UntilAsync(() => hub.CallAsync(HttpMethod.Get, "/r/nssf/later/thing"), a => a.Code != "service-unknown", "the service");
        }
        finally
        {
            await ending.CancelAsync();
            await serving;
            hub.Withdraw("later");
            await Patience.UntilAsync(() => hub.CallAsync(HttpMethod.Get, "/r/nssf/later/thing"), a => a.Code == "service-unknown", "the end of the service");
        }
    }

    private static async Task ServeAsync(TcpListener listener, byte[] bytes, CancellationToken ending)
    {
        var buffer = new byte[4096];
        while (!ending.IsCancellationRequested)
            try
            {
                using var client = await listener.AcceptTcpClientAsync(ending);
                _ = await client.GetStream().ReadAsync(buffer, ending);
                await client.GetStream().WriteAsync(bytes, ending);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The hub has gone away, or the test has ended.
            }
    }
}
