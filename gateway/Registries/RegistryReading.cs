using Interop.Adapters;
using Interop.Adapters.Mapping;
using Interop.Gateway.IdentityResolution;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Registries;

/// <summary>
/// Reads all registries of a plan in parallel under one deadline. Whatever goes wrong with one of them becomes facts that are
/// unknown for a stated reason, never facts that are absent.
/// </summary>
internal sealed class RegistryReading(IOptions<FetchOptions> options, TimeProvider time)
{
    /// <summary>A clock that one exchange spends.</summary>
    public long Start() => time.GetTimestamp();

    /// <summary>Reads the person's own attributes into <paramref name="facts"/>; the reports stand in the order of the plan.</summary>
    /// <param name="allowed">Registries the scope lets be consulted; no other is asked anything.</param>
    /// <param name="on">The date asked about, by which one of several references is chosen.</param>
    /// <param name="started">When the exchange began to spend its deadline.</param>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public async ValueTask<SourceReport[]> ReadAsync(
        PlanPart[] parts, Resolution person, IReadOnlySet<string> allowed, DateOnly on, long started, Facts facts, CancellationToken cancellation)
    {
        var reads = new Task<PersonRead>?[parts.Length];
        var reports = new SourceReport[parts.Length];
        var left = options.Value.Deadline - time.GetElapsedTime(started);
        for (var i = 0; i < parts.Length; i++)
            if (Begin(parts[i], person, allowed, on, left, out reads[i]) is var reason and not UnknownReason.NotUnknown)
                reports[i] = Unknown(parts[i], reason, facts);
        await AllOrDeadlineAsync(reads, left, cancellation);
        for (var i = 0; i < parts.Length; i++)
            if (reads[i] is { } read)
                reports[i] = read.IsCompleted ? Put(parts[i], await read, facts) : Unknown(parts[i], UnknownReason.RegistryTimedOut, facts);
        return reports;
    }

    /// <summary>
    /// By what a registry is asked about a person: its own key where the directory has it; else an identifier the person holds, since the
    /// directory may be older than the registry's newest row.
    /// </summary>
    /// <param name="on">The date asked about, by which one of several references is chosen.</param>
    public static UnknownReason KeyOf(RegistryMapping mapping, Resolution person, DateOnly on, out string type, out string value)
    {
        (type, value) = ("", "");
        if (person.In(mapping.Registry, on) is { } reference)
        {
            (type, value) = (FetchRequest.LocalKey, reference.LocalKey ?? "");
            return reference.LocalKey is null ? UnknownReason.IdentityConflict : UnknownReason.NotUnknown;
        }
        foreach (var indexed in mapping.Identifiers.Keys)
            foreach (var held in person.Identifiers)
                if (held.Key == indexed)
                {
                    (type, value) = (indexed, held.Value);
                    return UnknownReason.NotUnknown;
                }
        return UnknownReason.NotLinkable;
    }

    private static UnknownReason Begin(
        PlanPart part, Resolution person, IReadOnlySet<string> allowed, DateOnly on, TimeSpan left, out Task<PersonRead>? read)
    {
        read = null;
        var mapping = part.Registry.Adapter.Mapping;
        if (!allowed.Contains(mapping.Registry))
            return UnknownReason.RegistryWithheld;
        if (left <= TimeSpan.Zero)
            return UnknownReason.RegistryTimedOut;
        var reason = KeyOf(mapping, person, on, out var type, out var value);
        if (reason == UnknownReason.NotUnknown)
            read = part.ReadAsync(type, value);
        return reason;
    }

    private async ValueTask AllOrDeadlineAsync(Task<PersonRead>?[] reads, TimeSpan left, CancellationToken cancellation)
    {
        var open = Array.FindAll(reads, static r => r is { IsCompleted: false });
        if (open.Length == 0)
            return;
        await ((Task)Task.WhenAll(open!)).WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    private SourceReport Put(PlanPart part, PersonRead read, Facts facts)
    {
        if (read.Outcome != FetchOutcome.Answered)
            return Unknown(part, SourceReport.ReasonOf(read.Outcome), facts);
        var record = read.Record!;
        if (SourceReport.ReasonOf(record.Status) is var reason and not UnknownReason.NotUnknown)
            return Unknown(part, reason, facts);
        for (var i = 0; i < part.Attributes.Length; i++)
            facts.Set(part.Attributes[i], record.Status == RecordStatus.Found ? Fact.Of(record.Values[i], record.AsOf[i]) : Fact.Of(AttributeValue.None, null));
        return SourceReport.Answered(part.Registry.Registry, time.GetUtcNow());
    }

    private static SourceReport Unknown(PlanPart part, UnknownReason reason, Facts facts)
    {
        foreach (var attribute in part.Attributes)
            facts.Set(attribute, Fact.Unknown(reason));
        return SourceReport.Unknown(part.Registry.Registry, reason);
    }
}
