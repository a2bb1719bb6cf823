using CsCheck;
using Interop.Gateway.Audit;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Audit;
using Interop.Gateway.Tests.Privacy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Foresight;

public sealed class ScopeAdviceTests
{
    private static readonly ProgrammeRules Rules = ProgrammeRules.Load(AttributeCatalogue.Current);

    [Fact]
    public void Of_RandomScopeAndExchanges_IsWhatIsGrantedAndInNoEntry() => Gen.Select(RecordedTraffic.Scope("treatment", 1), RecordedTraffic.Entries).Sample((scope, entries) =>
    {
        var tally = new UseTally([scope]);
        foreach (var entry in entries.Reverse())
            if (tally.Wants(AuditLeaf.Write(entry).Leaf))
                tally.Take(entry);
        var advice = tally.Of(scope, 90);
        var own = entries.Where(e => e.Scope == "treatment" && e.ScopeVersion == 1 && e.Phase != AuditPhase.Admitted).ToArray();
        advice.Exchanges.ShouldBe(own.Length);
        advice.Attributes.ShouldBe(scope.Attributes.Select(a => a.Name).Where(a => !own.Any(e => e.Disclosed.Contains(a) || (e.Asked ?? []).Contains(a))));
        advice.Purposes.ShouldBe(scope.Purposes.Where(p => own.All(e => e.Purpose != p)));
        advice.Operations.ShouldBe(scope.Operations.Where(o => own.All(e => e.Operation != WireName.Of(o))));
        advice.Programmes.ShouldBe(scope.Programmes.Where(p => own.All(e => !e.Programmes.Contains(p))));
    }, iter: 1_000);

    [Fact]
    public void Without_SomeUnused_IsTheScopeWithoutThemAndTheRegistriesOnlyTheyNeeded()
    {
        var scope = ScopeFile.Scope(new("vital.sex"), new("idpoor.level")) with { Purposes = ["TREAT", "COVERAGE"], Programmes = [] };
        var less = new ScopeAdvice(scope, 90, 5, ["COVERAGE"], [], [], ["idpoor.level"]).Without(AttributeCatalogue.Current, Rules).ShouldNotBeNull();
        less.Purposes.ShouldBe(["TREAT"]);
        less.Attributes.Select(a => a.Name).ShouldBe(["vital.sex"]);
        less.Registries.ShouldBe(["civil-registry"]);
    }

    [Fact]
    public void Without_NothingUsedOrNothingUnused_IsNoScope()
    {
        var scope = ScopeFile.Scope(new GrantConfig("vital.sex"));
        new ScopeAdvice(scope, 90, 0, ["TREAT"], [Operation.Lookup], ["hef"], ["vital.sex"]).Without(AttributeCatalogue.Current, Rules).ShouldBeNull();
        new ScopeAdvice(scope, 90, 9, [], [], [], []).Without(AttributeCatalogue.Current, Rules).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_ScopeApprovedTenDaysAgo_SaysForHowLongItWasInForce()
    {
        using var file = new ScopeFile();
        using var folder = new AuditFolder();
        await folder.Fill(1);
        var time = new FakeTimeProvider(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var ledger = file.Ledger(time, ScopeFile.Scope(new GrantConfig("vital.sex")));
        time.Advance(TimeSpan.FromDays(10));
        using var reader = new AuditReader(folder.File);
        using var pass = new LogPass(time);

        var advice = await new Advices(ledger, pass).RunAsync(90, time.GetUtcNow(), reader, PassBounds.OfPage(time.GetUtcNow().AddDays(-90)), null, TestContext.Current.CancellationToken);
        advice.Scopes.ShouldHaveSingleItem().Days.ShouldBe(10);
    }
}
