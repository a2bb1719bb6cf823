using Interop.Gateway.Batches.Files;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Batches.Work;

/// <summary>What became of a row.</summary>
internal enum RowStatus
{
    Answered,
    /// <summary>In a dry run: it would have been asked.</summary>
    Admitted,
    /// <summary>It was understood and not answered.</summary>
    Refused,
    /// <summary>It is not well formed.</summary>
    Rejected,
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Field">The column or member; empty where it is none's fault.</param>
/// <param name="Code">The code of the problem that the same question gets at the API.</param>
internal sealed record RowFault(string Field, string Code, BatchText Message);

/// <summary>One row and what came of it.</summary>
/// <param name="Exchange">Null where the row made none.</param>
internal sealed record RowOutcome(InputRow Row, RowStatus Status, RowFault? Fault, Exchange? Exchange)
{
    public string Name => WireName.Of(Status);

    public override string ToString() => $"{Row} {Status}";
}
