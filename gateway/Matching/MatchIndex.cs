using System.Diagnostics.Metrics;
using Interop.Adapters;
using Interop.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Matching;

/// <summary>
/// The index that answers now. The first question has it read, or the start does; while it is read nobody is answered, and when it has grown old another is
/// read beside it. A registry that does not answer leaves things as they were.
/// </summary>
internal sealed class MatchIndex : IHostedService, IDisposable
{
    private const int Announced = 250_000;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopped = new();
    private readonly IndexReading reading;
    private readonly MatchingOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Task<PersonIndex?>? underWay;
    private PersonIndex? current;
    private long readAt;
    private long? failedAt;
    private bool changed;

    /// <exception cref="ConfigurationFaultException">Settings are wrong.</exception>
    public MatchIndex(IndexReading reading, IOptions<MatchingOptions> options, IMeterFactory meters, TimeProvider time, ILogger<MatchIndex> logger)
    {
        if (options.Value.Faults().ToList() is { Count: > 0 } faults)
            throw new ConfigurationFaultException(faults);
        (this.reading, this.options, this.time, this.logger) = (reading, options.Value, time, logger);
        var meter = meters.Create("Interop.Matching");
        meter.CreateObservableGauge("interop.matching.people", () => Volatile.Read(ref current)?.People ?? 0, "{person}", "People who can be found by what they say of themselves");
        meter.CreateObservableGauge("interop.matching.memory", () => Volatile.Read(ref current)?.Bytes ?? 0, "By", "What the index of them holds");
    }

    /// <summary>People have changed: what was read before is to be read anew before long.</summary>
    public void Changed()
    {
        lock (gate)
            changed = true;
    }

    /// <summary>The index, or null when there is none yet and waiting does not help.</summary>
    public async ValueTask<PersonIndex?> GetAsync(CancellationToken cancellation)
    {
        Task<PersonIndex?>? awaited;
        lock (gate)
        {
            if ((current is null || time.GetElapsedTime(readAt) > (changed ? options.AfterChange : options.Age)) && underWay is null && (failedAt is null || time.GetElapsedTime(failedAt.Value) > options.RetryAfter))
                underWay = Task.Run(ReadAsync);
            if (current is not null)
                return current;
            awaited = underWay;
        }
        if (awaited is null)
            return null;
        try
        {
            return await awaited.WaitAsync(options.Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.AtStart)
            lock (gate)
                underWay ??= Task.Run(ReadAsync, CancellationToken.None);
        await Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => stopped.CancelAsync();

    public void Dispose() => stopped.Dispose();

    private async Task<PersonIndex?> ReadAsync()
    {
        var started = time.GetTimestamp();
        PersonIndex? read = null;
        lock (gate)
            changed = false;   // what changes while it is read may be in it or not
        try
        {
            read = await reading.ReadAsync(people =>
            {
                if (people % Announced == 0)
                    Log.MatchIndexProgress(logger, people);
            }, stopped.Token);
            Log.MatchIndexRead(logger, read.People, time.GetElapsedTime(started).TotalSeconds, read.Bytes / 1024 / 1024);
        }
        catch (RegistryReadException e)
        {
            Log.MatchIndexFailed(logger, e.Outcome.ToString());
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
        catch (Exception e)
        {
            // A bug, and its text may quote a person: the type alone is told, and whoever asks is told to come back.
            Log.MatchIndexFailed(logger, e.GetType().Name);
        }
        lock (gate)
        {
            (underWay, failedAt) = (null, read is null ? time.GetTimestamp() : null);
            if (read is not null)
                (current, readAt) = (read, time.GetTimestamp());
        }
        return read;
    }
}
