using Interop.Gateway.Audit;
using Interop.Gateway.Consents;
using Interop.Gateway.Tests.Audit;

namespace Interop.Gateway.Tests.Consents;

public sealed class EmbargoDeskTests : IAsyncLifetime
{
    private Offices offices = null!;

    public async ValueTask InitializeAsync() => offices = await Offices.OpenAsync();

    public ValueTask DisposeAsync() => offices.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static EmbargoDraft Draft => new(Offices.Ann, "hospital-a", "", Offices.Today.AddDays(30), "an inquiry runs", "Code of criminal procedure, art. 121");

    [Fact]
    public async Task Embargo_ApprovedByASecondOfficer_HidesThatInstitutionFromThatPerson()
    {
        var id = await RequestAsync(Draft);
        Hides(Offices.Ann, "hospital-a").ShouldBeFalse("one officer alone hides nothing");
        (await ApproveAsync("dpo-1", id)).ShouldBe(EmbargoOutcome.OwnApproval);
        (await ApproveAsync("dpo-2", id, Offices.Bob)).ShouldBe(EmbargoOutcome.AnotherPerson);
        Hides(Offices.Ann, "hospital-a").ShouldBeFalse();
        (await ApproveAsync("dpo-2", id, Offices.AnnsInsurance)).ShouldBe(EmbargoOutcome.Done);

        Hides(Offices.Ann, "hospital-a").ShouldBeTrue();
        Hides(Offices.Ann, "hospital-a", "case-9").ShouldBeTrue();
        Hides(Offices.Ann, "hospital-b").ShouldBeFalse();
        Hides(Offices.Bob, "hospital-a").ShouldBeFalse();
        SetOf(Offices.Ann).Over.ShouldBeEmpty();
        (await ApproveAsync("dpo-3", id)).ShouldBe(EmbargoOutcome.NothingToDecide);
        offices.Embargoes.Decide(id, approve: false, "dpo-3", "too late").ShouldBeFalse();
    }

    [Fact]
    public async Task Decide_WhoeverAskedApproves_IsRefusedByTheStoreItself()
    {
        var id = await RequestAsync(Draft);
        offices.Embargoes.Decide(id, approve: true, "dpo-1", "").ShouldBeFalse();
        offices.Embargoes.Find(id).ShouldNotBeNull().IsApproved.ShouldBeFalse();
    }

    [Fact]
    public async Task Embargo_OfOneCase_HidesThatCaseAlone()
    {
        await ApproveAsync("dpo-2", await RequestAsync(Draft with { Case = "case-9" }));
        Hides(Offices.Ann, "hospital-a", "case-9").ShouldBeTrue();
        Hides(Offices.Ann, "hospital-a", "case-90").ShouldBeFalse();
        Hides(Offices.Ann, "hospital-a").ShouldBeFalse();
    }

    [Fact]
    public async Task Of_AfterTheLastDayInCambodia_ShowsTheEntriesAndThatTheyWereHidden()
    {
        var id = await RequestAsync(Draft);
        await ApproveAsync("dpo-2", id);
        var last = new DateTimeOffset(Offices.Today.AddDays(31), TimeOnly.MinValue, TimeSpan.FromHours(7));
        offices.Embargoes.Of(offices.Resolve(Offices.Ann), last.AddMilliseconds(-1)).Hides(Entry("hospital-a", null)).ShouldBeTrue();

        var after = offices.Embargoes.Of(offices.Resolve(Offices.Ann), last);
        after.Hides(Entry("hospital-a", null)).ShouldBeFalse();
        after.Over.ShouldHaveSingleItem().LegalBasis.ShouldBe(Draft.LegalBasis);
        after.Was(Entry("hospital-a", null)).ShouldNotBeNull().Id.ShouldBe(id);
        after.Was(Entry("hospital-b", null)).ShouldBeNull();
        offices.Embargoes.Of(offices.Resolve(Offices.Bob), last).Over.ShouldBeEmpty();
        offices.Time.SetUtcNow(last);
        (await offices.EmbargoDesk.LiftAsync("dpo-1", id, "over", Cancellation)).ShouldBe(EmbargoOutcome.NotInForce);
    }

    [Fact]
    public async Task Of_EndedWhileAnotherGoesOn_TellsNothingOfEither()
    {
        var first = await RequestAsync(Draft with { Case = "case-9" });
        await ApproveAsync("dpo-2", first);
        var second = await RequestAsync(Draft);
        await ApproveAsync("dpo-2", second);
        (await offices.EmbargoDesk.LiftAsync("dpo-3", first, "extended", Cancellation)).ShouldBe(EmbargoOutcome.Done);

        var set = SetOf(Offices.Ann);
        set.Over.ShouldBeEmpty();
        set.Was(Entry("hospital-a", "case-9")).ShouldBeNull();
        set.Hides(Entry("hospital-a", "case-9")).ShouldBeTrue();

        (await offices.EmbargoDesk.LiftAsync("dpo-1", second, "inquiry closed", Cancellation)).ShouldBe(EmbargoOutcome.Done);
        set = SetOf(Offices.Ann);
        set.Over.Count.ShouldBe(2);
        set.Hides(Entry("hospital-a", "case-9")).ShouldBeFalse();
        offices.Embargoes.Find(second).ShouldNotBeNull().Lift.ShouldBe(new("dpo-1", offices.Time.GetUtcNow(), "inquiry closed"));
    }

    [Fact]
    public async Task RefuseAsync_ARequest_HidesNothingAndIsFinal()
    {
        var id = await RequestAsync(Draft);
        (await offices.EmbargoDesk.RefuseAsync("dpo-2", id, " ", Cancellation)).ShouldBe(EmbargoOutcome.NoteMissing);
        (await offices.EmbargoDesk.RefuseAsync("dpo-2", id, "about 010203040", Cancellation)).ShouldBe(EmbargoOutcome.TextNamesPerson);
        (await offices.EmbargoDesk.RefuseAsync("dpo-2", id, "no court order", Cancellation)).ShouldBe(EmbargoOutcome.Done);
        (await ApproveAsync("dpo-3", id)).ShouldBe(EmbargoOutcome.NothingToDecide);
        (await offices.EmbargoDesk.LiftAsync("dpo-3", id, "why", Cancellation)).ShouldBe(EmbargoOutcome.NotInForce);
        Hides(Offices.Ann, "hospital-a").ShouldBeFalse();
        SetOf(Offices.Ann).Over.ShouldBeEmpty("it never hid anything");
        offices.Embargoes.Find(id).ShouldNotBeNull().At(offices.Time.GetUtcNow()).ShouldBe(EmbargoStatus.Refused);
    }

    [Fact]
    public async Task ApproveAsync_AfterTheLastDay_DecidesNothing()
    {
        var id = await RequestAsync(Draft with { Until = Offices.Today });
        offices.Time.Advance(TimeSpan.FromDays(1));
        (await ApproveAsync("dpo-2", id)).ShouldBe(EmbargoOutcome.NothingToDecide);
        offices.Embargoes.Decide(id, approve: true, "dpo-2", "").ShouldBeFalse();
        offices.Embargoes.Find(id).ShouldNotBeNull().At(offices.Time.GetUtcNow()).ShouldBe(EmbargoStatus.Lapsed);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(365, true)]
    [InlineData(366, false)]
    public async Task RequestAsync_LastDay_IsWithinAYear(int days, bool taken)
    {
        var result = await offices.EmbargoDesk.RequestAsync("dpo-1", Draft with { Until = Offices.Today.AddDays(days) }, Cancellation);
        EmbargoFault[] expected = taken ? [] : [EmbargoFault.Until];
        (result.Faults ?? []).ShouldBe(expected);
    }

    [Fact]
    public async Task RequestAsync_EveryFault_IsToldAtOnceAndNothingIsRecorded()
    {
        var result = await offices.EmbargoDesk.RequestAsync("dpo-1", new(new("passport", "1"), "nobody", "សំណុំរឿង", null, "", new('x', 501)), Cancellation);
        result.Faults.ShouldBe([EmbargoFault.Identifier, EmbargoFault.Institution, EmbargoFault.Case, EmbargoFault.Until, EmbargoFault.Reason, EmbargoFault.LegalBasis]);
        (await offices.EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task RequestAsync_TextWithANumberOfThePersonOrStranger_IsRefused()
    {
        (await offices.EmbargoDesk.RequestAsync("dpo-1", Draft with { Reason = "see 77001122" }, Cancellation)).Outcome.ShouldBe(EmbargoOutcome.TextNamesPerson);
        (await offices.EmbargoDesk.RequestAsync("dpo-1", Draft with { Subject = Offices.Stranger }, Cancellation)).Outcome.ShouldBe(EmbargoOutcome.NoSuchPerson);
        offices.Embargoes.List(10).ShouldBeEmpty();
    }

    [Fact]
    public async Task Acts_EachOfThem_AreEntriesUnderTheEmbargoAndNeverUnderThePerson()
    {
        var id = await RequestAsync(Draft);
        await ApproveAsync("dpo-2", id);
        await offices.EmbargoDesk.ShowAsync("auditor-1", id, Cancellation);
        (await offices.EmbargoDesk.ListAsync("auditor-1", 10, Cancellation)).ShouldNotBeNull().ShouldHaveSingleItem().Id.ShouldBe(id);
        await offices.EmbargoDesk.LiftAsync("dpo-3", id, "inquiry closed", Cancellation);

        var entries = await offices.EntriesAsync();
        entries.Select(e => (e.Operation, e.User, e.Case)).ShouldBe([
            ("embargo-request", "dpo-1", $"{id}"), ("embargo-approve", "dpo-2", $"{id}"), ("embargo-search", "auditor-1", $"{id}"), ("embargo-search", "auditor-1", null), ("embargo-lift", "dpo-3", $"{id}")]);
        entries.ShouldAllBe(e => e.SubjectPseudonym.IsEmpty && e.Institution == "");
    }

    [Fact]
    public async Task Acts_LogThatTakesNoEntry_DoAndShowNothing()
    {
        var (id, waiting) = (await RequestAsync(Draft), await RequestAsync(Draft with { Institution = "hospital-b" }));
        await ApproveAsync("dpo-2", id);
        await offices.CloseLogAsync();

        (await offices.EmbargoDesk.RequestAsync("dpo-1", Draft, Cancellation)).Outcome.ShouldBe(EmbargoOutcome.NotRecorded);
        (await ApproveAsync("dpo-2", waiting)).ShouldBe(EmbargoOutcome.NotRecorded);
        (await offices.EmbargoDesk.RefuseAsync("dpo-2", waiting, "no", Cancellation)).ShouldBe(EmbargoOutcome.NotRecorded);
        (await offices.EmbargoDesk.LiftAsync("dpo-2", id, "no", Cancellation)).ShouldBe(EmbargoOutcome.NotRecorded);
        (await offices.EmbargoDesk.ListAsync("dpo-2", 10, Cancellation)).ShouldBeNull();
        (await offices.EmbargoDesk.ShowAsync("dpo-2", id, Cancellation)).ShouldBe((EmbargoOutcome.NotRecorded, null));
        (Hides(Offices.Ann, "hospital-a"), Hides(Offices.Ann, "hospital-b")).ShouldBe((true, false));
        offices.Embargoes.List(10).Count.ShouldBe(2);
    }

    private async Task<Guid> RequestAsync(EmbargoDraft draft)
    {
        var result = await offices.EmbargoDesk.RequestAsync("dpo-1", draft, Cancellation);
        result.Outcome.ShouldBe(EmbargoOutcome.Done);
        return result.Id;
    }

    private ValueTask<EmbargoOutcome> ApproveAsync(string officer, Guid id, TypedIdentifier? typed = null) => offices.EmbargoDesk.ApproveAsync(officer, id, typed ?? Offices.Ann, Cancellation);

    private EmbargoSet SetOf(TypedIdentifier who) => offices.Embargoes.Of(offices.Resolve(who), offices.Time.GetUtcNow());

    private bool Hides(TypedIdentifier who, string institution, string? number = null) => SetOf(who).Hides(Entry(institution, number));

    private static AuditEntry Entry(string institution, string? number) => AuditFolder.Entry() with { Institution = institution, Case = number };
}
