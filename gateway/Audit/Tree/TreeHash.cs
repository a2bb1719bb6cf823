using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Interop.Gateway.Audit.Tree;

/// <summary>A node of the tree: 32 bytes of SHA-256, compared by value.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TreeHash : IEquatable<TreeHash>
{
    public const int Size = SHA256.HashSizeInBytes;
    private const byte NodePrefix = 0x01;

    private readonly Int128 high, low;

    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        (high, low) = (BinaryPrimitives.ReadInt128BigEndian(bytes), BinaryPrimitives.ReadInt128BigEndian(bytes[16..]));
    }

    /// <summary>The root of a tree without leaves (RFC 9162 §2.1.1): the hash of nothing.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData(default(ReadOnlySpan<byte>)));

    /// <summary>SHA-256(0x01 || left || right), RFC 9162 §2.1.1.</summary>
    public static TreeHash Node(TreeHash left, TreeHash right)
    {
        Span<byte> text = stackalloc byte[1 + (2 * Size)];
        text[0] = NodePrefix;
        left.Write(text[1..]);
        right.Write(text[(1 + Size)..]);
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(text, hash);
        return new(hash);
    }

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteInt128BigEndian(to, high);
        BinaryPrimitives.WriteInt128BigEndian(to[16..], low);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    public bool Equals(TreeHash other) => high == other.high && low == other.low;

    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    public override int GetHashCode() => low.GetHashCode();

    public override string ToString() => Convert.ToBase64String(ToArray());

    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);
}
