using System.Buffers;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>The provider's content, given up when nothing of it comes for a while. The forwarder's own clock does not run while an answer is filtered.</summary>
internal sealed class ProviderStream(Stream content, TimeSpan patience, TimeProvider time) : Stream
{
    private ReadOnlyMemory<byte> ahead;

    /// <summary>Whether the provider fell silent.</summary>
    public bool TimedOut { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads ahead, so that the content can be looked at before any of it goes on; it is read again from its beginning afterwards.</summary>
    /// <returns>All of the content, or null when it is longer than <paramref name="most"/> bytes.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> PeekAsync(int most, CancellationToken cancellation)
    {
        var whole = new ArrayBufferWriter<byte>(4096);
        int read;
        do
        {
            read = await ReadAsync(whole.GetMemory(1), cancellation);
            whole.Advance(read);
        }
        while (read > 0 && whole.WrittenCount <= most);
        ahead = whole.WrittenMemory;
        // A bare null would turn into empty memory.
        return read == 0 ? ahead : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Whether reading ends like this where a provider, or the caller, has gone.</summary>
    public static bool Breaks(Exception e) => e is IOException or HttpRequestException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    /// <summary>What a broken reading means.</summary>
    public ForwardOutcome Broken(CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ForwardOutcome.Abandoned : TimedOut ? ForwardOutcome.TimedOut : ForwardOutcome.Unreachable;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ahead.Length > 0)
        {
            var length = Math.Min(ahead.Length, buffer.Length);
            ahead[..length].CopyTo(buffer);
            ahead = ahead[length..];
            return length;
        }
        var reading = content.ReadAsync(buffer, cancellationToken);
        // Most content of one packet is there already, and needs no clock.
        if (reading.IsCompletedSuccessfully)
            return reading.Result;
        var task = reading.AsTask();
        try
        {
            return await task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            TimedOut = true;
            // Ends the reading that is under way, which still writes into the buffer.
            await content.DisposeAsync();
            await task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
}
