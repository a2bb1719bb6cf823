using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Interop.Gateway.Audit.Search;

/// <summary>A value of which there are many, a person or a user, at one entry of a segment. Its bytes are those of the file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct IndexTerm(ulong Value, ushort Offset, ushort Combination) : IComparable<IndexTerm>
{
    /// <summary>Blocks that the terms of a part of a segment are spread over, by their first bits.</summary>
    public const int Blocks = 128;

    public int Block => BlockOf(Value);

    public static int BlockOf(ulong value) => (int)(value >> 57);

    /// <summary>The term of a user: a hash, so that the index names nobody; what it finds is compared with the entry.</summary>
    public static ulong Of(string user) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(user.AsSpan())) | 1;

    /// <summary>The term of a pseudonym, which is as good as random already.</summary>
    public static ulong Of(ReadOnlySpan<byte> pseudonym) => BinaryPrimitives.ReadUInt64BigEndian(pseudonym) | 1;

    public int CompareTo(IndexTerm other) => Value != other.Value ? Value.CompareTo(other.Value) : Offset.CompareTo(other.Offset);
}

/// <summary>A segment of the file: so many entries that never change any more.</summary>
/// <param name="MinAt">The earliest time in it, in milliseconds since 1970; times are nearly in order, and not quite.</param>
/// <param name="Present">Combinations that occur in it, in order.</param>
internal sealed record IndexSegment(long MinAt, long MaxAt, ushort[] Present)
{
    /// <summary>Entries of a segment. Offsets fit two bytes, and a column stays below the size at which .NET keeps arrays apart.</summary>
    public const int Length = 32_768;
}

/// <summary>
/// The entries behind the last segment, in memory only: after a restart they are read from the log again. One thread adds; others read
/// what was there when they took their <see cref="IndexView"/>.
/// </summary>
internal sealed class IndexTail(long first)
{
    public long First { get; } = first;

    public int Count { get; private set; }

    public ushort[] Combinations { get; } = new ushort[IndexSegment.Length];
    public long[] Times { get; } = new long[IndexSegment.Length];
    /// <summary>0 where there is no user.</summary>
    public ulong[] Users { get; } = new ulong[IndexSegment.Length];
    /// <summary>0 where there is no subject.</summary>
    public ulong[] Subjects { get; } = new ulong[IndexSegment.Length];
    /// <summary>The part of each subject, which stands for its key.</summary>
    public int[] Parts { get; } = new int[IndexSegment.Length];

    public bool Full => Count == IndexSegment.Length;

    public void Add(ushort combination, long at, ulong user, ulong subject, int part)
    {
        (Combinations[Count], Times[Count], Users[Count], Subjects[Count], Parts[Count]) = (combination, at, user, subject, part);
        Count++;
    }

    /// <summary>Lets go of all subjects of a part.</summary>
    public void Forget(int part)
    {
        for (var i = 0; i < Count; i++)
            if (Parts[i] == part)
                Subjects[i] = 0;
    }
}

/// <summary>All the index knew at one moment. What it points to only grows behind what is counted here.</summary>
/// <param name="Segments">In order, without gap from entry 0.</param>
/// <param name="Tail">What follows them.</param>
/// <param name="TailCount">Entries of the tail that belong to this moment.</param>
/// <param name="Combinations">By number; number 0 stands for the untold.</param>
/// <param name="Parts">Numbers of the subject keys.</param>
internal sealed record IndexView(IndexSegment[] Segments, IndexTail Tail, int TailCount, AuditCombination[] Combinations, Dictionary<string, int> Parts)
{
    public long Indexed => Tail.First + TailCount;
}
