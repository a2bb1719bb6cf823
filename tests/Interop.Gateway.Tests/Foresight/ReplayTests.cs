using System.Collections.Concurrent;
using CsCheck;
using Interop.Gateway.Audit;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Privacy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Foresight;

public sealed class ReplayTests
{
    private static readonly AttributeCatalogue Catalogue = AttributeCatalogue.Current;
    private static readonly ProgrammeRules Rules = ProgrammeRules.Load(Catalogue);
    private static readonly DateOnly Day = DateOnly.FromDateTime(RecordedTraffic.Noon.UtcDateTime);

    private static readonly Func<ReplayRow, long>[] Effects = [r => r.NewlyRefused, r => r.NewlyAdmitted, r => r.Reveal, r => r.Withhold, r => r.CannotBeTold, r => r.Untouched];

    [Fact]
    public void Replay_RandomScopesAndExchanges_EqualsTheNaiveReading()
    {
        var sums = new ConcurrentQueue<long[]>();
        Gen.Select(RecordedTraffic.Scope("treatment", 1), RecordedTraffic.Scope("other", 1), RecordedTraffic.Scope("treatment", 2), Gen.Int[0, 9], RecordedTraffic.Entries)
            .Sample((before, other, draft, subject, entries) =>
            {
                var version = draft with { Subject = subject switch { 0 => [new(SubjectConditionKind.Known, "civil-registry")], 1 or 2 => [new(SubjectConditionKind.Case)], _ => [] } };
                var replayed = Run(version, [before, other], entries);
                Text(replayed).ShouldBe(Text(NaiveReplay.Of(version, [before, other], entries, Rules, Day)));
                sums.Enqueue([.. Effects.Select(replayed.Sum)]);
            }, iter: 2_000);
        // Had the random draws never met, equality would say nothing.
        Effects.Select((_, i) => sums.Sum(s => s[i])).ShouldAllBe(sum => sum > 100);
    }

    [Fact]
    public void Replay_AttributeThatOneVersionGrantedAndTheRegistryKeptSilentAbout_IsNotNew()
    {
        var before = ScopeFile.Scope(new GrantConfig("vital.sex"), new GrantConfig("vital.birthDate", Reduction.Year));
        var draft = before with { Version = 2, Attributes = [new("vital.sex"), new("vital.birthDate"), new("idpoor.level")] };
        var replay = Run(draft, [before], Lookup(asked: null, disclosed: ["vital.birthDate"]));

        replay.Reveals.Select(r => (r.Name, r.More, r.Less)).ShouldBe([("idpoor.level", 1, 0), ("vital.birthDate", 1, 0)]);
        replay.Rows.ShouldHaveSingleItem().Reveal.ShouldBe(1);
    }

    [Fact]
    public void Replay_ScopeOfAnotherPurpose_IsUntouchedByTheDraft()
    {
        var (before, other) = (ScopeFile.Scope(new GrantConfig("vital.sex")), ScopeFile.Scope(new GrantConfig("vital.sex")) with { Scope = "other", Purposes = ["COVERAGE"] });
        var entry = Lookup(null, ["vital.sex"])[0] with { Scope = "other", Purpose = "COVERAGE" };
        var row = Run(before with { Version = 2, Attributes = [] }, [before, other], entry).Rows.ShouldHaveSingleItem();
        (row.Untouched, row.Withhold, row.AdmittedBefore, row.AdmittedAfter).ShouldBe((1, 0, 1, 1));
    }

    [Fact]
    public void Replay_CheckThatNamedNoProgramme_IsNotRefusedForOneThatTheDraftDrops()
    {
        var before = ScopeFile.Scope() with { Operations = [Operation.EntitlementCheck], Programmes = ["hef", "cbhi"] };
        var draft = before with { Version = 2, Programmes = ["hef"] };
        var ended = Lookup(null, [])[0] with { Operation = "entitlement-check", Programmes = ["cbhi", "hef"] };
        var admitted = ended with { Phase = AuditPhase.Admitted, Outcome = "admitted", Programmes = [] };

        var unnamed = Run(draft, [before], admitted, ended);
        unnamed.Rows.ShouldHaveSingleItem().NewlyRefused.ShouldBe(0);
        unnamed.Reveals.Where(r => r.Kind == RevealedKind.Programme).ShouldHaveSingleItem().ShouldBe(new("TREAT", "entitlement-check", RevealedKind.Programme, "cbhi", 0, 1));

        var named = Run(draft, [before], admitted with { Programmes = ["cbhi", "hef"] }, ended);
        named.Refusals.ShouldHaveSingleItem().ShouldBe(new("TREAT", "entitlement-check", AdmissionOutcome.ProgrammeOutsideScope, 1));
    }

    private static AuditEntry[] Lookup(string[]? asked, string[] disclosed) =>
    [
        Audit.AuditFolder.Entry("TREAT") with
        {
            Institution = "alpha", Operation = "lookup", Phase = AuditPhase.Completed, Outcome = "answered", At = RecordedTraffic.Noon,
            Scope = "treatment", ScopeVersion = 1, Asked = asked, Disclosed = disclosed,
        },
    ];

    private static ReplayResult Run(ScopeConfig draft, ScopeConfig[] scopes, params AuditEntry[] entries)
    {
        var register = ScopeFile.RegisterOf([draft with { Status = ScopeStatus.Active }, .. scopes.Where(s => s.Scope != draft.Scope)]);
        var replay = new Replay(new(register, Day, draft), new((scope, version) => scopes.FirstOrDefault(s => s.Scope == scope && s.Version == version), Rules, Catalogue));
        // As the pass does: what the bytes rule out is not read, and the newest comes first.
        foreach (var entry in entries.Reverse())
            if (AuditLeaf.Write(entry).Leaf is var leaf && replay.Wants(leaf))
                replay.Take(AuditLeaf.Read(leaf));
        return replay.Result(new(entries.Length, null, true));
    }

    private static string Text(ReplayResult replay) => string.Join('\n', ((IEnumerable<string>)[
        .. replay.Rows.Select(r => $"kind: {r}"), .. replay.Refusals.Select(r => $"refused: {r.Purpose} {r.Operation} {WireName.Of(r.Rule)} {r.Count}"),
        .. replay.Reveals.Select(r => $"reveal: {r}")]).Order(StringComparer.Ordinal));
}
