namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>The provider's content, given up when nothing of it comes for a while. The forwarder's own clock does not run while an answer is filtered.</summary>
internal sealed class ProviderStream(Stream content, TimeSpan patience, TimeProvider time) : Stream
{
    /// <summary>Whether the provider fell silent.</summary>
    public bool TimedOut { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
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
