using Interop.Gateway.Audit;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>
/// What a recorded exchange would disclose under another scope, against what it did. An attribute that the version which answered then granted just so
/// is not new, though its registry may have been silent that day; where that version is gone, what was disclosed counts.
/// </summary>
internal sealed class DisclosureChange(Func<string, int, ScopeConfig?> versions, ProgrammeRules rules, AttributeCatalogue catalogue)
{
    private readonly Dictionary<(string, int), PrivacyScope?> former = [];
    private readonly Dictionary<(PrivacyScope, PrivacyScope), GrantChange> changes = [];

    /// <param name="entry">How the exchange ended.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="named">Programmes that the question named; null for none.</param>
    /// <param name="scope">The scope that would answer it.</param>
    /// <param name="refused">It was refused, so that all it would get is new.</param>
    /// <returns>Each attribute and programme once; true for more of it.</returns>
    public IEnumerable<(RevealedKind Kind, string Name, bool More)> Of(AuditEntry entry, Operation operation, IReadOnlyList<string>? named, PrivacyScope scope, bool refused)
    {
        var then = refused ? null : Former(entry);
        // An export asks either, and names programmes where it asked who pays.
        return operation == Operation.EntitlementCheck || (operation == Operation.Export && entry.Programmes.Count > 0) ? OfCheck(entry, named, scope, then) : OfLookup(entry, scope, then);
    }

    private IEnumerable<(RevealedKind, string, bool)> OfLookup(AuditEntry entry, PrivacyScope scope, PrivacyScope? then)
    {
        var given = (entry.Asked is { } asked ? asked.Where(a => catalogue.Find(a) is { } known && scope.Grants(known)) : scope.Granted.Select(a => a.Name)).ToHashSet();
        if (then is null)
            return Difference(RevealedKind.Attribute, entry.Disclosed, given);
        var change = Change(then, scope);
        return given.Where(change.More.Contains).Select(a => (RevealedKind.Attribute, a, true))
            .Concat(entry.Disclosed.Where(change.Less.Contains).Select(a => (RevealedKind.Attribute, a, false)));
    }

    /// <summary>A reason is shown only where all it rests on is granted whole; which reasons decide hangs on the person, so these are those that may.</summary>
    private IEnumerable<(RevealedKind, string, bool)> OfCheck(AuditEntry entry, IReadOnlyList<string>? named, PrivacyScope scope, PrivacyScope? then)
    {
        var given = rules.All.Where(p => named?.Contains(p.Code) ?? scope.Programmes.Contains(p.Code)).ToArray();
        var whole = given.SelectMany(p => p.On(DateOnly.FromDateTime(entry.At.UtcDateTime))?.Attributes ?? []).Where(a => IsWhole(a, scope)).Select(a => a.Name).ToHashSet();
        return Difference(RevealedKind.Programme, entry.Phase == AuditPhase.Completed ? entry.Programmes : [], given.Select(p => p.Code).ToHashSet())
            .Concat(whole.Where(a => then is null ? !entry.Disclosed.Contains(a) : !IsWhole(catalogue[a], then)).Select(a => (RevealedKind.Attribute, a, true)))
            .Concat(entry.Disclosed.Where(a => !whole.Contains(a)).Select(a => (RevealedKind.Attribute, a, false)));
    }

    private static IEnumerable<(RevealedKind, string, bool)> Difference(RevealedKind kind, IReadOnlyList<string> before, HashSet<string> after) =>
        after.Where(a => !before.Contains(a)).Select(a => (kind, a, true)).Concat(before.Where(b => !after.Contains(b)).Select(b => (kind, b, false)));

    private static bool IsWhole(CatalogueAttribute attribute, PrivacyScope scope) => scope.Grants(attribute) && scope.ReductionOf(attribute) == Reduction.Whole;

    private PrivacyScope? Former(AuditEntry entry)
    {
        if (entry.Scope is not { } name || entry.ScopeVersion is not { } number)
            return null;
        if (!former.TryGetValue((name, number), out var then))
            // A version of long ago may name attributes that are no more.
            former[(name, number)] = then = versions(name, number) is { } config && config.Attributes.All(a => catalogue.Find(a.Name) is not null) ? new(config, catalogue) : null;
        return then;
    }

    private GrantChange Change(PrivacyScope then, PrivacyScope now)
    {
        if (!changes.TryGetValue((then, now), out var change))
            changes[(then, now)] = change = GrantChange.Of(then.Config, now.Config);
        return change;
    }

    /// <summary>Attributes of which one scope lets out more, and less, than another.</summary>
    private sealed record GrantChange(HashSet<string> More, HashSet<string> Less)
    {
        private const string Attributes = "attributes/";

        public static GrantChange Of(ScopeConfig before, ScopeConfig after)
        {
            var changes = ScopeDiff.Of(before, after).Where(c => c.What.StartsWith(Attributes, StringComparison.Ordinal)).ToLookup(c => c.Widens, c => c.What[Attributes.Length..]);
            return new([.. changes[true]], [.. changes[false]]);
        }
    }
}
