using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Gateway.Guarantees;

/// <summary>
/// A set of ids that answers "surely not" or "very likely", in about 15.6 bits an id: a Golomb-coded set as in BIP 158. Each id is hashed (SHA-256, its
/// first eight bytes, scaled) into the range of N times 2^14, the hashes are sorted, and the gaps between them are written as unary quotient and
/// fourteen bits of remainder. The same ids make the same bytes, whatever their order. An id that is in is always found; one that is not is
/// taken for one that is once in 16,384 times on average, stated as at most once in 10,000.
/// </summary>
internal sealed class RevocationFilter
{
    /// <summary>Bits of remainder; a reader refuses any other number.</summary>
    public const int Remainder = 14;

    /// <summary>The most ids: the range must stay below 2^64, and the list be one that a phone can carry.</summary>
    public const int Most = 1_000_000;

    private readonly ulong[] sorted;

    private RevocationFilter(int count, ulong[] sorted) => (Count, this.sorted) = (count, sorted);

    /// <summary>How many ids were put in.</summary>
    public int Count { get; }

    public static RevocationFilter Of(IEnumerable<string> ids)
    {
        var distinct = ids.Distinct(StringComparer.Ordinal).ToArray();
        return new(distinct.Length, [.. distinct.Select(id => Place(id, distinct.Length)).Order()]);
    }

    /// <summary>Whether the id is very likely one of those put in; when false it surely is not.</summary>
    public bool Holds(string id) => Count > 0 && Array.BinarySearch(sorted, Place(id, Count)) >= 0;

    public byte[] Write()
    {
        var bits = new List<byte>((Count * 2) + 1);
        var (used, last) = (0, 0UL);
        foreach (var value in sorted)
        {
            var gap = value - last;
            last = value;
            for (var quotient = gap >> Remainder; quotient > 0; quotient--)
                Add(1);
            Add(0);
            for (var bit = Remainder - 1; bit >= 0; bit--)
                Add((int)(gap >> bit) & 1);
        }
        return [.. bits];

        void Add(int bit)
        {
            if (used++ % 8 == 0)
                bits.Add(0);
            bits[^1] |= (byte)(bit << (7 - ((used - 1) % 8)));
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when the bytes are not those of so many ids.</summary>
    public static RevocationFilter? Read(int count, ReadOnlySpan<byte> bytes)
    {
        if (count is < 0 or > Most)
            return null;
        var (sorted, at, last, range) = (new ulong[count], 0L, 0UL, (ulong)count << Remainder);
        for (var i = 0; i < count; i++)
        {
            var quotient = 0UL;
            int bit;
            while ((bit = Next(bytes, ref at)) == 1)
                quotient++;
            for (var left = Remainder; left > 0 && bit >= 0; left--)
                quotient = (quotient << 1) | (uint)((bit = Next(bytes, ref at)) & 1);
            if (bit < 0 || (last += quotient) >= range)
                return null;
            sorted[i] = last;
        }
        return (at + 7) / 8 == bytes.Length ? new(count, sorted) : null;
    }

    private static int Next(ReadOnlySpan<byte> bytes, ref long at)
    {
        if (at >= (long)bytes.Length * 8)
            return -1;
        var bit = (bytes[(int)(at / 8)] >> (int)(7 - (at % 8))) & 1;
        at++;
        return bit;
    }

    /// <summary>A hash scaled into the range: the upper half of a product of 128 bits, which is even where a remainder would not be.</summary>
    private static ulong Place(string id, int count) =>
        Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))), (ulong)count << Remainder, out _);
}
