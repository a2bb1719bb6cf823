using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interop.Adapters.Mapping;

namespace Interop.Adapters.Files;

/// <summary>
/// Where the rows of each identifier are: a hash and a place per row and identifier, 16 bytes, no content. The hash is seeded per
/// process, so nobody can prepare identifiers that collide; a reader verifies the identifier in the row anyway. The files of an index
/// are closed when nobody holds it any more: a read under way must not lose them to the next index.
/// </summary>
internal sealed class FileIndex
{
    // A place is the number of the file above the offset in it.
    private const int OffsetBits = 40;
    private static readonly long Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));

    private readonly CsvFile[] files;
    private readonly Dictionary<string, (ulong[] Hashes, long[] Places)> lookups = [];

    private FileIndex(CsvFile[] files, string state) => (this.files, State) = (files, state);

    /// <summary>Names, sizes and time stamps of the files when they were indexed.</summary>
    public string State { get; }

    /// <summary>Rows without a readable key, which no lookup by key can find.</summary>
    public long Unkeyed { get; private set; }

    /// <summary>Indexes the rows of all files by each identifier of their groups.</summary>
    public static FileIndex Build(IReadOnlyList<string> paths, string state, char delimiter, IReadOnlyList<FileGroup> groups, CancellationToken cancellation)
    {
        var index = new FileIndex([.. paths.Select(path => new CsvFile(path, delimiter))], state);
        index.Fill(groups, cancellation);
        return index;
    }

    /// <summary>The rows that probably hold the value.</summary>
    public IEnumerable<(CsvFile File, long Offset)> Find(JoinedColumns by, string value)
    {
        var (hashes, places) = lookups[by.Id];
        var hash = HashOf(value);
        var at = hashes.AsSpan().BinarySearch(hash);
        if (at < 0) yield break;
        while (at > 0 && hashes[at - 1] == hash) at--;
        for (; at < hashes.Length && hashes[at] == hash; at++) yield return Open(places[at]);
    }

    /// <summary>All rows by key; rows of one key stand together, as long as no two keys share a hash.</summary>
    public IEnumerable<(CsvFile File, long Offset)> All(JoinedColumns key) => lookups[key.Id].Places.Select(Open);

    private void Fill(IReadOnlyList<FileGroup> groups, CancellationToken cancellation)
    {
        var found = groups.SelectMany(g => g.Identifiers).Select(i => i.Id).Distinct().ToDictionary(id => id, _ => new Entries([], []));
        foreach (var group in groups)
            foreach (var (number, file) in files.Index())
                if (FileGroup.Matches(group.From, file))
                    Scan(group, file, (long)number << OffsetBits, found, cancellation);
        foreach (var (id, entries) in found)
        {
            var (hashes, places) = (entries.Hashes.ToArray(), entries.Places.ToArray());
            Array.Sort(hashes, places);
            lookups[id] = (hashes, places);
        }
    }

    private void Scan(FileGroup group, CsvFile file, long number, Dictionary<string, Entries> found, CancellationToken cancellation)
    {
        using var row = new Row(group.Columns.ColumnNames.Count);
        var entries = group.Identifiers.Select(i => found[i.Id]).ToArray();
        file.Scan(file.Places(group.Columns), row, (offset, record) =>
        {
            Span<char> buffer = stackalloc char[128];
            if (group.IsKeySet && group.Columns.Key.Read(record, buffer).IsEmpty) Unkeyed++;
            for (var i = 0; i < entries.Length; i++)
            {
                if (group.Identifiers[i].Read(record, buffer) is not { IsEmpty: false } value) continue;
                entries[i].Hashes.Add(HashOf(value));
                entries[i].Places.Add(number | offset);
            }
        }, cancellation);
    }

    private (CsvFile, long) Open(long place) => (files[(int)(place >> OffsetBits)], place & ((1L << OffsetBits) - 1));

    private readonly record struct Entries(List<ulong> Hashes, List<long> Places);

    private static ulong HashOf(ReadOnlySpan<char> value) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value), Seed);
}
