using System.Runtime.CompilerServices;
using System.Text;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;

namespace Interop.Adapters.Files;

/// <summary>
/// Reads a registry that drops CSV files (UTF-8, RFC 4180, header line) in a folder, the connection. Content is not kept: rows are
/// read again where the index says they are. A set's <see cref="SetMapping.From"/> names files within the pattern, <c>*</c> all.
/// </summary>
internal sealed class FilesAdapter : RowAdapter
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    private readonly FilesMapping files;
    private readonly FileGroup[] groups;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopped = new();
    private Task<FileIndex>? index;
    private long checkedAt;
    private bool isStale;

    public FilesAdapter(RegistryMapping mapping, TimeProvider time) : base(mapping, time)
    {
        files = mapping.Files!;
        groups = FileGroup.Of(mapping);
    }

    public override Task<string?> CheckHealthAsync(CancellationToken cancellation) => Task.Run(string? () =>
    {
        try
        {
            return Paths().Count == 0 ? "no file" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Classify(e).ToString();
        }
    }, cancellation).WaitAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        stopped.Dispose();
    }

    // Files answer on the calling thread, and a file system can hang.
    protected override Task<FetchResult> ReadAsync(FetchRequest request, CancellationToken cancellation) => Task.Run(async () =>
    {
        try
        {
            return await base.ReadAsync(request, cancellation);
        }
        catch (FileChangedException)
        {
            // Written over since it was indexed: what stands at the old places may be anybody's. Once more, with a new index.
            lock (gate) isStale = true;
            return await base.ReadAsync(request, cancellation);
        }
    }, cancellation);

    protected override async Task ReadRowsAsync(
        SourceRead source, JoinedColumns by, IReadOnlyList<string> values, Action<Row> take, CancellationToken cancellation)
    {
        var current = await IndexAsync(cancellation);
        using var row = new Row(source.ColumnNames.Count);
        foreach (var value in values)
            foreach (var (file, offset) in current.Find(by, value))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!FileGroup.Matches(source.From, file)) continue;
                file.Read(offset, source, row);
                if (!file.IsUnchanged) throw new FileChangedException();
                take(row);
            }
    }

    protected override async IAsyncEnumerable<Row> AllRowsAsync(
        SourceRead source, EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var current = await IndexAsync(cancellation);
        (tally.Read, tally.Malformed) = (tally.Read + current.Unkeyed, tally.Malformed + current.Unkeyed);
        using var row = new Row(source.ColumnNames.Count);
        foreach (var (file, offset) in current.All(source.Key))
        {
            if (!FileGroup.Matches(source.From, file)) continue;
            file.Read(offset, source, row);
            if (!file.IsUnchanged) throw new FileChangedException();
            yield return row;
        }
    }

    protected override FetchOutcome Classify(Exception exception) =>
        exception is UnauthorizedAccessException ? FetchOutcome.Refused : base.Classify(exception);

    private Task<FileIndex> IndexAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (index is { IsCompleted: true } && !isStale && Time.GetElapsedTime(checkedAt) < CheckEvery) return index;
            if (index is null or { IsCompleted: true })
            {
                index = RefreshAsync(index is { IsCompletedSuccessfully: true } ? index.Result : null);
                (isStale, checkedAt) = (false, Time.GetTimestamp());
            }
            return index.WaitAsync(cancellation);
        }
    }

    // The read that comes upon a change waits for the new index; when its deadline passes, the work goes on for the next one.
    private async Task<FileIndex> RefreshAsync(FileIndex? old)
    {
        await Task.Yield();
        var paths = Paths();
        var state = StateOf(paths);
        if (old?.State == state) return old;
        return FileIndex.Build(paths, state, files.Delimiter[0], groups, stopped.Token);
    }

    private List<string> Paths()
    {
        IEnumerable<string> found = [Mapping.Connection];
        var parts = files.Pattern.Split('/');
        foreach (var part in parts[..^1]) found = found.SelectMany(f => Directory.EnumerateDirectories(f, part));
        return [.. found.SelectMany(f => Directory.EnumerateFiles(f, parts[^1])).Order(StringComparer.Ordinal)];
    }

    private static string StateOf(List<string> paths)
    {
        var state = new StringBuilder();
        foreach (var file in paths.Select(p => new FileInfo(p))) state.Append($"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n");
        return state.ToString();
    }

    /// <summary>A file was written over while it was read; Unreachable when it happens twice.</summary>
    private sealed class FileChangedException() : Exception("A file changed while it was read.");
}
