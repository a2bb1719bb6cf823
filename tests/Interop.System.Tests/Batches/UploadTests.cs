using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Batches;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Batches;

/// <summary>The tus protocol (https://tus.io/protocols/resumable-upload, 1.0.0), by hand and by the client most partners use.</summary>
public sealed class UploadTests(HubFixture hub)
{
    private static readonly byte[] File = Encoding.ASCII.GetBytes("type,value\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"national-id,x{i:D8}\n")));
    private static readonly (string, string)[] Described = [("kind", "entitlement-check"), ("filename", "list.csv"), ("again", "true"), ("rows", "30000")];

    private readonly BatchPartner partner = new(hub.Http, hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM");

    [Fact]
    public async Task Options_OfTheAddress_TellsWhatIsSpoken()
    {
        using var answer = await partner.SendAsync(HttpMethod.Options, "/v1/batches", null);
        ((int)answer.StatusCode).ShouldBe(204);
        (BatchPartner.Header(answer, "Tus-Version"), BatchPartner.Header(answer, "Tus-Extension")).ShouldBe(("1.0.0", "creation,termination,checksum,expiration"));
        BatchPartner.Header(answer, "Tus-Checksum-Algorithm").ShouldBe("sha256,sha1,sha512");
    }

    [Fact]
    public async Task Patch_InPartsAndAtWrongPlaces_EndsWithTheFileThatWasSent()
    {
        var (_, batch, _) = await partner.AnnounceAsync(File.Length, Described);
        (await partner.PatchAsync(batch!, 0, File[..10])).Offset.ShouldBe("10");
        var (status, _, problem) = await partner.PatchAsync(batch!, 0, File[..10]);
        (status, problem.GetProperty("code").GetString()).ShouldBe((409, "batch-offset"));
        (await partner.PatchAsync(batch!, 10, [.. File[10..], 1])).Status.ShouldBe(409);
        using (var head = await partner.SendAsync(HttpMethod.Head, batch!, null))
        {
            (BatchPartner.Header(head, "Upload-Offset"), BatchPartner.Header(head, "Upload-Length")).ShouldBe(("10", $"{File.Length}"));
            BatchPartner.Header(head, "Upload-Expires").ShouldNotBeNull();
        }
        (await partner.PatchAsync(batch!, 10, File[10..])).Status.ShouldBe(204);
        var end = await partner.EndAsync(batch!);
        (end.GetProperty("state").GetString(), end.GetProperty("file").GetProperty("sha256").GetString()).ShouldBe(("done", Convert.ToHexStringLower(SHA256.HashData(File))));
    }

    [Fact]
    public async Task Patch_WhoseLineBreaks_KeepsWhatHadCome()
    {
        var (_, batch, _) = await partner.AnnounceAsync(File.Length, Described);
        var address = new Uri(hub.Hub.Address);
        using (var line = new TcpClient())
        {
            await line.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            var head = $"PATCH {batch} HTTP/1.1\r\nHost: {address.Authority}\r\nX-Access-Key: {hub.KeyOf("social-ministry")}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                + $"Content-Type: application/offset+octet-stream\r\nContent-Length: {File.Length}\r\n\r\n";
            await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            await line.GetStream().WriteAsync(File.AsMemory(0, 300_000), TestContext.Current.CancellationToken);
            var sent = FilesOf(hub).Sent(batch![(batch!.LastIndexOf('/') + 1)..]);
            await Patience.UntilAsync(() => sent.Last().Mark.Boxes > 0, "the first bytes on the disk");
        }
        var offset = await Patience.UntilAsync(
            async () =>
            {
                using var head = await partner.SendAsync(HttpMethod.Head, batch!, null);
                return int.Parse(BatchPartner.Header(head, "Upload-Offset")!, null);
            }, o => o > 0, "the bytes before the break");
        offset.ShouldBeLessThanOrEqualTo(300_000);
        await Patience.UntilAsync(() => partner.PatchAsync(batch!, offset, File[offset..]), a => a.Status != 423, "the end of the broken request");
        (await partner.EndAsync(batch!)).GetProperty("state").GetString().ShouldBe("done");
    }

    [Theory]
    [InlineData("sha256", true)]
    [InlineData("sha1", true)]
    [InlineData("sha512", true)]
    [InlineData("sha256", false)]
    public async Task Patch_WithAChecksum_TakesTheBytesWhenItFits(string algorithm, bool fits)
    {
        var (_, batch, _) = await partner.AnnounceAsync(File.Length, Described);
        using var hash = IncrementalHash.CreateHash(new(algorithm.ToUpperInvariant()));
        hash.AppendData(File);
        var digest = hash.GetHashAndReset();
        digest[0] ^= (byte)(fits ? 0 : 1);
        var (status, _, problem) = await partner.PatchAsync(batch!, 0, File, ("Upload-Checksum", $"{algorithm} {Convert.ToBase64String(digest)}"));
        status.ShouldBe(fits ? 204 : 460, problem.ToString());
        using var head = await partner.SendAsync(HttpMethod.Head, batch!, null);
        BatchPartner.Header(head, "Upload-Offset").ShouldBe(fits ? $"{File.Length}" : "0");
        (await partner.PatchAsync(batch!, fits ? File.Length : 0, [], ("Upload-Checksum", "md5 AAAA"))).Problem.GetProperty("code").GetString().ShouldBe("batch-checksum-unknown");
    }

    [Theory]
    [InlineData("10737418240", "kind,filename", 413, "batch-too-large")]
    [InlineData("", "kind,filename", 400, "batch-length-missing")]
    [InlineData("-1", "kind,filename", 400, "batch-length-missing")]
    [InlineData("10", "filename", 400, "batch-metadata-invalid")]
    [InlineData("10", "kind", 400, "batch-metadata-invalid")]
    [InlineData("10", "kind,filename,rows", 400, "batch-metadata-invalid")]
    [InlineData("10", "kind,filename,sha256", 400, "batch-metadata-invalid")]
    public async Task Announcement_ThatWillNotDo_IsRefusedByItsCode(string length, string given, int status, string code)
    {
        var metadata = BatchPartner.Metadata([.. given.Split(',').Select(g => (g, g switch { "kind" => "entitlement-check", "filename" => "a.csv", _ => "-1" }))]);
        var answer = await partner.AnnounceAsync(length, metadata);
        (answer.Status, answer.Problem.GetProperty("code").GetString()).ShouldBe((status, code));
    }

    [Fact]
    public async Task Announcement_OfAFileNamedLikeAPath_NamesNothingOnTheDisk()
    {
        var batch = await partner.SendAsync(Encoding.ASCII.GetBytes("type,value\nnational-id,x\n"), ("kind", "entitlement-check"), ("filename", "../../../../tmp/interop-escaped.csv"), ("again", "true"));
        (await partner.EndAsync(batch)).GetProperty("filename").GetString().ShouldBe("../../../../tmp/interop-escaped.csv");
        Path.Exists("/tmp/interop-escaped.csv").ShouldBeFalse();
        foreach (var id in (string[])["..%2f..", "%2e%2e", "0", new('0', 32)])
            (await partner.FetchAsync($"/v1/batches/{id}/results")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Request_OfAnotherVersion_IsToldWhichIsSpoken()
    {
        using var answer = await partner.SendAsync(HttpMethod.Post, "/v1/batches", null, ("Tus-Resumable", "0.2.2"));
        ((int)answer.StatusCode, BatchPartner.Header(answer, "Tus-Version")).ShouldBe((412, "1.0.0"));
    }

    [Fact]
    public async Task Delete_OfABatch_LeavesNothing()
    {
        var (_, batch, _) = await partner.AnnounceAsync(File.Length, Described);
        await partner.PatchAsync(batch!, 0, File[..100]);
        using (var deleted = await partner.SendAsync(HttpMethod.Delete, batch!, null))
            ((int)deleted.StatusCode).ShouldBe(204);
        using var head = await partner.SendAsync(HttpMethod.Head, batch!, null);
        ((int)head.StatusCode).ShouldBe(404);
        FilesOf(hub).Sent(batch![(batch!.LastIndexOf('/') + 1)..]).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task File_OnTheDisk_IsSealed()
    {
        var batch = await partner.SendAsync(Encoding.ASCII.GetBytes("type,value,note\nnational-id,x,find-me-on-the-disk\n"), ("kind", "entitlement-check"), ("filename", "find-me-too.csv"), ("again", "true"));
        await partner.EndAsync(batch);
        var id = batch[(batch.LastIndexOf('/') + 1)..];
        var lying = Directory.EnumerateFiles(hub.Settings.Data, "*", SearchOption.AllDirectories).Where(f => f.Contains("batches", StringComparison.Ordinal)).ToArray();
        lying.Count(f => f.Contains(id, StringComparison.Ordinal)).ShouldBe(2);
        foreach (var file in lying)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            var text = Encoding.Latin1.GetString(bytes);
            text.ShouldNotContain("find-me");
        }
    }

    private static BatchFiles FilesOf(HubFixture hub) => hub.Hub.Rooms.GetRequiredService<BatchFiles>();

    /// <summary>An unmodified tus-js-client that is stopped half way and goes on.</summary>
    [Fact]
    public async Task TusJsClient_StoppedHalfWay_GoesOnToTheEnd()
    {
        var lines = await Node.RunAsync("tus.mjs", new { endpoint = hub.Hub.Address + "/v1/batches", key = hub.KeyOf("social-ministry"), file = Encoding.ASCII.GetString(File) });
        lines[0].ShouldStartWith("stopped at ");
        int.Parse(lines[0]["stopped at ".Length..], null).ShouldBeInRange(1, File.Length - 1);
        lines[1].ShouldBe("resumed");
        var path = new Uri(lines[2]).AbsolutePath;
        (await partner.EndAsync(path)).GetProperty("file").GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File)));
    }
}
