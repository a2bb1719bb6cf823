using System.IO.Pipelines;
using Interop.Gateway.Proxy.Filtering;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>
/// A provider's content on its way through the filter. Up to 32 KiB of what the filter lets out are held back until the record of the answer is
/// durable, so that most answers are known to be whole and well formed before anything is said to the caller; larger ones then stream.
/// </summary>
internal sealed class FilteredAnswer
{
    private const int HeldBack = 32 * 1024;

    private static readonly PipeOptions Held = new(pauseWriterThreshold: 2 * HeldBack, resumeWriterThreshold: HeldBack, useSynchronizationContext: false);
    private static readonly StreamPipeReaderOptions Source = new(bufferSize: 16 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true, useZeroByteReads: false);

    private readonly Pipe held = new(Held);
    private readonly ProviderStream provider;
    private readonly Task<ForwardOutcome> filtering;

    private FilteredAnswer(ProviderStream provider, FieldFilter filter, CancellationToken cancellation)
    {
        this.provider = provider;
        filtering = FilterAsync(filter, cancellation);
    }

    public static FilteredAnswer Start(ProviderStream provider, FieldFilter filter, CancellationToken cancellation) => new(provider, filter, cancellation);

    /// <summary>Waits until the answer is known to be whole, or to be too long to be held back.</summary>
    /// <returns>The outcome as far as it is known, and the length of the answer where it is whole.</returns>
    public async ValueTask<(ForwardOutcome Outcome, long? Length)> BeginAsync(CancellationToken cancellation)
    {
        var begun = await held.Reader.ReadAtLeastAsync(HeldBack, cancellation);
        var length = begun.Buffer.Length;
        held.Reader.AdvanceTo(begun.Buffer.Start);
        return begun.IsCompleted ? (await filtering, length) : (ForwardOutcome.Answered, null);
    }

    /// <summary>Lets the answer out.</summary>
    /// <returns>How it ended; all that was written is granted, and whole only where the outcome is <see cref="ForwardOutcome.Answered"/>.</returns>
    public async ValueTask<ForwardOutcome> CopyToAsync(PipeWriter to, CancellationToken cancellation)
    {
        await held.Reader.CopyToAsync(to, cancellation);
        return await filtering;
    }

    /// <summary>Lets go of what is held; the filtering ends by itself.</summary>
    public ValueTask EndAsync() => held.Reader.CompleteAsync();

    private async Task<ForwardOutcome> FilterAsync(FieldFilter filter, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(provider, Source);
        try
        {
            var result = await filter.CopyAsync(reader, held.Writer, cancellation);
            return result.Outcome switch
            {
                FilterOutcome.Completed => ForwardOutcome.Answered,
                FilterOutcome.ReaderGone => ForwardOutcome.Abandoned,
                _ => ForwardOutcome.AnswerInvalid,
            };
        }
        catch (Exception e) when (ProviderStream.Breaks(e))
        {
            return provider.Broken(cancellation);
        }
        finally
        {
            await reader.CompleteAsync();
            await held.Writer.CompleteAsync();
        }
    }
}
