using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Batches;

/// <summary>Files that are not what they should be: each is rejected as a whole by a code, before any row of it is worked on.</summary>
public sealed class MalformedTests(HubFixture hub)
{
    private readonly BatchPartner partner = new(hub.Http, hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM");

    private static readonly Dictionary<string, byte[]> Corpus = new()
    {
        ["empty"] = [],
        ["no rows"] = "type,value\n"u8.ToArray(),
        ["no columns"] = "name,village\nA,B\n"u8.ToArray(),
        ["latin"] = Encoding.Latin1.GetBytes("type,value,note\nnational-id,000000000,ok\nnational-id,000000000,é\n"),
        ["utf-16"] = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("type,value\nnational-id,000000000\n")],
        ["open quote"] = "type,value\nnational-id,000000000\nnational-id,\"000000000\n"u8.ToArray(),
        ["inner quote"] = "type,value\nnational-id,000\"000000\n"u8.ToArray(),
        ["cells"] = "type,value\nnational-id,000000000\nnational-id\n"u8.ToArray(),
        ["cut gzip"] = Gzip(Encoding.ASCII.GetBytes("type,value\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"national-id,{i * 7919L % 1_000_000_007:D9}\n"))))[..20_000],
        ["gzip bomb"] = Gzip(Encoding.ASCII.GetBytes("type,value\n" + string.Concat(Enumerable.Repeat("national-id,000000000\n", 1_000_000)))),
        ["not zstd"] = [0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 4, 5, 6, 7, 8],
        ["long row"] = Encoding.ASCII.GetBytes("type,value\nnational-id," + new string('1', 70_000) + "\n"),
    };

    [Theory]
    [InlineData("empty", "file-empty", null)]
    [InlineData("no rows", "file-empty", null)]
    [InlineData("no columns", "file-columns", null)]
    [InlineData("latin", "file-encoding", null)]
    [InlineData("utf-16", "file-encoding", null)]
    [InlineData("open quote", "file-quotes", 2)]
    [InlineData("inner quote", "file-quotes", 1)]
    [InlineData("cells", "file-cells", 2)]
    [InlineData("cut gzip", "file-compression", null)]
    [InlineData("gzip bomb", "file-unpacks-too-far", null)]
    [InlineData("not zstd", "file-compression", null)]
    [InlineData("long row", "file-row-too-long", 1)]
    public async Task File_ThatIsNone_IsRejectedWholeByItsCode(string name, string code, int? row)
    {
        var before = Entries();
        var batch = await SendAsync(Corpus[name]);
        var end = await partner.EndAsync(batch);
        end.GetProperty("state").GetString().ShouldBe("rejected");
        var fault = end.GetProperty("fault");
        fault.GetProperty("code").GetString().ShouldBe(code);
        if (row is not null)
            fault.GetProperty("row").GetInt32().ShouldBe(row.Value);
        fault.GetProperty("message").GetProperty("km").GetString().ShouldNotBeNullOrEmpty();
        (await partner.FetchAsync(batch + "/results")).Status.ShouldBe(409);
        Entries().ShouldBe(before, "nobody was asked about");
    }

    [Theory]
    [InlineData("sha256", "file-hash-mismatch")]
    [InlineData("rows", "file-rows-mismatch")]
    public async Task File_OtherThanAnnounced_IsRejectedWhole(string announced, string code)
    {
        var before = Entries();
        var file = "type,value\nnational-id,000000000\n"u8.ToArray();
        var batch = await partner.SendAsync(
            file, ("kind", "entitlement-check"), ("filename", "a.csv"), (announced, announced == "rows" ? "2" : Convert.ToHexStringLower(SHA256.HashData("other"u8))));
        (await partner.EndAsync(batch)).GetProperty("fault").GetProperty("code").GetString().ShouldBe(code);
        Entries().ShouldBe(before, "nobody was asked about");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_Compressed_IsTaken(bool gzip)
    {
        var file = "type,value\nnational-id,000000000\n"u8.ToArray();
        var packed = new MemoryStream();
        using (var stream = gzip ? (Stream)new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true) : new ZstdSharp.CompressionStream(packed))
            stream.Write(file);
        var batch = await partner.SendAsync(
            packed.ToArray(), ("kind", "entitlement-check"), ("filename", gzip ? "a.csv.gz" : "a.csv.zst"), ("again", "true"), ("sha256", Convert.ToHexString(SHA256.HashData(packed.ToArray()))));
        (await partner.EndAsync(batch)).GetProperty("rows").GetProperty("refused").GetInt32().ShouldBe(1);
    }

    private async Task<string> SendAsync(byte[] file)
    {
        var (status, batch, problem) = await partner.AnnounceAsync(file.Length, ("kind", "entitlement-check"), ("filename", "a.csv"));
        status.ShouldBe(201, problem.ToString());
        if (file.Length > 0)
            (await partner.PatchAsync(batch!, 0, file)).Status.ShouldBe(204);
        return batch!;
    }

    /// <summary>What the audit log holds: every row that is asked about adds to it.</summary>
    private long Entries() => hub.Hub.Rooms.GetRequiredService<AuditLog>().Entries;

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.SmallestSize))
            stream.Write(content);
        return packed.ToArray();
    }
}
