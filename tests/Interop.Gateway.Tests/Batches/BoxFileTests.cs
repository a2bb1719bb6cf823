using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Interop.Gateway.Batches.Sealed;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Tests.Batches;

public sealed class BoxFileTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Sealer sealer = new(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void Read_WhatWasAppended_IsThereInOrderAndNotInTheFile()
    {
        var (file, mark) = Written(3);
        file.Read(mark).Select(Encoding.UTF8.GetString).ShouldBe(["content 0", "content 1", "content 2"]);
        Encoding.UTF8.GetString(File.ReadAllBytes(PathOf("a"))).ShouldNotContain("content");
    }

    /// <summary>A process can die at every byte of a write: what was whole before stays, and nothing else is taken for it.</summary>
    [Fact]
    public void Last_FileCutOffAnywhere_IsTheLastWholeBox()
    {
        var (_, mark) = Written(3);
        var bytes = File.ReadAllBytes(PathOf("a"));
        var one = bytes.Length / 3;
        Gen.Int[0, bytes.Length].Sample(cut =>
        {
            File.WriteAllBytes(PathOf("b"), bytes[..cut]);
            var (content, at) = new BoxFile(PathOf("b"), "a", sealer).Last();
            at.Boxes.ShouldBe(cut / one);
            (content is null ? null : Encoding.UTF8.GetString(content)).ShouldBe(at.Boxes == 0 ? null : $"content {at.Boxes - 1}");
        }, iter: 200, threads: 1);
        mark.Boxes.ShouldBe(3);
    }

    [Fact]
    public void Last_LastBoxOfTheRightLengthAndOtherBytes_IsTheOneBefore()
    {
        Written(3);
        var bytes = File.ReadAllBytes(PathOf("a"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(PathOf("a"), bytes);
        new BoxFile(PathOf("a"), "a", sealer).Last().Mark.Boxes.ShouldBe(2);
    }

    [Fact]
    public void Read_BoxOfAnotherFileOrPlace_DoesNotOpen()
    {
        var (_, mark) = Written(2);
        Should.Throw<CryptographicException>(() => new BoxFile(PathOf("a"), "other", sealer).Read(mark).Count());
        var bytes = File.ReadAllBytes(PathOf("a"));
        var half = bytes.Length / 2;
        File.WriteAllBytes(PathOf("a"), [.. bytes[half..], .. bytes[..half]]);
        Should.Throw<CryptographicException>(() => new BoxFile(PathOf("a"), "a", sealer).Read(mark).Count());
    }

    [Fact]
    public void Append_BehindAnEarlierMark_TakesThePlaceOfWhatLayThere()
    {
        var (file, _) = Written(1);
        var first = file.Last().Mark;
        file.Append(first, new byte[10_000]);
        var mark = file.Append(first, "short"u8);
        file.Settle(mark);
        file.Read(mark).Last().ShouldBe("short"u8.ToArray());
        new FileInfo(PathOf("a")).Length.ShouldBe(mark.Bytes);
    }

    public void Dispose()
    {
        sealer.Dispose();
        folder.Dispose();
    }

    private string PathOf(string name) => folder[name];

    private (BoxFile File, BoxMark Mark) Written(int boxes)
    {
        var file = new BoxFile(PathOf("a"), "a", sealer);
        BoxMark mark = default;
        for (var i = 0; i < boxes; i++)
            mark = file.Append(mark, Encoding.UTF8.GetBytes($"content {i}"));
        file.Settle(mark);
        return (file, mark);
    }
}
