using System.Buffers;

namespace Interop.Adapters.Http;

/// <summary>The body of one answer in a pooled buffer, read to a cap so that no source can fill the memory.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int Most = 16 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <exception cref="RegistryReadException">The body is larger than 16 MB.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (length == buffer.Length) Grow();
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return;
            length += read;
        }
    }

    public void Dispose()
    {
        Return();
        (buffer, length) = ([], 0);
    }

    private void Grow()
    {
        if (length >= Most) throw new RegistryReadException(FetchOutcome.Garbage, "The answer is larger than 16 MB.");
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        Return();
        buffer = larger;
    }

    // Personal data must not wait in the pool for the next tenant.
    private void Return()
    {
        buffer.AsSpan(0, length).Clear();
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }
}
