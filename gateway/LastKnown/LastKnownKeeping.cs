using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.LastKnown;

/// <summary>What a registry answered in one exchange, on its way to be kept. <paramref name="Facts"/> are of this exchange alone and never change again.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KnownRead(string Consumer, PlanPart Part, string Type, string Value, Facts Facts, DateTimeOffset ReadAt)
{
    public override string ToString() => Part.Registry.Registry;
}

/// <summary>
/// Keeps what registries answer, beside the exchanges and never in their way: what comes faster than the store takes it is let go of, and only makes
/// a later answer older or unknown. What has just been kept and has not changed is not written again. What no scope may use any more is deleted.
/// </summary>
internal sealed class LastKnownKeeping : BackgroundService
{
    private const int MostWaiting = 2_048, MostAtOnce = 256, MostRemembered = 65_536;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10), Round = TimeSpan.FromMinutes(10), Slowest = TimeSpan.FromSeconds(2);

    private readonly Channel<KnownRead> waiting = Channel.CreateBounded<KnownRead>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Dictionary<string, (int Content, DateTimeOffset At)> kept = [];
    private readonly Dictionary<string, DateTimeOffset> forgotten = [];
    private readonly Lock gate = new();
    private readonly LastKnownStore store;
    private readonly ScopeRegister scopes;
    private readonly TimeProvider time;
    private readonly ILogger<LastKnownKeeping> logger;
    private long taken;

    public LastKnownKeeping(LastKnownStore store, ScopeRegister scopes, TimeProvider time, IMeterFactory meters, ILogger<LastKnownKeeping> logger)
    {
        (this.store, this.scopes, this.time, this.logger) = (store, scopes, time, logger);
        meters.Create("Interop.LastKnown").CreateObservableCounter("interop.last_known.taken", () => Taken, "{read}", "Answers of registries that were kept, or were kept already");
    }

    /// <summary>Reads that have been kept, or were kept already.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Waits for nothing.</summary>
    public void Offer(in KnownRead read) => waiting.Writer.TryWrite(read);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        // Not to be cancelled: what waits is written first, as long as whoever stops the hub has the patience.
        if (ExecuteTask is { } keeping)
            await keeping.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Whether anything was ever kept.</summary>
    public bool IsKept => store.Exists;

    /// <summary>
    /// Lets go of what was kept of records that have changed, and of what was read of them until now and is still on its way. Whoever keeps nothing
    /// answers <c>unknown</c>, so a store that cannot be written is told to the caller, who tries again.
    /// </summary>
    /// <exception cref="SqliteException">The store cannot be written; all stays as it was.</exception>
    public void Forget(IEnumerable<(string Consumer, string Registry, string Type, string Value)> records)
    {
        var subjects = records.Select(r => store.SubjectOf(r.Consumer, r.Registry, r.Type, r.Value)).ToArray();
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (forgotten.Count > MostRemembered)
                forgotten.Clear();
            foreach (var subject in subjects)
            {
                kept.Remove(subject);
                forgotten[subject] = now;
            }
            store.Forget(subjects);
        }
    }

    /// <summary>Deletes what is older than any scope allows now.</summary>
    public void Drop() => Try(() =>
    {
        if (store.Drop(scopes.LongestLastKnown is { } longest ? (time.GetUtcNow() - longest).ToUnixTimeMilliseconds() : null) > 0)
            kept.Clear();
        foreach (var subject in forgotten.Where(f => time.GetUtcNow() - f.Value > Slowest).Select(f => f.Key).ToArray())
            forgotten.Remove(subject);
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var rounds = time.CreateTimer(static k => ((LastKnownKeeping)k!).Drop(), this, TimeSpan.Zero, Round);
        var batch = new List<KnownRead>(MostAtOnce);
        // Ends when the channel is completed, so that a hub that is stopped keeps what it has read.
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var read))
                batch.Add(read);
            Keep(batch);
            batch.Clear();
        }
    }

    private void Keep(List<KnownRead> reads) => Try(() =>
    {
        if (scopes.LongestLastKnown is not { } longest)
            return;
        if (kept.Count > MostRemembered)
            kept.Clear();
        var records = reads.Select(Record).OfType<KeptRecord>().ToArray();
        if (records.Length > 0)
            store.Keep(records, (time.GetUtcNow() - longest).ToUnixTimeMilliseconds());
        Interlocked.Add(ref taken, reads.Count);
    });

    private KeptRecord? Record(KnownRead read)
    {
        var subject = store.SubjectOf(read.Consumer, read.Part.Registry.Registry, read.Type, read.Value);
        // What a slow registry began to say before the change is not known to be after it.
        if (forgotten.TryGetValue(subject, out var at) && read.ReadAt - at < Slowest)
            return null;
        var content = new HashCode();
        foreach (var attribute in read.Part.Attributes)
        {
            content.Add(attribute.Ordinal);
            content.Add(read.Facts[attribute]);
        }
        var now = content.ToHashCode();
        if (kept.TryGetValue(subject, out var before) && before.Content == now && read.ReadAt - before.At < Again)
            return null;
        kept[subject] = (now, read.ReadAt);
        return new(subject, [.. read.Part.Attributes.Select(a => KeptFact.Of(a, read.Facts[a], read.ReadAt))]);
    }

    private void Try(Action action)
    {
        try
        {
            lock (gate)
                action();
        }
        catch (SqliteException e)
        {
            lock (gate)
                kept.Clear();
            Log.LastKnownUnavailable(logger, e);
        }
    }
}
