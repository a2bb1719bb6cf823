using System.Runtime.InteropServices;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.LastKnown;

/// <summary>Who asks about whom under a scope that lets last known facts answer.</summary>
/// <param name="Most">How old they may be.</param>
/// <param name="On">The date asked about.</param>
/// <param name="At">The time of the question.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KnownQuestion(string Consumer, TimeSpan Most, Resolution Person, DateOnly On, DateTimeOffset At);

/// <summary>Keeps what registries answer, and puts it in the place of what a silent one does not.</summary>
internal sealed class LastKnownFacts(LastKnownStore store, LastKnownKeeping keeping, ILogger<LastKnownFacts> logger)
{
    /// <summary>Keeps what was answered; waits for nothing.</summary>
    /// <param name="sources">In the order of the parts.</param>
    /// <param name="facts">Of this exchange alone.</param>
    public void Keep(PlanPart[] parts, SourceReport[] sources, Facts facts, in KnownQuestion asked)
    {
        for (var i = 0; i < parts.Length; i++)
            if (sources[i].Status == SourceStatus.Answered && RegistryReading.KeyOf(parts[i].Registry.Adapter.Mapping, asked.Person, asked.On, out var type, out var value) == UnknownReason.NotUnknown)
                keeping.Offer(new(asked.Consumer, parts[i], type, value, facts, sources[i].AsOf!.Value));
    }

    /// <summary>The facts with those of silent registries recalled as far as they are not too old; the reports then say so. The same facts where there is nothing to recall.</summary>
    public Facts Recall(PlanPart[] parts, SourceReport[] sources, Facts facts, in KnownQuestion asked)
    {
        Facts? recalled = null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!sources[i].IsSilent || Find(parts[i], asked) is not { } kept)
                continue;
            DateTimeOffset? oldest = null;
            foreach (var attribute in parts[i].Attributes)
                if (kept.Facts.FirstOrDefault(f => f.Attribute == attribute.Name) is { } one && one.ToFact(attribute.Type) is { } fact)
                {
                    var readAt = DateTimeOffset.FromUnixTimeMilliseconds(one.ReadAt);
                    // What seems to come from the future was read by a clock that is not to be trusted with an age.
                    if (asked.At - readAt < TimeSpan.Zero || asked.At - readAt > asked.Most)
                        continue;
                    (recalled ??= facts.ToRecall()).Recall(attribute, fact, readAt);
                    oldest = oldest < readAt ? oldest : readAt;
                }
            if (oldest is { } at)
                sources[i] = sources[i].Recalled(at);
        }
        return recalled ?? facts;
    }

    private KeptRecord? Find(PlanPart part, in KnownQuestion asked)
    {
        if (RegistryReading.KeyOf(part.Registry.Adapter.Mapping, asked.Person, asked.On, out var type, out var value) != UnknownReason.NotUnknown)
            return null;
        try
        {
            return store.Find(store.SubjectOf(asked.Consumer, part.Registry.Registry, type, value));
        }
        catch (SqliteException e)
        {
            Log.LastKnownUnavailable(logger, e);
            return null;
        }
    }
}
