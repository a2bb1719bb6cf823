using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Fhir.Export;

/// <summary>Where an export stands.</summary>
internal enum ExportState
{
    Running,
    /// <summary>All its files can be had.</summary>
    Done,
    /// <summary>There are no files.</summary>
    Failed,
}

/// <summary>One export: who began it, what it is to hold, how far it is, and its files. Nothing of it outlives the process.</summary>
internal sealed class BulkExport : IDisposable
{
    /// <summary>The file of what is not known, or could not be told, about a member.</summary>
    public const string Errors = "OperationOutcome";

    private readonly CancellationTokenSource cancelled = new();
    private long people;
    private int state;

    /// <param name="exchange">Admitted, with its scope.</param>
    /// <param name="group">Of whom.</param>
    /// <param name="wish">Of what.</param>
    /// <param name="request">The address of the kick-off.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="sealer">Seals them.</param>
    public BulkExport(Exchange exchange, ExportGroup group, ExportWish wish, string request, string folder, Sealer sealer)
    {
        (Exchange, Group, Wish, Request) = (exchange, group, wish, request);
        Files = ((string[])[.. wish.Types, Errors]).ToDictionary(t => t, t => new SealedLines(Path.Combine(folder, $"{Id:N}-{t}"), sealer));
    }

    /// <summary>That of its exchange.</summary>
    public Guid Id => Exchange.Id;
    public Exchange Exchange { get; }
    public ExportGroup Group { get; }
    public ExportWish Wish { get; }
    public string Request { get; }
    public string Institution => Exchange.Caller.Institution.Code;
    /// <summary>By type of resource.</summary>
    public IReadOnlyDictionary<string, SealedLines> Files { get; }
    public CancellationToken Cancelled => cancelled.Token;
    public ExportState State => (ExportState)Volatile.Read(ref state);
    /// <summary>When its files go; of one that is done.</summary>
    public DateTimeOffset Expires { get; private set; }
    /// <summary>Members answered for.</summary>
    public long People => Interlocked.Read(ref people);

    public void Count(int more) => Interlocked.Add(ref people, more);

    /// <summary>Says that nothing is written any more.</summary>
    public void End(bool isWhole, DateTimeOffset expires)
    {
        Expires = expires;
        Volatile.Write(ref state, (int)(isWhole ? ExportState.Done : ExportState.Failed));
    }

    /// <summary>Ends it where it runs.</summary>
    public void Cancel() => cancelled.Cancel();

    /// <summary>Deletes its files.</summary>
    public void Dispose()
    {
        foreach (var file in Files.Values)
            file.Dispose();
    }

    public override string ToString() => $"{State}, {People} people";
}
