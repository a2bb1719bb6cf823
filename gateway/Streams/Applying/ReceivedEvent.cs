using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Interop.Gateway.Registries;
using Interop.Gateway.Streams.Events;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Streams.Applying;

/// <summary>A message as it came, and what it was read as.</summary>
/// <param name="Change">Null when it cannot be applied.</param>
/// <param name="LocalKey">The opened record; empty when it cannot be applied.</param>
/// <param name="Reason">Why not, e.g. <c>schema: data.record</c>; empty when it can.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReceivedEvent(string Topic, int Partition, long Offset, string Key, byte[] Payload, ChangeEvent? Change, string LocalKey, string Reason)
{
    public override string ToString() => Change?.ToString() ?? Reason;
}

/// <summary>Reads messages as events of this hub's registries.</summary>
internal sealed class EventReading(RecordNames names, RegistrySet registries)
{
    private readonly HashSet<string> known = [.. registries.Adapters.Select(a => a.Registry)];

    public ReceivedEvent Read(ConsumeResult<byte[]?, byte[]?> message)
    {
        var (key, payload) = (message.Message.Key is { } name ? Encoding.UTF8.GetString(name) : "", message.Message.Value ?? []);
        var change = ChangeEvent.Read(payload, out var fault);
        var record = change is null ? null : names.Open(change.Registry, change.Record);
        DeadLetterReason? reason = change is null ? DeadLetterReason.Schema : change.Person != key ? DeadLetterReason.Key : !known.Contains(change.Registry) ? DeadLetterReason.Registry
            : record is null ? DeadLetterReason.Record : null;
        var told = reason is not { } why ? "" : why == DeadLetterReason.Schema ? $"{WireName.Of(why)}: {fault}" : WireName.Of(why);
        return new(message.Topic, message.Partition.Value, message.Offset.Value, key, payload, reason is null ? change : null, record ?? "", told);
    }
}
