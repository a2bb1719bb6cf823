using System.Text.Json;
using Confluent.Kafka;
using Interop.Gateway.Configuration;
using Interop.Gateway.Streams.Broker;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams;

/// <summary>
/// Follows the registries, publishes and applies, as long as the hub serves. It begins when the first request can be answered. A broker that dies is
/// followed by another; the outbox fills it again.
/// </summary>
internal sealed class StreamWork(HubSettings settings, StreamBroker broker, ChangeFlow flow, IHostApplicationLifetime life, TimeProvider time, ILogger<StreamWork> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <summary>The broker of the moment; null while there is none.</summary>
    public BrokerAddress? Address { get; private set; }

    /// <summary>The child process it runs in; null for a configured cluster.</summary>
    public int? BrokerProcess { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!(broker.Enabled ?? settings.Streams))
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var begun = life.ApplicationStarted.UnsafeRegister(s => ((TaskCompletionSource)s!).TrySetResult(), started);
        await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll(flow.Follow(stoppingToken), DeliverAsync(stoppingToken));
    }

    private async Task DeliverAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (broker.Configured is null)
                    await WithChildAsync(stop);
                else
                    await WithConfiguredAsync(stop);
            }
            catch (Exception e) when (e is IOException or KafkaException or SqliteException or System.ComponentModel.Win32Exception)
            {
                Log.BrokerLost(logger, e.GetType().Name);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(AfterFault, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WithChildAsync(CancellationToken stop)
    {
        await using var child = await broker.StartAsync(time, stop);
        BrokerProcess = child.ProcessId;
        try
        {
            await WorkAsync(child.Address, child.Ended, stop);
        }
        finally
        {
            BrokerProcess = null;
        }
    }

    private async Task WithConfiguredAsync(CancellationToken stop)
    {
        var address = await broker.Clients.ConfiguredAsync();
        foreach (var state in await new TopicCheck(broker.Clients, broker.Topics).RunAsync(address, create: true))
            if (state.Fault is not null)
                Log.TopicNotAsDeclared(logger, state.Topic.Name, state.Fault);
        await WorkAsync(address, Task.Delay(Timeout.InfiniteTimeSpan, time, stop), stop);
    }

    private async Task WorkAsync(BrokerAddress address, Task ended, CancellationToken stop)
    {
        Address = address;
        Log.BrokerReached(logger, address.BootstrapServers);
        await File.WriteAllTextAsync(StreamBroker.AddressFile(settings), JsonSerializer.Serialize(new { bootstrapServers = address.BootstrapServers }), stop);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] work = [.. flow.Deliver(address, both.Token), ended];
        try
        {
            await await Task.WhenAny(work);
            stop.ThrowIfCancellationRequested();
            if (ended.IsCompleted)
                throw new IOException("The broker's process has ended.");
        }
        finally
        {
            Address = null;
            await both.CancelAsync();
            await Task.WhenAll(work[..2]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            File.Delete(StreamBroker.AddressFile(settings));
        }
    }
}
