using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Fhir.Export;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Tests.Fhir.Export;

/// <summary>What lies on the disk says nothing, and cannot be put together anew.</summary>
public sealed class SealedLinesTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Sealer sealer;

    public SealedLinesTests() => sealer = HubKeys.Open(folder["hub.key"]).SealerFor("lines");

    [Fact]
    public async Task CopyTo_LinesOfAnyLength_AreThoseThatWereAddedAndNobodyElseReadsThem()
    {
        string[] lines = [.. Enumerable.Range(0, 2_000).Select(i => $"line {i} ស្រី {new string('x', i * 7 % 900)}"), new string('y', 100_000), "last"];
        var kept = Write("a", lines);
        kept.Count.ShouldBe(lines.Length);
        (await ReadAsync("a", kept)).ShouldBe(string.Concat(lines.Select(l => l + "\n")));
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(folder["a"], TestContext.Current.CancellationToken)).ShouldNotContain("xxxx");
    }

    [Fact]
    public async Task CopyTo_AFileUnderAnotherName_IsAFault()
    {
        var kept = Write("a", ["one"]);
        File.Copy(folder["a"], folder["b"]);
        await Should.ThrowAsync<CryptographicException>(() => ReadAsync("b", kept));
    }

    [Fact]
    public async Task CopyTo_AFileThatWasCutShortOrChanged_IsAFault()
    {
        var kept = Write("a", [new string('x', 20_000), new string('y', 20_000)]);
        var bytes = await File.ReadAllBytesAsync(folder["a"], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder["a"], bytes[..25_000], TestContext.Current.CancellationToken);
        await Should.ThrowAsync<EndOfStreamException>(() => ReadAsync("a", kept));
        bytes[30_000] ^= 1;
        await File.WriteAllBytesAsync(folder["a"], bytes, TestContext.Current.CancellationToken);
        await Should.ThrowAsync<CryptographicException>(() => ReadAsync("a", kept));
    }

    public void Dispose()
    {
        sealer.Dispose();
        folder.Dispose();
    }

    private LinesKept Write(string name, string[] lines)
    {
        var file = new SealedLines(folder[name], sealer, null);
        Array.ForEach(lines, file.Add);
        file.Complete();
        return file.Kept;
    }

    private async Task<string> ReadAsync(string name, LinesKept kept)
    {
        using var output = new MemoryStream();
        await new SealedLines(folder[name], sealer, kept).CopyToAsync(output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
