using System.Runtime.InteropServices;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Batches.Sealed;

namespace Interop.Gateway.Batches;

/// <summary>Where a batch stands.</summary>
internal enum BatchState
{
    /// <summary>Some of its bytes are still to come.</summary>
    Uploading,
    /// <summary>Other batches come first.</summary>
    Waiting,
    Working,
    Done,
    /// <summary>The right to ask was withdrawn before the last row; the rows before have their results.</summary>
    Stopped,
    /// <summary>The file as a whole is not right, and no row of it was worked on.</summary>
    Rejected,
    /// <summary>The same was asked before; that batch answers.</summary>
    Repeated,
}

/// <summary>Rows so far, and what came of them.</summary>
/// <param name="Done">All that have a result.</param>
/// <param name="Answered">Of these, those that were answered; in a dry run those that would have been asked.</param>
/// <param name="Refused">Those that were understood and not answered, e.g. because nobody has the identifier.</param>
/// <param name="Rejected">Those that are not well formed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowCounts(long Done, long Answered, long Refused, long Rejected);

/// <summary>One batch as the store has it.</summary>
internal sealed record BatchRecord
{
    /// <summary>32 hexadecimal digits, random.</summary>
    public required string Id { get; init; }
    public required BatchState State { get; init; }
    public required BatchOrder Order { get; init; }
    public required DateTimeOffset Created { get; init; }
    /// <summary>When it is forgotten.</summary>
    public required DateTimeOffset Ends { get; init; }
    /// <summary>Bytes of the file, and those that have come.</summary>
    public required long Length { get; init; }
    public required long Received { get; init; }
    /// <summary>Where the bytes that have come end in the sealed file.</summary>
    public required BoxMark Stored { get; init; }
    /// <summary>Null until the whole file has been read.</summary>
    public FileFacts? Facts { get; init; }
    public FileFault Fault { get; init; }
    /// <summary>The row that has the fault, where it is one row's.</summary>
    public long? FaultRow { get; init; }
    /// <summary>The batch that answers for this one.</summary>
    public string? SameAs { get; init; }
    /// <summary>The code of the problem that stopped it.</summary>
    public string? Stopped { get; init; }
    /// <summary>Whether results are there.</summary>
    public bool HasResults => State is BatchState.Done or BatchState.Stopped;
    /// <summary>Of one that is done or stopped.</summary>
    public RowCounts Counts { get; init; }
    /// <summary>Of one that is done or stopped: compact JWS.</summary>
    public string? Summary { get; init; }
}
