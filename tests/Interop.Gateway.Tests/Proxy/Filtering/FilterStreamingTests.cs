using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Interop.Gateway.Proxy.Filtering;

namespace Interop.Gateway.Tests.Proxy.Filtering;

public sealed class FilterStreamingTests
{
    private const int Rows = 100, Pieces100MB = 100 * 1024 * 1024 / (Rows * 128);

    // 100 rows of 128 bytes each.
    private static readonly byte[] Piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(
        """{"name":"Chanthou","born":"1990-05-01","income":12345678901234567890,"places":[{"village":"12010203","from":2001},{"x":[1,2]}]},""".PadRight(128), Rows)));

    [Theory]
    [InlineData("/*/name")]
    [InlineData("/*/places/*/village", "/*/born")]
    [InlineData("")]
    [InlineData("/none")]
    public void CopyAsync_100MB_TakesNoMoreMemoryThanALittle(params string[] paths)
    {
        var filter = Filtered.By(paths);
        var answer = new Pieces(Enumerable.Repeat(Piece, Pieces100MB).Prepend("["u8.ToArray()).Append("{}]"u8.ToArray()));
        var writer = PipeWriter.Create(Stream.Null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        filter.Copy(answer, writer).Outcome.ShouldBe(FilterOutcome.Completed);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task CopyAsync_NobodyReads_StopsReadingToo()
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));
        var answer = new Pieces(Enumerable.Repeat(Piece, 1000).Prepend("["u8.ToArray()).Append("{}]"u8.ToArray()));
        var copy = Filtered.By("").CopyAsync(answer, pipe.Writer, TestContext.Current.CancellationToken).AsTask();
        copy.IsCompleted.ShouldBeFalse();
        answer.Reads.ShouldBeLessThan(10);
        long length = 0;
        while (length < (1000 * Piece.Length) + 4)
        {
            var read = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
            length += read.Buffer.Length;
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }
        (await copy).Outcome.ShouldBe(FilterOutcome.Completed);
        answer.Reads.ShouldBe(1003);
    }

    [Fact]
    public async Task CopyAsync_OneLargeRead_IsFlushedInParts()
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 64 * 1024, useSynchronizationContext: false));
        var answer = PipeReader.Create(new ReadOnlySequence<byte>([.. "["u8, .. Enumerable.Repeat(Piece, 1000).SelectMany(p => p), .. "{}]"u8]));
        using var stop = new CancellationTokenSource();
        var copy = Filtered.By("").CopyAsync(answer, pipe.Writer, stop.Token).AsTask();
        pipe.Reader.TryRead(out var waiting).ShouldBeTrue();
        waiting.Buffer.Length.ShouldBeLessThan(256 * 1024);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(copy);
    }

    [Fact]
    public async Task CopyAsync_ReaderGone_Ends()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var answer = new Pieces(Enumerable.Repeat(Piece, 1000).Prepend("["u8.ToArray()));
        (await Filtered.By("").CopyAsync(answer, pipe.Writer, TestContext.Current.CancellationToken)).Outcome.ShouldBe(FilterOutcome.ReaderGone);
        answer.Reads.ShouldBeLessThan(3);
    }

    /// <summary>What is decided leaves with the read that brought it, and a member that is not yet decided does not.</summary>
    [Fact]
    public async Task CopyAsync_ProviderPauses_WhatIsDecidedHasLeft()
    {
        var (provider, caller) = (new Pipe(), new Pipe());
        var copy = Filtered.By("/a", "/b/c").CopyAsync(provider.Reader, caller.Writer, TestContext.Current.CancellationToken).AsTask();
        await provider.Writer.WriteAsync("""{"a":[1,2,"x"],"z":"secret","b":"""u8.ToArray(), TestContext.Current.CancellationToken);
        (await NextAsync()).ShouldBe("""{"a":[1,2,"x"]""");
        await provider.Writer.WriteAsync("5 "u8.ToArray(), TestContext.Current.CancellationToken);
        await provider.Writer.WriteAsync("""}"""u8.ToArray(), TestContext.Current.CancellationToken);
        await provider.Writer.CompleteAsync();
        (await copy).ShouldBe(new(FilterOutcome.Completed, 2, 0));
        (await NextAsync()).ShouldBe(" }");

        async Task<string> NextAsync()
        {
            var read = await caller.Reader.ReadAsync(TestContext.Current.CancellationToken);
            var text = Encoding.UTF8.GetString(read.Buffer);
            caller.Reader.AdvanceTo(read.Buffer.End);
            return text;
        }
    }
}
