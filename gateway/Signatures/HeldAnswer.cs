using Microsoft.AspNetCore.Http.Features;

namespace Interop.Gateway.Signatures;

/// <summary>
/// Holds the body of an answer until it can be signed whole. One that grows beyond <see cref="Largest"/> is let through unsigned when the signature was
/// only wished for, and dropped when the institution takes signed answers alone.
/// </summary>
internal sealed class HeldAnswer(IHttpResponseBodyFeature outside, AnswerWish? wish, bool demanded) : Stream
{
    /// <summary>Bytes held.</summary>
    public const int Largest = 1024 * 1024;

    private readonly MemoryStream held = new();

    public IHttpResponseBodyFeature Outside { get; } = outside;

    public AnswerWish? Wish { get; } = wish;

    /// <summary>The answer was too long and is on its way, unsigned.</summary>
    public bool LetThrough { get; private set; }

    /// <summary>The answer was too long and is lost.</summary>
    public bool Dropped { get; private set; }

    public ReadOnlyMemory<byte> Body => held.GetBuffer().AsMemory(0, (int)held.Length);

    public override bool CanRead => false;

    // HttpResponse.Clear empties a body only when it can seek.
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => held.Length;

    public override long Position { get => held.Position; set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!LetThrough && !demanded && held.Length + buffer.Length > Largest)
        {
            LetThrough = true;
            await Outside.Stream.WriteAsync(Body, cancellationToken);
            held.SetLength(0);
        }
        if (LetThrough)
            await Outside.Stream.WriteAsync(buffer, cancellationToken);
        else
            Hold(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (LetThrough || (!demanded && held.Length + count > Largest))
            throw new InvalidOperationException("A long answer is written asynchronously.");
        Hold(buffer.AsSpan(offset, count));
    }

    /// <summary>What is flushed early is held all the same: its signature comes before it.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => LetThrough ? Outside.Stream.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void SetLength(long value)
    {
        held.SetLength(value);
        Dropped &= value > 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            held.Dispose();
        base.Dispose(disposing);
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        Dropped |= held.Length + bytes.Length > Largest;
        if (Dropped)
            held.SetLength(0);
        else
            held.Write(bytes);
    }
}
