using System.Runtime.InteropServices;
using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Foresight;

/// <summary>
/// Counts what recorded exchanges of an institution would be under a version that is not in force yet. Each is compared with what happened, and asked
/// again on the version's day. It knows what the log knows: which attributes and programmes, and nothing of the person.
/// </summary>
internal sealed class Replay : ILogReading
{
    private const string OutsideScope = "-outside-scope", Answered = "answered";

    private static readonly Dictionary<string, Operation> Operations = Enum.GetValues<Operation>().ToDictionary(WireName.Of);
    private static readonly LeafMark Checks = new("operation", WireName.Of(Operation.EntitlementCheck));

    private readonly Hypothesis hypothesis;
    private readonly DisclosureChange disclosures;
    private readonly ScopeConfig version;
    private readonly LeafMark consumer;

    // A check that has ended waits for its admission, which alone says whether its programmes were named: as many wait as were under way at once.
    private readonly Dictionary<Guid, AuditEntry> waiting = [];
    private readonly Dictionary<(string, string), ReplayRow> rows = [];
    private readonly Dictionary<(string, string, AdmissionOutcome), long> refusals = [];
    private readonly Dictionary<(string, string, RevealedKind, string), (long More, long Less)> reveals = [];

    /// <param name="hypothesis">With a version.</param>
    /// <param name="disclosures">What an exchange would learn.</param>
    public Replay(Hypothesis hypothesis, DisclosureChange disclosures)
    {
        (this.hypothesis, this.disclosures, version) = (hypothesis, disclosures, hypothesis.Version!);
        consumer = new("institution", version.Consumer);
    }

    public bool Wants(ReadOnlySpan<byte> leaf) => consumer.IsIn(leaf) && (!LeafMark.Admitted.IsIn(leaf) || Checks.IsIn(leaf));

    public void Take(AuditEntry entry)
    {
        var named = entry.Programmes.Count > 0 ? entry.Programmes : null;
        if (entry.Phase == AuditPhase.Admitted)
        {
            if (waiting.Remove(entry.Exchange, out var ended))
                Judge(ended, named);
        }
        else if (entry.Phase == AuditPhase.Completed && entry.Operation == WireName.Of(Operation.EntitlementCheck))
            waiting[entry.Exchange] = entry;
        else
            Judge(entry, named);
    }

    /// <summary>The sums, when the pass is over.</summary>
    public ReplayResult Result(PassExtent extent)
    {
        // Their admissions lie before the period.
        foreach (var ended in waiting.Values)
            Judge(ended, null);
        waiting.Clear();
        return new(
            version, hypothesis.Day, [.. rows.Values.OrderBy(r => r.Purpose, StringComparer.Ordinal).ThenBy(r => r.Operation, StringComparer.Ordinal)],
            [.. refusals.Select(r => new ReplayRefusal(r.Key.Item1, r.Key.Item2, r.Key.Item3, r.Value)).OrderByDescending(r => r.Count).ThenBy(r => (r.Purpose, r.Operation, r.Rule))],
            [
                .. reveals.Select(r => new ReplayReveal(r.Key.Item1, r.Key.Item2, r.Key.Item3, r.Key.Item4, r.Value.More, r.Value.Less))
                    .OrderByDescending(r => r.More).ThenByDescending(r => r.Less).ThenBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => (r.Purpose, r.Operation)),
            ], extent);
    }

    private void Judge(AuditEntry entry, IReadOnlyList<string>? named)
    {
        var (purpose, operation) = (entry.Purpose ?? "", entry.Operation);
        var row = CollectionsMarshal.GetValueRefOrAddDefault(rows, (purpose, operation), out _) ??= new(purpose, operation);
        row.Exchanges++;
        var refused = entry.Outcome == ProblemKinds.NoScope.Code || entry.Outcome == ProblemKinds.CaseMissing.Code || entry.Outcome.EndsWith(OutsideScope, StringComparison.Ordinal);
        row.AdmittedBefore += refused ? 0 : 1;
        var admission = Admit(entry, named, out var scope);
        if (admission is null || (entry.Scope != version.Scope && !hypothesis.IsVersion(scope)))
        {
            row.Untouched++;
            row.AdmittedAfter += refused ? 0 : 1;
        }
        else if (admission != AdmissionOutcome.Admitted)
        {
            if (refused)
                return;
            row.NewlyRefused++;
            CollectionsMarshal.GetValueRefOrAddDefault(refusals, (purpose, operation, admission.Value), out _)++;
        }
        else if (scope!.Subject.Count > 0)   // it answers about some people only, and the log knows nobody
            row.CannotBeTold++;
        else
        {
            row.AdmittedAfter++;
            row.NewlyAdmitted += refused ? 1 : 0;
            if (refused || entry.Outcome == Answered)
                Compare(entry, named, scope, refused, row);
        }
    }

    /// <summary>Null for what passes no admission of this kind.</summary>
    private AdmissionOutcome? Admit(AuditEntry entry, IReadOnlyList<string>? named, out PrivacyScope? scope)
    {
        scope = null;
        if (Operations.TryGetValue(entry.Operation, out var operation))
            return hypothesis.Register.Admit(version.Consumer, entry.Purpose ?? "", operation, named, hypothesis.Day, out scope, entry.Case is not null);
        return entry.Operation.Contains('/', StringComparison.Ordinal)
            ? hypothesis.Register.AdmitService(version.Consumer, entry.Purpose ?? "", entry.Operation, hypothesis.Day, out scope, out _, entry.Case is not null)
            : null;
    }

    private void Compare(AuditEntry entry, IReadOnlyList<string>? named, PrivacyScope scope, bool refused, ReplayRow row)
    {
        // What is granted of published services are fields of answers that the log does not tell apart by scope.
        if (!Operations.TryGetValue(entry.Operation, out var operation))
            return;
        var (more, less) = (false, false);
        foreach (var (kind, name, isMore) in disclosures.Of(entry, operation, named, scope, refused))
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(reveals, (row.Purpose, row.Operation, kind, name), out _);
            count = isMore ? (count.More + 1, count.Less) : (count.More, count.Less + 1);
            (more, less) = (more || isMore, less || !isMore);
        }
        row.Reveal += more ? 1 : 0;
        row.Withhold += less ? 1 : 0;
    }
}
