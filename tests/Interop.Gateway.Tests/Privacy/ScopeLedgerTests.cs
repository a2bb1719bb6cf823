using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Privacy;

/// <summary>The life of a scope, decided by officers 'ann', 'bob' and 'eve'.</summary>
public sealed class ScopeLedgerTests : IDisposable
{
    private readonly ScopeFile file = new();
    private readonly FakeTimeProvider time = new(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScopeLedger ledger;

    public ScopeLedgerTests() => ledger = file.Ledger(time);

    [Fact]
    public void Approve_BySecondOfficer_AdmitsFromTheNextRequestOn()
    {
        ledger.Draft(Scope(), "ann").ShouldBe(LedgerResult.Done(1));
        Admit().ShouldBe(AdmissionOutcome.NoScope);
        ledger.Submit("treatment", 1, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        Admit().ShouldBe(AdmissionOutcome.NoScope);
        ledger.Approve("treatment", 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
        Admit().ShouldBe(AdmissionOutcome.Admitted);

        var version = ledger.Find("treatment", 1)!;
        (version.Status, version.DraftedBy, version.SubmittedBy, version.ApprovedBy, version.Changed).ShouldBe((ScopeStatus.Active, "ann", "ann", "bob", time.GetUtcNow()));
        ledger.History("treatment").Select(e => (e.Version, e.Step, e.Officer))
            .ShouldBe([(1, ScopeStep.Drafted, "ann"), (1, ScopeStep.Submitted, "ann"), (1, ScopeStep.Approved, "bob")]);
    }

    [Fact]
    public void Approve_ByWhoeverDraftedEditedOrSubmitted_IsRefused()
    {
        ledger.Draft(Scope(), "ann");
        ledger.Edit(Scope() with { RetentionDays = 1 }, "eve");
        ledger.Submit("treatment", 1, "bob");
        foreach (var officer in (string[])["ann", "eve", "bob"])
            ledger.Approve("treatment", 1, officer).Outcome.ShouldBe(LedgerOutcome.OwnApproval, officer);
        Admit().ShouldBe(AdmissionOutcome.NoScope);
        ledger.Return("treatment", 1, "eve", "too long");
        ledger.Submit("treatment", 1, "ann");
        ledger.Approve("treatment", 1, "bob").Outcome.ShouldBe(LedgerOutcome.OwnApproval, "an earlier submission counts too");
        ledger.Approve("treatment", 1, "dan").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Find("treatment", 1)!.Config.RetentionDays.ShouldBe(1);
    }

    [Fact]
    public void WaitingFor_WhoeverHadAHandInIt_IsNotAsked()
    {
        ledger.Draft(Scope(), "ann");
        ledger.WaitingFor("dan").ShouldBeEmpty("a draft waits for nobody");
        ledger.Edit(Scope() with { RetentionDays = 1 }, "eve");
        ledger.Submit("treatment", 1, "bob");
        foreach (var officer in (string[])["ann", "eve", "bob"])
            ledger.WaitingFor(officer).ShouldBeEmpty(officer);
        ledger.WaitingFor("dan").ShouldHaveSingleItem().Config.Version.ShouldBe(1);
        ledger.Return("treatment", 1, "dan", "too long");
        ledger.Submit("treatment", 1, "ann");
        ledger.WaitingFor("dan").ShouldHaveSingleItem("whoever gives back may approve later");
        ledger.WaitingFor("bob").ShouldBeEmpty();
        ledger.Approve("treatment", 1, "dan");
        ledger.WaitingFor("eve").ShouldBeEmpty();
    }

    [Fact]
    public void Approve_OfALaterVersion_SupersedesTheFormer()
    {
        Activate(Scope());
        Activate(Scope() with { Purposes = ["COVERAGE"] }).ShouldBe(2);
        Admit().ShouldBe(AdmissionOutcome.PurposeOutsideScope);
        Admit("COVERAGE").ShouldBe(AdmissionOutcome.Admitted);
        ledger.Versions("treatment").Select(v => v.Status).ShouldBe([ScopeStatus.Superseded, ScopeStatus.Active]);
        ledger.History("treatment").ShouldContain(e => e.Version == 1 && e.Step == ScopeStep.Superseded && e.Note == "by v2");
        ledger.Resume("treatment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.WrongStatus);
    }

    [Fact]
    public void Approve_WhatContradictsAnotherActiveScope_IsRefusedWithBothNames()
    {
        Activate(Scope());
        ledger.Draft(Scope() with { Scope = "other" }, "ann");
        ledger.Submit("other", 1, "ann");
        var refused = ledger.Approve("other", 1, "bob");
        refused.Outcome.ShouldBe(LedgerOutcome.Faulty);
        refused.Faults.ShouldHaveSingleItem().ShouldContain("'treatment' v1 and 'other' v1");
        ledger.Revoke("treatment", 1, "ann", null);
        ledger.Approve("other", 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
    }

    [Fact]
    public void Approve_VersionThatBeginsLater_LeavesNoDayWithoutOne()
    {
        Activate(Scope());
        ledger.Draft(Scope() with { From = new(2026, 7, 1), To = new(2027, 12, 31) }, "ann");
        ledger.Submit("treatment", 2, "ann");
        ledger.Approve("treatment", 2, "bob").Faults.ShouldHaveSingleItem().ShouldContain("v1, which it replaces, would end at once");
        Activate(Scope() with { From = new(2027, 1, 1), To = new(2027, 12, 31) }).ShouldBe(3);
        ledger.Versions("treatment").Select(v => v.Status).ShouldBe([ScopeStatus.Active, ScopeStatus.Submitted, ScopeStatus.Active]);
        Admit().ShouldBe(AdmissionOutcome.Admitted);
    }

    [Fact]
    public void SuspendResumeRevoke_OfAnActiveScope_BiteOnTheNextRequest()
    {
        Activate(Scope());
        ledger.Suspend("treatment", 1, "ann", "complaint").Outcome.ShouldBe(LedgerOutcome.Done);
        Admit().ShouldBe(AdmissionOutcome.NoScope);
        ledger.Resume("treatment", 1, "bob", null).Outcome.ShouldBe(LedgerOutcome.Done);
        Admit().ShouldBe(AdmissionOutcome.Admitted);
        ledger.Revoke("treatment", 1, "bob", " done ").Outcome.ShouldBe(LedgerOutcome.Done);
        Admit().ShouldBe(AdmissionOutcome.NoScope);
        ledger.Resume("treatment", 1, "bob", null).Outcome.ShouldBe(LedgerOutcome.WrongStatus);
        ledger.History("treatment").Select(e => e.Note).Skip(3).ShouldBe(["complaint", null, "done"]);
    }

    [Fact]
    public void Resume_AfterAnotherHasTakenThePlace_IsRefused()
    {
        Activate(Scope());
        ledger.Suspend("treatment", 1, "ann", null);
        Activate(Scope() with { Scope = "other" });
        ledger.Resume("treatment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Faulty);
    }

    [Fact]
    public void Steps_FromWhereTheyDoNotBegin_ChangeNothing()
    {
        ledger.Submit("treatment", 1, "ann").Outcome.ShouldBe(LedgerOutcome.NoSuchScope);
        ledger.Draft(Scope(), "ann");
        ledger.Approve("treatment", 1, "bob").Outcome.ShouldBe(LedgerOutcome.WrongStatus);
        ledger.Suspend("treatment", 1, "bob", null).Outcome.ShouldBe(LedgerOutcome.WrongStatus);
        ledger.Submit("treatment", 1, "ann");
        ledger.Edit(Scope(), "ann").Outcome.ShouldBe(LedgerOutcome.WrongStatus);
        ledger.History("treatment").Count.ShouldBe(2);
    }

    [Fact]
    public void Draft_EverythingWrong_TellsEveryFaultAndWritesNothing()
    {
        var refused = ledger.Draft(Scope(new GrantConfig("person.shoeSize")) with { Scope = "No Name", Consumer = "gamma", Services = [new("beta/people", ["read"], [new("/a"), new("/a/b")])] }, "ann");
        refused.Outcome.ShouldBe(LedgerOutcome.Faulty);
        refused.Faults.Count.ShouldBe(4, string.Join("\n", refused.Faults));
        ledger.All().ShouldBeEmpty();
    }

    [Fact]
    public void Draft_NameOfAnotherInstitution_IsRefused()
    {
        ledger.Draft(Scope(), "ann");
        ledger.Draft(Scope() with { Consumer = "beta" }, "ann").Faults.ShouldHaveSingleItem().ShouldContain("belongs to 'alpha'");
    }

    [Fact]
    public void All_AfterTheLastDay_ShowsExpired()
    {
        Activate(Scope());
        ledger.ExpiringWithin(TimeSpan.FromDays(30)).ShouldBeEmpty();
        time.SetUtcNow(new(2026, 12, 31, 23, 59, 0, TimeSpan.Zero));
        ledger.ExpiringWithin(TimeSpan.FromDays(30)).ShouldHaveSingleItem().Status.ShouldBe(ScopeStatus.Active);
        time.Advance(TimeSpan.FromMinutes(1));
        ledger.Find("treatment", 1)!.Status.ShouldBe(ScopeStatus.Expired);
        ledger.History("treatment")[^1].ShouldBe(new("treatment", 1, ScopeStep.Expired, "", new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), null));
        ledger.Suspend("treatment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.WrongStatus);
        Admit().ShouldBe(AdmissionOutcome.NoScope);
    }

    [Fact]
    public void Replace_UnchangedVersion_KeepsItsCompiledForm()
    {
        Activate(Scope());
        ledger.Register.Admit("alpha", "TREAT", Operation.Lookup, null, Today, out var before);
        Activate(Scope() with { Scope = "other", Purposes = ["COVERAGE"] });
        ledger.Register.Admit("alpha", "TREAT", Operation.Lookup, null, Today, out var after);
        after.ShouldBeSameAs(before);
    }

    [Fact]
    public void Open_WithoutFileOnceThereAreScopes_KeepsThem()
    {
        var store = file.Store("kept.db", time);
        PrivacyRegistration.Open(store, file.Write(Scope()), file.Words, time);
        PrivacyRegistration.Open(store, "no-such-file.json", file.Words, time).All().ShouldHaveSingleItem();
        Should.Throw<ConfigurationFaultException>(() => PrivacyRegistration.Open(file.Store("empty.db", time), "no-such-file.json", file.Words, time));
    }

    public void Dispose() => file.Dispose();

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static ScopeConfig Scope(params GrantConfig[] attributes) => ScopeFile.Scope(attributes);

    private int Activate(ScopeConfig scope)
    {
        var version = ledger.Draft(scope, "ann").Version;
        ledger.Submit(scope.Scope, version, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        var approved = ledger.Approve(scope.Scope, version, "bob");
        approved.Outcome.ShouldBe(LedgerOutcome.Done, string.Join("\n", approved.Faults ?? []));
        return version;
    }

    private AdmissionOutcome Admit(string purpose = "TREAT") => ledger.Register.Admit("alpha", purpose, Operation.Lookup, null, Today, out _);
}
