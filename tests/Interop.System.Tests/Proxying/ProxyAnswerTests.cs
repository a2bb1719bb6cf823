using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Proxying;

/// <summary>What goes to a provider and what comes back: filtered, recorded, and nothing beside it.</summary>
[Collection(nameof(ProxyHub))]
public sealed class ProxyAnswerTests(ProxyHub hub)
{
    private const string Person = """{"name":"Sok","secret":"x","born":"1990-03-04","list":[{"a":1,"b":2},{"a":3}]}""";
    private const string Granted = """{"name":"Sok","born":"1990","list":[{"a":1},{"a":3}]}""";

    [Fact]
    public async Task Get_SomeFieldsGranted_ThoseAloneLeave()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7?lang=km");
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe(Granted);
        answer.Headers["Content-Length"].ShouldBe(Granted.Length.ToString());
        answer.Headers["Cache-Control"].ShouldBe("no-store");
        answer.Headers.ShouldContainKey("Interop-Exchange-Id");
        answer.Headers.ShouldContainKey("Interop-Receipt");
        answer.Headers.ShouldNotContainKey("Interop-Error");
    }

    [Fact]
    public async Task Get_WholeGranted_TheAnswerIsTheProviders()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", whole: true)).Body.ShouldBe(Person);
    }

    [Fact]
    public async Task Get_ItsTwoEntries_NameOperationScopeAndFieldsAndNoPath()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/012345678", change: r => r.Headers.Add("Interop-Case", "case-1"));
        var leaves = await EntriesAsync(answer.Headers["Interop-Exchange-Id"]);
        leaves.Select(l => (string?)l["phase"]).ShouldBe(["admitted", "completed"]);
        leaves.ShouldAllBe(l => (string?)l["door"] == "proxy" && (string?)l["operation"] == "nssf/people/person" && (string?)l["case"] == "case-1");
        leaves[1]["disclosed"]!.AsArray().Select(f => (string?)f).ShouldBe(["/name", "/born", "/list/*/a", "/error"]);
        ((string?)leaves[1]["outcome"]).ShouldBe("answered");
        leaves.ShouldAllBe(l => !l.ToJsonString(null).Contains("012345678", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_ManyHeaders_OnlyWhatTheProviderMayHaveGoesOn()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", change: r =>
        {
            foreach (var (name, value) in new Dictionary<string, string>
            {
                ["Interop-User"] = "nurse", ["Interop-Exchange-Id"] = "mine", ["Interop-Foo"] = "x", ["X-Forwarded-For"] = "10.0.0.1", ["X-HTTP-Method-Override"] = "DELETE",
                ["X-Original-URL"] = "/people/all", ["Cookie"] = "a=b", ["X-Provider-Key"] = "guess", ["Accept-Encoding"] = "gzip", ["Range"] = "bytes=0-3", ["If-None-Match"] = "\"1\"",
                ["X-Mine"] = "kept", ["X-Hop"] = "gone", ["Accept-Language"] = "km", ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            })
                r.Headers.TryAddWithoutValidation(name, value);
            r.Headers.Connection.Add("X-Hop");
        });
        var seen = hub.Provider.Seen.ShouldHaveSingleItem().Headers;
        foreach (var gone in (string[])["X-Access-Key", "Interop-Foo", "X-Forwarded-For", "X-HTTP-Method-Override", "X-Original-URL", "Cookie", "Range", "If-None-Match", "X-Hop"])
            seen.ShouldNotContainKey(gone);
        seen["X-Provider-Key"].ShouldBe("sesame");
        seen["X-Mine"].ShouldBe("kept");
        seen["Accept-Language"].ShouldBe("km");
        seen["Accept-Encoding"].ShouldBe("identity");
        seen["Interop-User"].ShouldBe("nurse");
        seen["Interop-Purpose"].ShouldBe("ELIGDTRM");
        seen["Interop-Exchange-Id"].ShouldNotBe("mine");
        seen["traceparent"].ShouldContain("0af7651916cd43dd8448eb211c80319c");
    }

    [Fact]
    public async Task Get_ProviderSaysMoreInHeadersAndReason_NoneOfItPassesTheFilter()
    {
        hub.Provider.From(async c =>
        {
            c.Response.Headers["X-Person"] = "secret";
            c.Response.Headers.ETag = "\"secret\"";
            c.Response.Headers.SetCookie = "id=secret";
            c.Response.Headers.CacheControl = "public, max-age=600";
            c.Response.Headers["Interop-Receipt"] = "forged";
            c.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = "secret";
            await Provider.Json(c, Person);
        });
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        answer.Body.ShouldBe(Granted);
        answer.Headers.Values.ShouldAllBe(v => !v.Contains("secret", StringComparison.Ordinal));
        answer.Headers["Cache-Control"].ShouldBe("no-store");
        answer.Headers["Interop-Receipt"].ShouldNotBe("forged");
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", whole: true)).Headers.ShouldNotContainKey("Set-Cookie");
    }

    [Fact]
    public async Task Get_CompressedAlthoughNotAsked_NothingLeaves()
    {
        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            c.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(c.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync("""{"secret":"x"}"""u8.ToArray());
        });
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7")).Code.ShouldBe("service-answer-invalid");
        // Whoever may have all of it may have it compressed.
        var whole = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", whole: true, change: r => r.Headers.AcceptEncoding.ParseAdd("gzip"));
        whole.Headers["Content-Encoding"].ShouldBe("gzip");
        hub.Provider.Seen.Last().Headers["Accept-Encoding"].ShouldBe("gzip");
    }

    [Fact]
    public async Task Get_LargeAnswer_StreamsThroughTheFilter()
    {
        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync("""{"list":[""");
            for (var i = 0; i < 20_000; i++)
                await c.Response.WriteAsync((i == 0 ? "" : ",") + """{"a":1,"b":"secret secret secret"}""");
            await c.Response.WriteAsync("""],"name":"Sok"}""");
        });
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        answer.Headers.ShouldNotContainKey("Content-Length");
        answer.Body.ShouldNotContain("secret");
        JsonNode.Parse(answer.Body)!["list"]!.AsArray().Count.ShouldBe(20_000);
    }

    [Fact]
    public async Task Head_OfAGet_HasTheHeadAlone()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        var answer = await hub.CallAsync(HttpMethod.Head, "/r/nssf/people/people/7");
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBeEmpty();
        answer.Headers.ShouldContainKey("Interop-Receipt");
        hub.Provider.Seen.Single().Method.ShouldBe("HEAD");
    }

    [Fact]
    public async Task Post_CheckedContent_ArrivesAsItWasSent()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        var content = new StringContent("""{ "name" : "Sok" }""", new MediaTypeHeaderValue("application/json"));
        (await hub.CallAsync(HttpMethod.Post, "/r/nssf/people/search", content: content)).Body.ShouldBe(Granted);
        hub.Provider.Seen.Single().Length.ShouldBe(18);
    }

    [Fact]
    public async Task Put_SixtyFourMebibytesBothWays_PassInConstantMemory()
    {
        const int Size = 64 * 1024 * 1024;
        hub.Provider.From(async c =>
        {
            if (c.Request.Method == "PUT")
            {
                await Provider.Json(c, "{}");
                return;
            }
            c.Response.ContentType = "application/octet-stream";
            c.Response.ContentLength = Size;
            var block = new byte[64 * 1024];
            for (var sent = 0; sent < Size; sent += block.Length)
                await c.Response.Body.WriteAsync(block);
        });
        var upload = new StreamContent(new Zeros(Size)) { Headers = { ContentType = new("application/octet-stream") } };
        (await hub.CallAsync(HttpMethod.Put, "/r/nssf/people/files/big", whole: true, content: upload)).Status.ShouldBe(200);
        hub.Provider.Seen.Single().Length.ShouldBe(Size);

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, hub.Host.Address + "/r/nssf/people/files/big");
        request.Headers.Add("X-Access-Key", hub.Hub.KeyOf("calmette-hospital"));
        request.Headers.Add("Interop-Purpose", "TREAT");
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[64 * 1024];
        long total = 0, most = 0;
        for (int read; (read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0; total += read)
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        total.ShouldBe(Size);
        (most - before).ShouldBeLessThan(Size / 2, "hub, provider and caller run in this process, and none of them may hold it");
    }

    [Fact]
    public async Task Get_PartOfAFile_ForWhoeverMayHaveAllOfIt()
    {
        hub.Provider.From(async c =>
        {
            c.Response.StatusCode = 206;
            c.Response.ContentType = "application/octet-stream";
            c.Response.Headers.ContentRange = "bytes 0-1/9";
            await c.Response.Body.WriteAsync("ab"u8.ToArray());
        });
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/files/x", whole: true, change: r => r.Headers.Range = new(0, 1));
        answer.Status.ShouldBe(206);
        answer.Headers["Content-Range"].ShouldBe("bytes 0-1/9");
        hub.Provider.Seen.Single().Headers["Range"].ShouldBe("bytes=0-1");
    }

    [Fact]
    public async Task Get_AuditStoreLockedBeforeAndDuringTheCall_NothingLeaves()
    {
        hub.Provider.From(c => Provider.Json(c, Person));
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7")).Status.ShouldBe(200);
        using var locker = new SqliteConnection($"Data Source={hub.AuditFile};Pooling=False");
        locker.Open();
        var log = hub.Host.Rooms.GetRequiredService<AuditLog>();

        // The provider takes the store away and answers when the log has found out: the call is admitted on record, and its answer cannot be.
        hub.Provider.From(async c =>
        {
            Execute(locker, "BEGIN EXCLUSIVE");
            // The entry of the admission may be in the store by now, and a log with nothing to store finds out nothing.
            _ = log.AppendAsync(AuditLook.EntryOf("test", "nobody", new(), TimeProvider.System.GetUtcNow()), CancellationToken.None).AsTask();
            await Patience.UntilAsync(() => log.Health == AuditHealth.Unavailable || c.RequestAborted.IsCancellationRequested, "an audit log that is unavailable");
            await Provider.Json(c, Person);
        });
        var during = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        (during.Status, during.Code).ShouldBe((503, "audit-unavailable"));
        during.Body.ShouldNotContain("Sok");
        hub.Provider.Seen.Count.ShouldBe(1);

        var before = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        before.Code.ShouldBe("audit-unavailable");
        hub.Provider.Seen.Count.ShouldBe(1, "a call that is not on record does not reach the provider");

        Execute(locker, "ROLLBACK");
        hub.Provider.From(c => Provider.Json(c, Person));
        await Patience.UntilAsync(() => hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7"), a => a.Status == 200, "an answer");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<JsonNode[]> EntriesAsync(string exchange) =>
    [
        .. (await LeavesAsync()).Select(l => JsonNode.Parse(l.Leaf)!).Where(l => (string?)l["exchange"] == exchange),
    ];

    private async Task<IReadOnlyList<StoredLeaf>> LeavesAsync()
    {
        using var reader = await hub.Host.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        return reader.Leaves(0, 100_000);
    }

    /// <summary>Content of a length, without the memory.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(left, count);
            left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
