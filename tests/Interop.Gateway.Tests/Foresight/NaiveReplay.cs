using Interop.Gateway.Audit;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Foresight;

/// <summary>A replay written down as it is meant, one exchange at a time, over scopes as they are written and with nothing compiled.</summary>
internal static class NaiveReplay
{
    private static readonly string[] Refusals = ["scope-missing", "purpose-outside-scope", "operation-outside-scope", "programme-outside-scope", "case-missing"];

    public static ReplayResult Of(ScopeConfig draft, ScopeConfig[] scopes, AuditEntry[] entries, ProgrammeRules rules, DateOnly day)
    {
        ScopeConfig[] would = [draft, .. scopes.Where(s => s.Scope != draft.Scope)];
        var (rows, refusals, reveals) = (new List<ReplayRow>(), new List<ReplayRefusal>(), new List<ReplayReveal>());
        foreach (var exchange in entries.Where(e => e.Institution == draft.Consumer).GroupBy(e => e.Exchange))
        {
            var ended = exchange.Single(e => e.Phase != AuditPhase.Admitted);
            var asked = exchange.FirstOrDefault(e => e.Phase == AuditPhase.Admitted) ?? ended;
            var named = asked.Programmes.Count > 0 ? asked.Programmes : null;
            var row = rows.Find(r => r.Purpose == ended.Purpose && r.Operation == ended.Operation);
            if (row is null)
                rows.Add(row = new(ended.Purpose!, ended.Operation));
            row.Exchanges++;
            var refused = Refusals.Contains(ended.Outcome);
            if (!refused)
                row.AdmittedBefore++;
            var rule = Admit(would, ended, named, day, out var scope);
            if (ended.Scope != draft.Scope && !ReferenceEquals(scope, draft))
            {
                row.Untouched++;
                row.AdmittedAfter += refused ? 0 : 1;
            }
            else if (rule != AdmissionOutcome.Admitted && !refused)
            {
                row.NewlyRefused++;
                Add(refusals, r => r.Purpose == ended.Purpose && r.Operation == ended.Operation && r.Rule == rule, new(ended.Purpose!, ended.Operation, rule, 0), r => r with { Count = r.Count + 1 });
            }
            else if (rule == AdmissionOutcome.Admitted && scope!.Subject.Any(c => c.Kind != SubjectConditionKind.Case))
                row.CannotBeTold++;
            else if (rule == AdmissionOutcome.Admitted)
            {
                row.AdmittedAfter++;
                row.NewlyAdmitted += refused ? 1 : 0;
                if (!refused && ended.Outcome != "answered")
                    continue;
                var then = refused ? null : Array.Find(scopes, s => s.Scope == ended.Scope && s.Version == ended.ScopeVersion);
                var changes = ended.Operation == "lookup" ? OfLookup(ended, scope!, then) : OfCheck(ended, named, scope!, then, rules, day);
                foreach (var (kind, name, more) in changes)
                    Add(reveals, r => r.Purpose == ended.Purpose && r.Operation == ended.Operation && r.Kind == kind && r.Name == name, new(ended.Purpose!, ended.Operation, kind, name, 0, 0),
                        r => more ? r with { More = r.More + 1 } : r with { Less = r.Less + 1 });
                row.Reveal += changes.Any(c => c.More) ? 1 : 0;
                row.Withhold += changes.Any(c => !c.More) ? 1 : 0;
            }
        }
        return new(draft, day, rows, refusals, reveals, new(entries.Length, null, true));
    }

    private static AdmissionOutcome Admit(ScopeConfig[] scopes, AuditEntry entry, IReadOnlyList<string>? named, DateOnly day, out ScopeConfig? scope)
    {
        var own = scopes.Where(s => s.From <= day && day <= s.To).ToArray();
        scope = Array.Find(own, s => s.Purposes.Contains(entry.Purpose) && s.Operations.Any(o => WireName.Of(o) == entry.Operation));
        if (scope is null)
            return own.Length == 0 ? AdmissionOutcome.NoScope : own.Any(s => s.Purposes.Contains(entry.Purpose)) ? AdmissionOutcome.OperationOutsideScope : AdmissionOutcome.PurposeOutsideScope;
        return named is not null && named.Except(scope.Programmes).Any() ? AdmissionOutcome.ProgrammeOutsideScope
            : entry.Case is null && scope.Subject.Any(c => c.Kind == SubjectConditionKind.Case) ? AdmissionOutcome.CaseMissing : AdmissionOutcome.Admitted;
    }

    private static List<(RevealedKind Kind, string Name, bool More)> OfLookup(AuditEntry ended, ScopeConfig scope, ScopeConfig? then)
    {
        var changes = new List<(RevealedKind, string, bool)>();
        foreach (var name in RecordedTraffic.Names)
        {
            var now = scope.Attributes.SingleOrDefault(a => a.Name == name)?.Reduction;
            var was = then?.Attributes.SingleOrDefault(a => a.Name == name)?.Reduction;
            var gets = now is not null && (ended.Asked is null || ended.Asked.Contains(name));
            var got = ended.Disclosed.Contains(name);
            // Whole, year and age band are all that is drawn: less than whole is less, and the two others cannot be compared.
            if (gets && (then is null ? !got : was is null || (now != was && was != Reduction.Whole)))
                changes.Add((RevealedKind.Attribute, name, true));
            if (got && (then is null ? !gets : was is not null && (now is null || (now != was && was == Reduction.Whole))))
                changes.Add((RevealedKind.Attribute, name, false));
        }
        return changes;
    }

    private static List<(RevealedKind Kind, string Name, bool More)> OfCheck(
        AuditEntry ended, IReadOnlyList<string>? named, ScopeConfig scope, ScopeConfig? then, ProgrammeRules rules, DateOnly day)
    {
        if (ended.Operation != "entitlement-check")
            return [];
        var decided = RecordedTraffic.Programmes.Where(p => (named ?? scope.Programmes).Contains(p)).ToArray();
        var before = ended.Phase == AuditPhase.Completed ? ended.Programmes : [];
        var explains = decided.SelectMany(p => rules.Find(p)!.On(day)!.Attributes).Select(a => a.Name).Distinct().Where(a => Whole(scope, a)).ToArray();
        return
        [
            .. decided.Except(before).Select(p => (RevealedKind.Programme, p, true)), .. before.Except(decided).Select(p => (RevealedKind.Programme, p, false)),
            .. explains.Where(a => then is null ? !ended.Disclosed.Contains(a) : !Whole(then, a)).Select(a => (RevealedKind.Attribute, a, true)),
            .. ended.Disclosed.Except(explains).Select(a => (RevealedKind.Attribute, a, false)),
        ];

        static bool Whole(ScopeConfig of, string name) => of.Attributes.Any(a => a.Name == name && a.Reduction == Reduction.Whole);
    }

    private static void Add<T>(List<T> to, Predicate<T> same, T first, Func<T, T> count)
    {
        if (!to.Exists(same))
            to.Add(first);
        var place = to.FindIndex(same);
        to[place] = count(to[place]);
    }
}
