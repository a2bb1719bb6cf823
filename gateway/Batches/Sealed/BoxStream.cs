using Interop.Gateway.Batches.Files;

namespace Interop.Gateway.Batches.Sealed;

/// <summary>The content of a sealed file as a stream that is read once, from its beginning.</summary>
internal sealed class BoxStream(IEnumerable<byte[]> boxes) : ReadOnlyStream
{
    private readonly IEnumerator<byte[]> rest = boxes.GetEnumerator();
    private ReadOnlyMemory<byte> current;

    public override int Read(Span<byte> buffer)
    {
        while (current.IsEmpty)
            if (rest.MoveNext())
                current = rest.Current;
            else
                return 0;
        var length = Math.Min(buffer.Length, current.Length);
        current.Span[..length].CopyTo(buffer);
        current = current[length..];
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
