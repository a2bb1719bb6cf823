using System.Buffers;
using System.Buffers.Binary;

namespace Interop.Gateway.Audit;

/// <summary>
/// Leaves one after the other, each behind its length in two bytes, big-endian (an entry bundle of C2SP tlog-tiles), and their hashes beside them: a row
/// of the store, a tile of an export.
/// </summary>
internal sealed class LeafBundle
{
    /// <summary>The longest leaf a bundle takes.</summary>
    public const int Longest = ushort.MaxValue;

    private const int Prefix = 2;
    private readonly ArrayBufferWriter<byte> leaves = new(64 * 1024), hashes = new(16 * 1024);

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Leaves => leaves.WrittenSpan;

    public ReadOnlySpan<byte> Hashes => hashes.WrittenSpan;

    public void Add(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> hash)
    {
        leaves.Advance(Write(leaves.GetSpan(SizeOf(leaf)), leaf));
        hashes.Write(hash);
        Count++;
    }

    public void Clear()
    {
        leaves.ResetWrittenCount();
        hashes.ResetWrittenCount();
        Count = 0;
    }

    /// <summary>Bytes that a leaf takes in a bundle.</summary>
    public static int SizeOf(ReadOnlySpan<byte> leaf) => Prefix + leaf.Length;

    /// <summary>Writes a leaf with its length and tells how many bytes that took.</summary>
    /// <exception cref="OverflowException">The leaf is longer than <see cref="Longest"/>.</exception>
    public static int Write(Span<byte> bundle, ReadOnlySpan<byte> leaf)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bundle, checked((ushort)leaf.Length));
        leaf.CopyTo(bundle[Prefix..]);
        return SizeOf(leaf);
    }

    /// <summary>The leaf at a place of a bundle, which moves on to the next one.</summary>
    /// <exception cref="InvalidDataException">The bundle ends before the leaf does.</exception>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bundle, ref int at) =>
        TryNext(bundle, ref at, out var leaf) ? leaf : throw new InvalidDataException("A bundle of audit entries ends within an entry.");

    /// <summary>As <see cref="Next"/>; false when the bundle ends before the leaf does.</summary>
    public static bool TryNext(ReadOnlySpan<byte> bundle, ref int at, out ReadOnlySpan<byte> leaf)
    {
        leaf = default;
        if (bundle.Length < at + Prefix || BinaryPrimitives.ReadUInt16BigEndian(bundle[at..]) is var length && bundle.Length < at + Prefix + length)
            return false;
        leaf = bundle.Slice(at + Prefix, length);
        at += Prefix + length;
        return true;
    }
}
