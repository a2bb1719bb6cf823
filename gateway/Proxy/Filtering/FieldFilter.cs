using System.Buffers;
using System.IO.Pipelines;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>
/// Removes from a JSON answer what is not granted, while it streams through, and changes no other byte.
/// <list type="bullet">
/// <item>A granted place leaves with everything below it. Objects and arrays on the way to it leave as shells: an object with its granted
/// members alone, an array with all its elements, each filtered, so that counts and places stay.</item>
/// <item>Where the way to a grant goes on in an object or array and the answer holds something else, that goes: a member is removed, an
/// element or the whole document becomes <c>null</c>.</item>
/// <item>A reduced value becomes a string, or true or false for <see cref="Reduction.Present"/>; null stays null, and what cannot be reduced goes.</item>
/// <item>Names are compared after unescaping, byte by byte; of a name written twice each is judged alike. Half a surrogate pair equals nothing.</item>
/// <item>Input is one document of RFC 8259 in UTF-8, without byte order mark. Whatever is not, ends the filtering there.</item>
/// </list>
/// </summary>
internal sealed class FieldFilter
{
    /// <summary>Arrays and objects in one another.</summary>
    public const int MaxDepth = 64;
    /// <summary>Bytes of one token: it is held in memory until it ends. Between tokens that are judged, of white space too.</summary>
    public const int MaxToken = 16 * 1024 * 1024;
    /// <summary>Bytes of a value that is to be reduced.</summary>
    public const int MaxReduced = 1024 * 1024;

    private const int FlushAt = 32 * 1024;

    private readonly FieldNode root;
    private readonly FieldReducer reduce;

    private FieldFilter(FieldNode root, FieldReducer reduce) => (this.root, this.reduce) = (root, reduce);

    /// <summary>Whether everything leaves whole: then a caller may spare itself the filtering, if it need not know that the answer is JSON.</summary>
    public bool PassesAll => root.Reduction == Reduction.Whole;

    /// <exception cref="ArgumentException">The grants have faults: ask <see cref="Faults"/> first.</exception>
    public static FieldFilter Compile(IReadOnlyList<FieldGrant> grants, FieldReducer reduce)
    {
        var faults = Faults(grants).ToArray();
        return faults.Length == 0 ? new(FieldNode.Of(grants), reduce) : throw new ArgumentException(string.Join("; ", faults), nameof(grants));
    }

    /// <summary>Every fault of these grants; none when they compile.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<FieldGrant> grants) => FieldPath.Faults(grants);

    /// <summary>Copies what is granted. Completes neither end. Memory is one window whatever the length, and waits for the reader of <paramref name="to"/>.</summary>
    /// <returns>The outcome; after a fault nothing further was written, and what was written is all granted.</returns>
    public async ValueTask<FilterResult> CopyAsync(PipeReader from, PipeWriter to, CancellationToken cancellation)
    {
        using var window = new FilterWindow();
        var counted = new CountedWriter(to);
        var pass = new FilterPass(root, reduce, counted);
        while (true)
        {
            var read = await from.ReadAsync(cancellation);
            if (read.IsCanceled)
                throw new OperationCanceledException("The reading of the answer was cancelled.");
            var rest = read.Buffer;
            var outcome = FilterOutcome.Completed;
            var finished = false;
            while (outcome == FilterOutcome.Completed && !finished && (rest.Length > 0 || read.IsCompleted))
            {
                rest = rest.Slice(window.Fill(rest));
                finished = read.IsCompleted && rest.IsEmpty;
                if (finished || window.IsRipe)
                    outcome = Advance(pass, window, finished);
                if (outcome == FilterOutcome.Completed && counted.Unflushed >= FlushAt)
                    outcome = await FlushAsync(counted, cancellation);
            }
            from.AdvanceTo(read.Buffer.End);
            if (outcome == FilterOutcome.Completed && counted.Unflushed > 0)
                outcome = await FlushAsync(counted, cancellation);
            if (finished || outcome != FilterOutcome.Completed)
                return new(outcome, pass.Removed, pass.Reduced);
        }
    }

    private static FilterOutcome Advance(FilterPass pass, FilterWindow window, bool last)
    {
        if (!window.IsUtf8(last))
            return FilterOutcome.NotJson;
        var settled = pass.Advance(window.Span, last);
        if (pass.Outcome != FilterOutcome.Completed || last)
            return pass.Outcome;
        return window.Settle(settled) ? FilterOutcome.Completed : FilterOutcome.TokenTooLarge;
    }

    private static async ValueTask<FilterOutcome> FlushAsync(CountedWriter to, CancellationToken cancellation) =>
        (await to.FlushAsync(cancellation)).IsCompleted ? FilterOutcome.ReaderGone : FilterOutcome.Completed;

    /// <summary>A pipe writer that knows how much waits in it: not every one can count (<see cref="PipeWriter.CanGetUnflushedBytes"/>).</summary>
    private sealed class CountedWriter(PipeWriter to) : IBufferWriter<byte>
    {
        public long Unflushed { get; private set; }

        public void Advance(int count)
        {
            to.Advance(count);
            Unflushed += count;
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => to.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => to.GetSpan(sizeHint);

        public ValueTask<FlushResult> FlushAsync(CancellationToken cancellation)
        {
            Unflushed = 0;
            return to.FlushAsync(cancellation);
        }
    }
}
