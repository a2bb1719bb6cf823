using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Interop.Gateway.Audit;

/// <summary>
/// One of the two files in which a group becomes durable: one write and one sync, where a database needs a dozen. Groups lie one after the other,
/// <code>
/// checksum  8 bytes, XXH3 of all that follows
/// magic     4 bytes "itl1"
/// count     4 bytes, entries
/// first     8 bytes, the index of the first
/// length    4 bytes, of the bundle
/// bundle    the entries, as <see cref="LeafBundle"/> writes them
/// </code>
/// numbers big-endian. When its groups are in the store the file is written from its beginning again. It keeps its length, since a file that grows costs a
/// sync more: what lies behind the newest group is older, and shows it by its index.
/// </summary>
internal sealed class AuditTail : IDisposable
{
    private const int Header = 28, Checksum = 8;
    private const uint Magic = 0x69_74_6C_31;

    private readonly string path;
    private readonly SafeFileHandle file;
    private byte[] buffer = new byte[64 * 1024];
    private long end;

    /// <exception cref="IOException">The file cannot be opened or made.</exception>
    public AuditTail(string path)
    {
        this.path = path;
        file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Bytes that its groups take.</summary>
    public long Length => end;

    /// <summary>Adds a group, which is on the disk when this returns, and is not there when it throws.</summary>
    /// <exception cref="IOException">It could not be written, or the file is no longer where it was.</exception>
    public void Append(long first, List<AuditWait> group)
    {
        if (!File.Exists(path))
            throw new IOException($"The tail of the audit log, '{path}', was moved or deleted while it was open.");
        var length = Write(first, group);
        try
        {
            RandomAccess.Write(file, buffer.AsSpan(0, length), end);
            SystemCalls.Sync(file);
        }
        catch
        {
            Forget();
            throw;
        }
        end += length;
    }

    /// <summary>Begins anew: its groups are in the store.</summary>
    public void Reset() => end = 0;

    /// <summary>The groups that lie in the file one after the other; a torn one, and what is older than the one before it, is none.</summary>
    public IEnumerable<(long First, int Count, byte[] Bundle)> Groups()
    {
        var length = RandomAccess.GetLength(file);
        var header = new byte[Header];
        long? expected = null;
        for (var at = 0L; at + Header <= length;)
        {
            RandomAccess.Read(file, header, at);
            var (count, first, size) = (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(12)), BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(24)));
            if (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(Checksum)) != Magic || size < 0 || at + Header + size > length || (expected is { } next && next != first))
                yield break;
            var group = new byte[Header + size];
            RandomAccess.Read(file, group, at);
            if (XxHash3.HashToUInt64(group.AsSpan(Checksum)) != BinaryPrimitives.ReadUInt64BigEndian(group))
                yield break;
            yield return (first, count, group[Header..]);
            (at, expected) = (at + group.Length, first + count);
        }
    }

    public void Dispose() => file.Dispose();

    private int Write(long first, List<AuditWait> group)
    {
        var length = Header;
        foreach (var wait in group)
            length += LeafBundle.SizeOf(wait.Leaf);
        if (length > buffer.Length)
            buffer = new byte[length * 2];
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(Checksum), Magic);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(12), group.Count);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(16), first);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(24), length - Header);
        var at = Header;
        foreach (var wait in group)
            at += LeafBundle.Write(buffer.AsSpan(at), wait.Leaf);
        BinaryPrimitives.WriteUInt64BigEndian(buffer, XxHash3.HashToUInt64(buffer.AsSpan(Checksum, length - Checksum)));
        return length;
    }

    /// <summary>A group that was refused must not come back with the next start; where even this cannot be written, the disk will not have taken the group either.</summary>
    private void Forget()
    {
        try
        {
            RandomAccess.Write(file, new byte[Header], end);
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException)
        {
            // The fault that led here is the one to tell.
        }
    }
}
