using Interop.Gateway.Audit;
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

/// <summary>What was agreed when an export was begun.</summary>
/// <param name="Wish">What it is to hold.</param>
/// <param name="Request">The address of the kick-off.</param>
/// <param name="Scope">The scope that admitted it, and its version: no line is made, and no file leaves, under another.</param>
internal sealed record ExportTerms(ExportWish Wish, string Request, string Scope, int Version);

/// <summary>One export: who began it, what it is to hold, how far it is, and its files.</summary>
internal sealed class BulkExport : IDisposable
{
    /// <summary>The file of what is not known, or could not be told, about a member.</summary>
    public const string Errors = "OperationOutcome";

    /// <summary>The file of what was told before and is no more.</summary>
    public const string Deleted = "deleted";

    private readonly CancellationTokenSource ended = new();
    private readonly string notes;
    private long people;
    private int state;

    /// <param name="exchange">Admitted; of one that was found again, with as much of it as is known.</param>
    /// <param name="terms">What was agreed.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="sealer">Seals them.</param>
    /// <param name="kept">What an earlier process wrote down; null begins one.</param>
    public BulkExport(Exchange exchange, ExportTerms terms, string folder, Sealer sealer, ExportNotes? kept = null)
    {
        (Exchange, Terms, notes) = (exchange, terms, Path.Combine(folder, ExportNotes.NameOf(exchange.Id)));
        Files = ((string[])[.. terms.Wish.Types, Deleted, Errors]).ToDictionary(
            t => t, t => new SealedLines(Path.Combine(folder, $"{Id:N}-{t}"), sealer, kept is null ? null : kept.Files.GetValueOrDefault(t) ?? new(0, 0)));
        if (kept is not null)
            (people, state, TransactionTime, Expires) = (kept.People, (int)kept.State, kept.TransactionTime, kept.Expires);
    }

    /// <summary>That of its exchange.</summary>
    public Guid Id => Exchange.Id;
    public Exchange Exchange { get; }
    public ExportTerms Terms { get; }
    public string Institution => Exchange.Caller.Institution.Code;
    /// <summary>By type of resource, and the two beside.</summary>
    public IReadOnlyDictionary<string, SealedLines> Files { get; }
    /// <summary>Nothing that was known before is missing from its files; what comes later a further export gives.</summary>
    public DateTimeOffset TransactionTime { get; set; }
    /// <summary>When it is forgotten, and its files go; of one that is not running.</summary>
    public DateTimeOffset Expires { get; private set; }
    public ExportState State => (ExportState)Volatile.Read(ref state);
    /// <summary>Members answered for.</summary>
    public long People => Interlocked.Read(ref people);
    /// <summary>Whether whoever began it does not want it any more.</summary>
    public bool IsWithdrawn { get; private set; }
    /// <summary>Told when it is to run no further.</summary>
    public CancellationToken Ended => ended.Token;
    /// <summary>What its files hold, for the record.</summary>
    public IReadOnlyList<LineCount> Counts => [.. Files.Where(f => f.Value.Count > 0).Select(f => new LineCount(f.Key, f.Value.Count))];

    public void Count(int more) => Interlocked.Add(ref people, more);

    /// <summary>Says that nothing is written any more.</summary>
    public void End(ExportState ending, DateTimeOffset expires)
    {
        Expires = expires;
        Volatile.Write(ref state, (int)ending);
    }

    /// <summary>Ends it where it runs.</summary>
    /// <param name="withdrawn">By whoever began it; else because the hub stops.</param>
    public void Stop(bool withdrawn)
    {
        IsWithdrawn |= withdrawn;
        ended.Cancel();
    }

    /// <summary>Deletes its files, and keeps that there was one.</summary>
    public void DropFiles()
    {
        foreach (var file in Files.Values)
            file.Dispose();
    }

    /// <summary>Deletes all there is of it.</summary>
    public void Dispose()
    {
        DropFiles();
        File.Delete(notes);
    }

    public override string ToString() => $"{State}, {People} people";
}
