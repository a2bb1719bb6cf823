using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Privacy;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Foresight;

public sealed class HypothesisTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    private readonly ScopeFile file = new();
    private readonly ScopeLedger ledger;

    public HypothesisTests() => ledger = file.Ledger(
        new FakeTimeProvider(new(Today, TimeOnly.MinValue, TimeSpan.Zero)), Scope(), Scope() with { Scope = "coverage", Purposes = ["COVERAGE"] });

    [Fact]
    public void With_DraftOfAScopeInForce_TakesItsPlaceAndLeavesTheOthersAndTheRegister()
    {
        var hypothesis = With(Scope() with { Version = 2, Purposes = ["ELIGDTRM"] }).ShouldNotBeNull();

        Admit(hypothesis, "TREAT").ShouldBe(AdmissionOutcome.PurposeOutsideScope);
        Admit(hypothesis, "ELIGDTRM").ShouldBe(AdmissionOutcome.Admitted);
        Admit(hypothesis, "COVERAGE").ShouldBe(AdmissionOutcome.Admitted);
        Admit(Hypothesis.AsItIs(ledger, Today), "TREAT").ShouldBe(AdmissionOutcome.Admitted, "nothing has changed for anybody");
    }

    [Fact]
    public void With_DraftThatBeginsLater_IsLookedAtOnItsFirstDay()
    {
        var hypothesis = With(Scope() with { Scope = "later", Purposes = ["ELIGDTRM"], From = new(2026, 9, 1) }).ShouldNotBeNull();
        hypothesis.Day.ShouldBe(new(2026, 9, 1));
        Admit(hypothesis, "ELIGDTRM").ShouldBe(AdmissionOutcome.Admitted);
    }

    [Fact]
    public void With_DraftThatNamesWhatIsNoMore_SaysSoAndCompilesNothing()
    {
        Hypothesis.With(Scope() with { Version = 2, Attributes = [new("no.such")] }, ledger, AttributeCatalogue.Current, Today, out var faults).ShouldBeNull();
        faults.ShouldContain(f => f.Contains("no.such", StringComparison.Ordinal));
    }

    public void Dispose() => file.Dispose();

    private static ScopeConfig Scope() => ScopeFile.Scope(new GrantConfig("vital.sex"));

    private Hypothesis? With(ScopeConfig version) =>
        Hypothesis.With(version with { Status = ScopeStatus.Draft, SubmittedBy = null, ApprovedBy = null }, ledger, AttributeCatalogue.Current, Today, out _);

    private static AdmissionOutcome Admit(Hypothesis hypothesis, string purpose) => hypothesis.Register.Admit("alpha", purpose, Operation.Lookup, null, hypothesis.Day, out _);
}
