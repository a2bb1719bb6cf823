using System.Diagnostics.Metrics;
using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Privacy;

/// <summary>A file over a ledger that has scopes already, and two processes over one ledger.</summary>
public sealed class ScopeImportTests : IDisposable
{
    private readonly ScopeFile file = new();
    private readonly FakeTimeProvider time = new(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Open_SameFileAgain_ImportsNothingAndKeepsWhatOfficersDecided()
    {
        Open(ScopeFile.Scope()).Suspend("treatment", 1, "ann", null);
        var ledger = Open(ScopeFile.Scope());
        ledger.History("treatment").Select(e => (e.Step, e.Officer)).ShouldBe([(ScopeStep.Imported, "officer-2"), (ScopeStep.Suspended, "ann")]);
        Admit(ledger).ShouldBe(AdmissionOutcome.NoScope);
    }

    /// <summary>What a hub of before there were conditions has in its ledger, and still in its file.</summary>
    [Fact]
    public void Open_LedgerAndFileFromBeforeConditions_AreTakenAsTheyAre()
    {
        var old = ScopeFile.Scope(new GrantConfig("idpoor.level"));
        const string Now = "\"subject\":[]", Then = "\"subject\":\"any\"";
        var path = file.Write(old);
        File.WriteAllText(path, File.ReadAllText(path).Replace(Now, Then, StringComparison.Ordinal));
        file.Store("one.db", time).Change((connection, transaction) =>
        {
            var table = new ScopeTable(connection, transaction);
            table.Insert(new("treatment", 1, "alpha", "active", ScopeRow.BodyOf(old).Replace(Now, Then, StringComparison.Ordinal), ScopeJson.Text(old).Replace(Now, Then, StringComparison.Ordinal),
                null, "officer-1", "officer-2", 0));
            table.Add(new("treatment", 1, ScopeStep.Imported, "officer-2", time.GetUtcNow(), null));
            return 0;
        });
        var ledger = PrivacyRegistration.Open(file.Store("one.db", time), path, file.Words, time);
        Admit(ledger).ShouldBe(AdmissionOutcome.Admitted, "it was approved before circumstances were asked for");
        ledger.Find("treatment", 1)!.Config.Subject.ShouldBeEmpty();
        ledger.Suspend("treatment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Resume("treatment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Draft(old, "ann").Faults.ShouldHaveSingleItem().ShouldContain("idpoor.level");
    }

    [Fact]
    public void Open_ImportedVersionThatChanged_FailsAndNamesIt()
    {
        Open(ScopeFile.Scope());
        foreach (var changed in (ScopeConfig[])[ScopeFile.Scope() with { RetentionDays = 1 }, ScopeFile.Scope() with { Status = ScopeStatus.Suspended }])
            Should.Throw<ConfigurationFaultException>(() => Open(changed)).Faults.ShouldHaveSingleItem().ShouldContain("scope 'treatment' v1: is in the ledger with another content");
    }

    [Fact]
    public void Open_EditedAfterItsImport_IsStillWhatTheFileSaid()
    {
        var draft = ScopeFile.Scope() with { Status = ScopeStatus.Draft, ApprovedBy = null };
        Open(draft).Edit(draft with { RetentionDays = 1 }, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        Open(draft).Find("treatment", 1)!.Config.RetentionDays.ShouldBe(1);
    }

    [Fact]
    public void Open_LaterActiveVersion_SupersedesAndAnEarlierOneIsRefused()
    {
        Open(ScopeFile.Scope() with { Version = 2 });
        Open(ScopeFile.Scope() with { Version = 3 }).Versions("treatment").Select(v => v.Status).ShouldBe([ScopeStatus.Superseded, ScopeStatus.Active]);
        Should.Throw<ConfigurationFaultException>(() => Open(ScopeFile.Scope())).Faults.ShouldContain(f => f.Contains("v3 is active in the ledger already"));
    }

    [Fact]
    public void Open_ScopeThatContradictsTheLedger_TakesNothingOver()
    {
        Open(ScopeFile.Scope());
        Should.Throw<ConfigurationFaultException>(() => Open(ScopeFile.Scope() with { Scope = "other" }, ScopeFile.Scope() with { Scope = "good", Consumer = "beta" }))
            .Faults.ShouldHaveSingleItem().ShouldContain("'treatment' v1 and 'other' v1");
        Open(ScopeFile.Scope()).All().ShouldHaveSingleItem();
    }

    [Fact]
    public void Approve_ImportedSubmission_NotByWhoSubmittedIt()
    {
        var ledger = Open(ScopeFile.Scope() with { Status = ScopeStatus.Submitted, ApprovedBy = null });
        ledger.Approve("treatment", 1, "officer-1").Outcome.ShouldBe(LedgerOutcome.OwnApproval);
        ledger.Approve("treatment", 1, "officer-2").Outcome.ShouldBe(LedgerOutcome.Done);
    }

    [Fact]
    public async Task Watch_ChangeOfAnotherProcess_IsTakenUpWithinASecond()
    {
        await using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (here, there) = (Open(ScopeFile.Scope()), Open(ScopeFile.Scope()));
        using var watch = new ScopeWatch(here, time, meters.GetRequiredService<IMeterFactory>(), NullLogger<ScopeWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        there.Revoke("treatment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        Admit(here).ShouldBe(AdmissionOutcome.Admitted, "nobody reads the store for an exchange");
        time.Advance(TimeSpan.FromSeconds(1));
        Admit(here).ShouldBe(AdmissionOutcome.NoScope);
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => file.Dispose();

    private ScopeLedger Open(params ScopeConfig[] scopes) => PrivacyRegistration.Open(file.Store("one.db", time), file.Write(scopes), file.Words, time);

    private static AdmissionOutcome Admit(ScopeLedger ledger) => ledger.Register.Admit("alpha", "TREAT", Operation.Lookup, null, new(2026, 6, 1), out _);
}
