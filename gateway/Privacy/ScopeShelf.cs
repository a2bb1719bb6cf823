using System.Collections.Frozen;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Privacy;

/// <summary>The stored versions as this process last read them, and the register that follows them. Only what has changed is read into objects anew.</summary>
internal sealed class ScopeShelf(HubStore store, ScopeVocabulary words)
{
    private readonly Lock reading = new();
    private FrozenDictionary<(string, long), Kept> kept = FrozenDictionary<(string, long), Kept>.Empty;
    private ShelfContent content = new([]);
    private long generation = -1;

    public ScopeRegister Register { get; } = new(words.Catalogue);

    /// <summary>Reads the store if anything has changed there, by whomever, and replaces the register.</summary>
    public ShelfContent Refresh()
    {
        // Whoever comes later reads what is at least as new: a register can never be replaced by an older one.
        lock (reading)
        {
            using var connection = store.Open();
            var table = new ScopeTable(connection, null);
            var now = table.Generation;
            if (now == generation)
                return content;
            var all = table.All().Select(Keep).ToArray();
            kept = all.ToFrozenDictionary(k => (k.Row.Scope, k.Row.Version));
            Register.Replace(all.Where(k => k.Row.Stands == ScopeStatus.Active && k.Faults.Length == 0).Select(k => k.Version.Config));
            generation = now;
            return content = new(all);
        }
    }

    public static ScopeVersion VersionOf(ScopeRow row) =>
        new(row.Config, row.Stands, row.DraftedBy, row.SubmittedBy, row.ApprovedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.Changed));

    private Kept Keep(ScopeRow row)
    {
        if (kept.TryGetValue((row.Scope, row.Version), out var before) && before.Row == row)
            return before;
        var version = VersionOf(row);
        return new(row, version, row.Stands == ScopeStatus.Active ? [.. ScopeFaults.Of(version.Config, words).Select(f => $"scope '{row.Scope}' v{row.Version}: {f}")] : []);
    }
}

/// <summary>One version, and what is wrong with it if it is active.</summary>
internal sealed record Kept(ScopeRow Row, ScopeVersion Version, string[] Faults);

/// <summary>All versions at one moment.</summary>
internal sealed class ShelfContent(IReadOnlyList<Kept> all)
{
    public IEnumerable<ScopeVersion> Versions => all.Select(k => k.Version);

    /// <summary>What is wrong with active scopes that have not ended: names that meant something when they were approved.</summary>
    public IReadOnlyList<string> Faults(DateOnly today) => [.. all.Where(k => k.Version.Config.To >= today).SelectMany(k => k.Faults)];
}
