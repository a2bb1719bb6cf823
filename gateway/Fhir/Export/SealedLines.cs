using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Fhir.Export;

/// <summary>How much there is in a file of sealed lines.</summary>
/// <param name="Count">Lines.</param>
/// <param name="Boxes">What they are sealed in.</param>
internal sealed record LinesKept(long Count, int Boxes);

/// <summary>
/// Lines of text in a file that whoever has it, and not the hub's key, learns no more of than how long it is. They are sealed in boxes of a few kibibytes,
/// each of which names its file and its place, so that none can be put elsewhere; how many there are is kept elsewhere. Written by one at a time, then
/// read by any number.
/// </summary>
internal sealed class SealedLines : IDisposable
{
    // A box of more would be a large object to the garbage collector, which lets go of those last.
    private const int BoxLength = 16 * 1024;

    private readonly string path;
    private readonly Sealer sealer;
    private readonly StringBuilder open = new();
    private readonly FileStream? file;
    private int boxes;

    /// <param name="path">Where they are, or go.</param>
    /// <param name="sealer">Seals and opens them.</param>
    /// <param name="kept">What an earlier process wrote; null begins a file.</param>
    /// <exception cref="IOException">The file cannot be begun.</exception>
    public SealedLines(string path, Sealer sealer, LinesKept? kept)
    {
        (this.path, this.sealer, Count, boxes) = (path, sealer, kept?.Count ?? 0, kept?.Boxes ?? 0);
        file = kept is null ? new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete) : null;
    }

    /// <summary>Lines written.</summary>
    public long Count { get; private set; }

    /// <summary>What whoever reads them later must know.</summary>
    public LinesKept Kept => new(Count, boxes);

    /// <param name="line">Without its end.</param>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public void Add(string line)
    {
        if (open.Length > 0 && open.Length + line.Length >= BoxLength)
            Seal();
        open.Append(line).Append('\n');
        Count++;
    }

    /// <summary>Nothing is added after this, and everything can be read, though the machine lose its power.</summary>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public void Complete()
    {
        Seal();
        file!.Flush(flushToDisk: true);
        file.Dispose();
    }

    /// <summary>Writes all lines out, a box at a time.</summary>
    /// <exception cref="IOException">The file is not there any more.</exception>
    /// <exception cref="CryptographicException">The file was changed.</exception>
    public async Task CopyToAsync(Stream output, CancellationToken cancellation)
    {
        await using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var length = new byte[sizeof(int)];
        for (var i = 0; i < boxes; i++)
        {
            await input.ReadExactlyAsync(length, cancellation);
            var box = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            await input.ReadExactlyAsync(box, cancellation);
            var text = sealer.Open(box);
            if (!text.StartsWith(Place(i), StringComparison.Ordinal))
                throw new CryptographicException("A box is not in its place.");
            await output.WriteAsync(Encoding.UTF8.GetBytes(text, Place(i).Length, text.Length - Place(i).Length), cancellation);
        }
    }

    /// <summary>Deletes the file; whoever is reading it reads on.</summary>
    public void Dispose()
    {
        file?.Dispose();
        File.Delete(path);
    }

    private void Seal()
    {
        if (open.Length == 0)
            return;
        var box = sealer.Seal(Place(boxes++) + open);
        open.Clear();
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, box.Length);
        file!.Write(length);
        file.Write(box);
    }

    private string Place(int box) => FormattableString.Invariant($"{Path.GetFileName(path)} {box}\n");
}
