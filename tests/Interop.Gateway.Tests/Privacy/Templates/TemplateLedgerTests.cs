using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Privacy.Templates;

/// <summary>Where in the life of a scope its template bites, and where it does not.</summary>
public sealed class TemplateLedgerTests : IDisposable
{
    private const string Fault = "use case 'care': 'vital.birthDate' is granted whole, at most year of it may be";

    private readonly ScopeFile file = new();
    private readonly FakeTimeProvider time = new(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScopeConfig beyond = ScopeFile.Scope(new GrantConfig("vital.birthDate")) with { UseCase = "care" };
    private readonly ScopeConfig within = ScopeFile.Scope(new GrantConfig("vital.birthDate", Reduction.Year)) with { UseCase = "care" };

    [Fact]
    public void Draft_BeyondTheTemplate_IsRefusedAndTheExceptionalIsNot()
    {
        var ledger = file.Ledger(time);
        ledger.Draft(beyond, "ann").Faults.ShouldBe([Fault]);
        ledger.Check(beyond).Faults.ShouldBe([Fault]);
        ledger.Draft(beyond with { UseCase = null }, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
    }

    [Fact]
    public void Edit_BeyondTheTemplate_IsRefused()
    {
        var ledger = file.Ledger(time);
        ledger.Draft(within, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Edit(beyond, "ann").Faults.ShouldBe([Fault]);
        ledger.Find("treatment", 1)!.Config.Attributes.ShouldBe(within.Attributes);
    }

    [Fact]
    public void SubmitAndApprove_TemplateShrunkMeanwhile_AreRefused()
    {
        var (wide, narrow) = TwoLedgers();
        wide.Draft(beyond, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        narrow.Submit("treatment", 1, "ann").Faults.ShouldBe([Fault]);
        wide.Submit("treatment", 1, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        narrow.Approve("treatment", 1, "bob").Faults.ShouldBe([Fault]);
        narrow.Find("treatment", 1)!.Status.ShouldBe(ScopeStatus.Submitted);
        wide.Approve("treatment", 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
    }

    [Fact]
    public void InForce_TemplateShrunkMeanwhile_GoesOnAndDoesNotComeBackOnceSuspended()
    {
        var (wide, narrow) = TwoLedgers();
        wide.Draft(beyond, "ann");
        wide.Submit("treatment", 1, "ann");
        wide.Approve("treatment", 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);

        narrow.TakeUp().ShouldBeEmpty();
        narrow.Register.Admit("alpha", "TREAT", Operation.Lookup, null, new(2026, 6, 1), out _).ShouldBe(AdmissionOutcome.Admitted);
        file.Words.Templates.ExcessesOf(narrow.Find("treatment", 1)!.Config).ShouldHaveSingleItem().What.ShouldBe("vital.birthDate");

        narrow.Suspend("treatment", 1, "ann", "look into it");
        narrow.Resume("treatment", 1, "ann", null).Faults.ShouldBe([Fault]);
    }

    [Fact]
    public void Import_BeyondTheTemplate_StopsTheStartUnlessItWasTakenOverBefore()
    {
        Should.Throw<ConfigurationFaultException>(() => file.Ledger(time, beyond)).Faults.ShouldHaveSingleItem().ShouldEndWith($"scope 'treatment' v1: {Fault}");
        var store = file.Store("shared.db", time);
        var scopes = file.Write(beyond);
        PrivacyRegistration.Open(store, scopes, Wide, time);
        PrivacyRegistration.Open(store, scopes, file.Words, time).Find("treatment", 1)!.Status.ShouldBe(ScopeStatus.Active);
    }

    public void Dispose() => file.Dispose();

    private ScopeVocabulary Wide => file.Words with { Templates = new([new(ScopeFile.Care with { Attributes = [new("vital.birthDate", Reduction.Whole)] })]) };

    /// <summary>One store, read by a hub of before and by a hub of after the template shrank.</summary>
    private (ScopeLedger Wide, ScopeLedger Narrow) TwoLedgers()
    {
        var store = file.Store("shared.db", time);
        return (PrivacyRegistration.Open(store, file.Write(), Wide, time), PrivacyRegistration.Open(store, file.Write(), file.Words, time));
    }
}
