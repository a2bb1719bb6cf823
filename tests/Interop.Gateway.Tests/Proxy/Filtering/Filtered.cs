using System.IO.Pipelines;
using System.Text;
using Interop.Gateway.Proxy.Filtering;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Proxy.Filtering;

/// <summary>Runs filters over answers that arrive in given pieces.</summary>
internal static class Filtered
{
    public static FieldFilter By(params string[] paths) => FieldFilter.Compile([.. paths.Select(p => new FieldGrant(p, Reduction.Whole))], Never);

    /// <summary>What is left of an answer that arrives whole.</summary>
    public static string Text(this FieldFilter filter, string answer)
    {
        var (text, result) = filter.Run(new Pieces([Encoding.UTF8.GetBytes(answer)]));
        result.Outcome.ShouldBe(FilterOutcome.Completed);
        return text;
    }

    public static FilterOutcome Outcome(this FieldFilter filter, byte[] answer) => filter.Run(new Pieces([answer])).Result.Outcome;

    public static (string Text, FilterResult Result) Run(this FieldFilter filter, PipeReader from)
    {
        using var to = new MemoryStream();
        var writer = PipeWriter.Create(to, new(leaveOpen: true));
        var result = filter.Copy(from, writer);
        writer.Complete();
        return (Encoding.UTF8.GetString(to.ToArray()), result);
    }

    /// <summary>Copies between ends that never wait, so that all of it happens on this thread.</summary>
    public static FilterResult Copy(this FieldFilter filter, PipeReader from, PipeWriter to)
    {
        var copy = filter.CopyAsync(from, to, TestContext.Current.CancellationToken).AsTask();
        copy.IsCompleted.ShouldBeTrue();
        return copy.GetAwaiter().GetResult();
    }

    private static string? Never(string text, Reduction reduction, string path) => throw new InvalidOperationException("Nothing is to be reduced.");
}

/// <summary>An answer that arrives in these pieces, one a read.</summary>
internal sealed class Pieces(IEnumerable<byte[]> pieces) : PipeReader
{
    private readonly IEnumerator<byte[]> pieces = pieces.GetEnumerator();

    public static Pieces OfOne(byte[] answer) => new(answer.Select(b => (byte[])[b]));

    public static Pieces CutAt(byte[] answer, int at) => new([answer[..at], answer[at..]]);

    public int Reads { get; private set; }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        Reads++;
        return ValueTask.FromResult(pieces.MoveNext() ? new ReadResult(new(pieces.Current), false, false) : new ReadResult(default, false, true));
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null) => pieces.Dispose();

    public override bool TryRead(out ReadResult result) => throw new NotSupportedException();
}
