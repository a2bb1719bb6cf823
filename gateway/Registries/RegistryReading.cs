using Interop.Adapters;
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
    public async ValueTask<SourceReport[]> ReadAsync(
        PlanPart[] parts, Resolution person, IReadOnlySet<string> allowed, DateOnly on, long started, Facts facts, CancellationToken cancellation)
    {
        var reads = new Task<SourceReport>[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            reads[i] = ReadAsync(parts[i], person, allowed, on, started, facts, cancellation);
        var reports = new SourceReport[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            reports[i] = await reads[i];
        return reports;
    }

    private async Task<SourceReport> ReadAsync(
        PlanPart part, Resolution person, IReadOnlySet<string> allowed, DateOnly on, long started, Facts facts, CancellationToken cancellation)
    {
        if (!allowed.Contains(part.Registry.Registry))
            return Unknown(part, UnknownReason.RegistryWithheld, facts);
        if (RequestFor(part, person, on, out var reason) is not { } request)
            return Unknown(part, reason, facts);
        var left = options.Value.Deadline - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
            return Unknown(part, UnknownReason.RegistryTimedOut, facts);

        var result = await part.Registry.FetchAsync(request with { Deadline = left }, cancellation);
        if (result.Outcome != FetchOutcome.Answered)
            return Unknown(part, SourceReport.ReasonOf(result.Outcome), facts);
        var record = result.Records[0];
        reason = SourceReport.ReasonOf(record.Status);
        if (reason != UnknownReason.NotUnknown)
            return Unknown(part, reason, facts);
        for (var i = 0; i < part.Attributes.Length; i++)
            facts.Set(part.Attributes[i], record.Status == RecordStatus.Found ? Fact.Of(record.Values[i], record.AsOf[i]) : Fact.Of(AttributeValue.None, null));
        return SourceReport.Answered(part.Registry.Registry, time.GetUtcNow());
    }

    /// <summary>
    /// By the registry's own key where the directory has it; else by an identifier the person holds, since the directory may be
    /// older than the registry's newest row.
    /// </summary>
    private static FetchRequest? RequestFor(PlanPart part, Resolution person, DateOnly on, out UnknownReason reason)
    {
        var mapping = part.Registry.Adapter.Mapping;
        reason = UnknownReason.IdentityConflict;
        if (person.In(mapping.Registry, on) is { } reference)
            return reference.LocalKey is { } key ? new(FetchRequest.LocalKey, [key], part.Attributes, default) : null;
        foreach (var type in mapping.Identifiers.Keys)
            foreach (var held in person.Identifiers)
                if (held.Key == type)
                    return new(type, [held.Value], part.Attributes, default);
        reason = UnknownReason.NotLinkable;
        return null;
    }

    private static SourceReport Unknown(PlanPart part, UnknownReason reason, Facts facts)
    {
        foreach (var attribute in part.Attributes)
            facts.Set(attribute, Fact.Unknown(reason));
        return SourceReport.Unknown(part.Registry.Registry, reason);
    }
}
