using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Streams;

/// <summary>The way of a change: from its registry into the outbox, from there to the broker, and from the broker to what follows here.</summary>
internal sealed class ChangeFlow(ChangeFollowing following, ChangeOutbox outbox, ChangePublishing publishing, ChangeConsuming consuming, IOptions<StreamsOptions> options)
{
    /// <summary>Follows the registries, if this gateway is the one that does.</summary>
    public Task Follow(CancellationToken stop) => options.Value.Follow ? following.RunAsync(stop) : Task.CompletedTask;

    /// <summary>Sends and applies; each ends when it is stopped, or with what is wrong with the broker.</summary>
    public Task[] Deliver(BrokerAddress broker, CancellationToken stop)
    {
        outbox.Begin();
        return [publishing.RunAsync(broker, stop), consuming.RunAsync(broker, stop)];
    }
}
