using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit.Search;

/// <summary>
/// Follows the audit log and keeps what is searched by: a number for the combination of the few-valued members, the time, and terms for user and
/// subject. Whole segments are in a file beside the log, the rest in memory. A batch costs a millisecond or two, and whoever runs many pauses
/// between them, since the log's gateway has better things to do.
/// </summary>
internal sealed class AuditIndex : IDisposable
{
    // Leaves a batch: few enough to stay below two milliseconds.
    private const int Batch = 512;

    private readonly AuditOptions options;
    private readonly string file;
    private readonly TimeProvider time;
    private readonly Lock ingest = new();
    private readonly Dictionary<AuditCombination, ushort> numbers = [];
    private readonly HashSet<int> forgotten = [];
    private IndexFile? store;
    private AuditReader? log;
    private int known;
    private volatile IndexView view = Empty();

    /// <param name="options">The log.</param>
    /// <param name="file">The index's own file, made when it is not there.</param>
    /// <param name="time">Bounds the waiting.</param>
    public AuditIndex(AuditOptions options, string file, TimeProvider time) => (this.options, this.file, this.time) = (options, file, time);

    /// <summary>What is indexed now.</summary>
    public IndexView View => view;

    /// <summary>Indexes until nothing is left or the time is over.</summary>
    /// <exception cref="SqliteException">The log or the index cannot be read or written.</exception>
    public void CatchUp(TimeSpan atMost)
    {
        var started = time.GetTimestamp();
        while (Step() && time.GetElapsedTime(started) < atMost)
        {
        }
    }

    /// <summary>Indexes one batch; false when nothing is left.</summary>
    /// <exception cref="SqliteException">The log or the index cannot be read or written.</exception>
    public bool Step()
    {
        lock (ingest)
        {
            if (log is null)
            {
                if (!File.Exists(options.File))
                    return false;
                Open();
            }
            var now = view;
            // A batch ends where the tail is full, so that a segment ends there too.
            var leaves = log!.Leaves(now.Indexed, Math.Min(Batch, IndexSegment.Length - now.TailCount));
            if (leaves.Count == 0)
                return false;
            foreach (var leaf in leaves)
                Add(AuditLeaf.Read(leaf.Leaf));
            if (view.Tail.Full)
                Keep(leaves[^1].Hash);
            return true;
        }
    }

    /// <summary>Forgets who the entries of destroyed keys are about; they are found by everything else still.</summary>
    public void Forget(IReadOnlyCollection<string> keys)
    {
        lock (ingest)
        {
            if (log is null)
                Open();
            var parts = view.Parts.Where(p => keys.Contains(p.Key) && !forgotten.Contains(p.Value)).ToArray();
            if (parts.Length == 0)
                return;
            store!.Forget(parts);
            foreach (var (_, part) in parts)
            {
                forgotten.Add(part);
                view.Tail.Forget(part);
            }
        }
    }

    /// <summary>A reader for one search at a time; whoever asks disposes it.</summary>
    public IndexReader Read()
    {
        lock (ingest)
            if (log is null)
                Open();
        return new(file, new AuditReader(options.File));
    }

    public void Dispose()
    {
        lock (ingest)
        {
            store?.Dispose();
            log?.Dispose();
            (store, log) = (null, null);
        }
    }

    private void Open()
    {
        var reader = new AuditReader(options.File);
        try
        {
            try
            {
                store ??= new(file);
                Take(store.Load(reader));
            }
            catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
            {
                store?.Dispose();
                foreach (var part in (string[])["", "-wal", "-shm"])
                    File.Delete(file + part);
                store = new(file);
                Take(store.Load(reader));
            }
            log = reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void Take(IndexContents contents)
    {
        numbers.Clear();
        for (var i = 1; i < contents.Combinations.Length; i++)
            numbers[contents.Combinations[i]] = (ushort)i;
        forgotten.Clear();
        forgotten.UnionWith(contents.Forgotten);
        known = contents.Combinations.Length;
        view = new(contents.Segments, new((long)contents.Segments.Length * IndexSegment.Length), 0, contents.Combinations, contents.Parts);
    }

    private void Add(AuditEntry entry)
    {
        var now = view;
        var (combinations, parts) = (now.Combinations, now.Parts);
        var combination = AuditCombination.Of(entry);
        if (!numbers.TryGetValue(combination, out var number) && combinations.Length < AuditCombination.Most)
        {
            numbers.Add(combination, number = (ushort)combinations.Length);
            combinations = [.. combinations, combination];
        }
        var (subject, part) = (0UL, 0);
        if (!entry.SubjectPseudonym.IsEmpty && (entry.SubjectKey ?? AuditLeaf.FirstSubjectKey) is var key)
        {
            if (!parts.TryGetValue(key, out part))
                parts = new(parts) { [key] = part = parts.Count + 1 };
            if (!forgotten.Contains(part))
                subject = IndexTerm.Of(entry.SubjectPseudonym.Span);
        }
        now.Tail.Add(number, entry.At.ToUnixTimeMilliseconds(), entry.User is null ? 0 : IndexTerm.Of(entry.User), subject, part);
        view = new(now.Segments, now.Tail, now.TailCount + 1, combinations, parts);
    }

    private void Keep(byte[] lastHash)
    {
        var now = view;
        if (store!.Append(now, known, lastHash) is { } segment)
        {
            known = now.Combinations.Length;
            view = new([.. now.Segments, segment], new(now.Indexed), 0, now.Combinations, now.Parts);
        }
        else
            Take(store.Load(log!));
    }

    private static IndexView Empty() => new([], new(0), 0, [default], []);
}
