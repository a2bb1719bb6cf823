using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Keys;
using Microsoft.Win32.SafeHandles;

namespace Interop.Gateway.Batches.Sealed;

/// <summary>
/// A file that grows by sealed boxes, each after its length: whoever has it, and not the hub's key, learns no more than how long it is. Each box is sealed to
/// its file and its number, so that none can be put elsewhere, and one that a dying process left half written does not open. Used by one at a time for writing.
/// </summary>
/// <param name="path">Made with the first box.</param>
/// <param name="name">Names the file within the hub, e.g. its batch and what it holds of it.</param>
/// <param name="sealer">Of all such files.</param>
internal sealed class BoxFile(string path, string name, Sealer sealer)
{
    private const int Prefix = sizeof(int);

    /// <summary>What a box may hold; a length beyond it is not one that was written here.</summary>
    private const int Longest = 64 * 1024 * 1024;

    public bool Exists => File.Exists(path);

    /// <summary>Writes a box behind the mark; what lay there is overwritten.</summary>
    /// <returns>The mark behind it.</returns>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public BoxMark Append(BoxMark at, ReadOnlySpan<byte> content)
    {
        var box = sealer.SealAt(Place(at.Boxes), content);
        Span<byte> length = stackalloc byte[Prefix];
        BinaryPrimitives.WriteInt32LittleEndian(length, box.Length);
        using var file = OpenToWrite();
        RandomAccess.Write(file, length, at.Bytes);
        RandomAccess.Write(file, box, at.Bytes + Prefix);
        return new(at.Bytes + Prefix + box.Length, at.Boxes + 1);
    }

    /// <summary>Cuts off what lies behind the mark, and returns when all before it is on the disk.</summary>
    public void Settle(BoxMark mark)
    {
        using var file = OpenToWrite();
        if (RandomAccess.GetLength(file) > mark.Bytes)
            RandomAccess.SetLength(file, mark.Bytes);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>The boxes up to a mark, in order.</summary>
    /// <exception cref="CryptographicException">The file was changed.</exception>
    /// <exception cref="IOException">The file is not there, or shorter.</exception>
    public IEnumerable<byte[]> Read(BoxMark until)
    {
        if (until.Boxes == 0)
            yield break;
        using var file = OpenToRead();
        for (BoxMark at = default; at.Boxes < until.Boxes;)
        {
            var (content, next) = ReadAt(file, at) ?? throw new CryptographicException("A sealed file was changed.");
            yield return content;
            at = next;
        }
    }

    /// <summary>The last box that was written whole, and the mark behind it; nothing where there is none.</summary>
    public (byte[]? Content, BoxMark Mark) Last()
    {
        if (!Exists)
            return (null, default);
        using var file = OpenToRead();
        var starts = new List<BoxMark>();
        for (BoxMark at = default; LengthAt(file, at.Bytes) is { } length; at = new(at.Bytes + Prefix + length, at.Boxes + 1))
            starts.Add(at);
        // A torn box can be the last alone: those before it were on the disk before it was begun.
        for (var i = starts.Count - 1; i >= Math.Max(0, starts.Count - 2); i--)
            if (ReadAt(file, starts[i]) is { } last)
                return (last.Content, last.Mark);
        return starts.Count < 2 ? (null, default) : throw new CryptographicException("A sealed file was changed.");
    }

    public void Delete() => File.Delete(path);

    private (byte[] Content, BoxMark Mark)? ReadAt(SafeFileHandle file, BoxMark at)
    {
        if (LengthAt(file, at.Bytes) is not { } length)
            return null;
        var box = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = RandomAccess.Read(file, box.AsSpan(read), at.Bytes + Prefix + read);
            if (more == 0)
                return null;
            read += more;
        }
        try
        {
            return (sealer.OpenAt(Place(at.Boxes), box), new(at.Bytes + Prefix + length, at.Boxes + 1));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The length of the box there; null where none was written whole.</summary>
    private static int? LengthAt(SafeFileHandle file, long at)
    {
        Span<byte> prefix = stackalloc byte[Prefix];
        if (RandomAccess.Read(file, prefix, at) < Prefix)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        return length is > 0 and <= Longest && at + Prefix + length <= RandomAccess.GetLength(file) ? length : null;
    }

    private SafeFileHandle OpenToRead() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private SafeFileHandle OpenToWrite()
    {
        var fresh = !Exists;
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        if (fresh && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private byte[] Place(long box) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name} {box}"));
}
