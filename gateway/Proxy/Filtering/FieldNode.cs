using System.Buffers;
using System.Text;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>
/// One place in an answer that a granted path leads to or through: either it has a reduction, and everything at it leaves so, or it has
/// names to go on with in an object, or elements to go on with in an array, or both.
/// </summary>
internal sealed class FieldNode
{
    private const int Buckets = 16;
    // The longest way to write a byte of a name is \u00XX (RFC 8259 §7).
    private const int LongestEscape = 6;

    private readonly Entry[]?[]? byLength;
    private readonly int longestName;

    private FieldNode(string path, IReadOnlyList<(string[] Segments, FieldGrant Grant)> grants, int depth)
    {
        Path = path;
        foreach (var (segments, grant) in grants)
            if (segments.Length == depth)
                Reduction = grant.Reduction;
        foreach (var below in grants.Where(g => g.Segments.Length > depth).GroupBy(g => g.Segments[depth], StringComparer.Ordinal))
        {
            var segment = below.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            var node = new FieldNode($"{path}/{segment}", [.. below], depth + 1);
            Deepest = Math.Max(Deepest, node.Deepest + 1);
            if (below.Key == FieldPath.Elements)
            {
                Elements = node;
                continue;
            }
            var name = Encoding.UTF8.GetBytes(below.Key);
            longestName = Math.Max(longestName, name.Length);
            byLength ??= new Entry[Buckets][];
            ref var bucket = ref byLength[name.Length % Buckets];
            bucket = [.. bucket ?? [], new(name, node)];
        }
    }

    /// <summary>The tree of these grants, which have no faults.</summary>
    public static FieldNode Of(IReadOnlyList<FieldGrant> grants) => new("", [.. grants.Select(g => (FieldPath.Segments(g.Path), g))], 0);

    public string Path { get; }
    /// <summary>Levels below this one.</summary>
    public int Deepest { get; }
    /// <summary>How much leaves of everything at this place; null where only parts of it leave.</summary>
    public Reduction? Reduction { get; }
    /// <summary>What leaves of each element of an array; null where an array leaves nothing.</summary>
    public FieldNode? Elements { get; }
    public bool HasNames => byLength is not null;

    /// <summary>The place of a member, or null where nothing of it is granted. Names are equal when their unescaped bytes are.</summary>
    /// <param name="name">As written between the quotes; valid UTF-8 with valid escapes.</param>
    /// <param name="escaped">Whether there is a backslash in it.</param>
    public FieldNode? Find(ReadOnlySpan<byte> name, bool escaped)
    {
        if (!escaped)
            return FindPlain(name);
        if (name.Length > longestName * LongestEscape)
            return null;
        byte[]? rented = null;
        var plain = name.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(name.Length);
        // A name that is no text equals no granted one.
        var found = JsonText.TryUnescape(name, plain, out var length) ? FindPlain(plain[..length]) : null;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return found;
    }

    private FieldNode? FindPlain(ReadOnlySpan<byte> name)
    {
        if (byLength![name.Length % Buckets] is { } bucket)
            foreach (var entry in bucket)
                if (name.SequenceEqual(entry.Name))
                    return entry.Node;
        return null;
    }

    private readonly record struct Entry(byte[] Name, FieldNode Node);
}
