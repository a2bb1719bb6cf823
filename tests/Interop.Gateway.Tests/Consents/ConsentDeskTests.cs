using System.Text;
using Interop.Gateway.Audit;
using Interop.Gateway.Consents;
using Interop.Gateway.IdentityResolution;

namespace Interop.Gateway.Tests.Consents;

public sealed class ConsentDeskTests : IAsyncLifetime
{
    private Offices offices = null!;

    public async ValueTask InitializeAsync() => offices = await Offices.OpenAsync();

    public ValueTask DisposeAsync() => offices.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GiveAsync_PersonOfTheDirectory_CoversByWhateverIdentifierTheyAreAskedFor()
    {
        offices.Answer().ShouldBe(ConsentAnswer.NotGiven);
        await offices.GiveAsync(Offices.Draft(Offices.AnnsInsurance));

        offices.Answer(Offices.Ann).ShouldBe(ConsentAnswer.Given);
        offices.Answer(Offices.AnnsInsurance, purpose: "COVERAGE").ShouldBe(ConsentAnswer.Given);
        offices.Answer(Offices.Bob).ShouldBe(ConsentAnswer.NotGiven);
        offices.Answer(Offices.Stranger).ShouldBe(ConsentAnswer.NotGiven);
        offices.Answer(institution: "hospital-b").ShouldBe(ConsentAnswer.NotGiven);
        offices.Answer(purpose: "HRESCH").ShouldBe(ConsentAnswer.NotGiven);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Covers_BordersOfThePeriod_BelongToIt(int day, bool given)
    {
        await offices.GiveAsync(Offices.Draft() with { From = Offices.Today.AddDays(5), To = Offices.Today.AddDays(15) });
        offices.Answer(day: Offices.Today.AddDays(5 + day)).ShouldBe(given ? ConsentAnswer.Given : ConsentAnswer.NotGiven);
    }

    [Fact]
    public async Task Covers_RestrictedConsents_TellTheAttributesOfAllOfThem()
    {
        await offices.GiveAsync(Offices.Draft() with { Attributes = ["vital.birthDate"] });
        await offices.GiveAsync(Offices.Draft() with { Attributes = ["vital.sex", "vital.birthDate"] });
        var cover = offices.Consents.Covers(offices.Resolve(Offices.Ann), Offices.Ann, "hospital-a", "TREAT", Offices.Today);
        cover.Attributes.ShouldNotBeNull().Order().ShouldBe(["vital.birthDate", "vital.sex"]);
        (cover.Covers("vital.sex"), cover.Covers("vital.death")).ShouldBe((true, false));

        await offices.GiveAsync();
        cover = offices.Consents.Covers(offices.Resolve(Offices.Ann), Offices.Ann, "hospital-a", "TREAT", Offices.Today);
        (cover.Attributes, cover.Covers("vital.death")).ShouldBe((null, true));
        ConsentCover.NotGiven.Covers("vital.sex").ShouldBeFalse();
    }

    [Fact]
    public async Task Covers_NumberForLifeNowAnothers_IsNobodysConsent()
    {
        await offices.GiveAsync();
        Resolution Person(string number) => new(ResolutionOutcome.Found, [new("nssf", Offices.AnnsInsurance.Value), new("national-id", number)], []);

        offices.Consents.Covers(Person(Offices.Ann.Value), Offices.AnnsInsurance, "hospital-a", "TREAT", Offices.Today).Answer.ShouldBe(ConsentAnswer.Given);
        // The registries have found out that the insurance number is Bob's.
        offices.Consents.Covers(Person(Offices.Bob.Value), Offices.AnnsInsurance, "hospital-a", "TREAT", Offices.Today).Answer.ShouldBe(ConsentAnswer.NotGiven);
    }

    [Fact]
    public async Task Covers_StoreThatCannotBeRead_IsUndecided()
    {
        await offices.GiveAsync();
        using (var connection = offices.Store.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "drop table consent_subject";
            command.ExecuteNonQuery();
        }
        offices.Answer().ShouldBe(ConsentAnswer.Undecided);
        offices.Answer(Offices.Stranger).ShouldBe(ConsentAnswer.Undecided, "or a fault would tell who exists");
        ConsentCover.Undecided.Covers("vital.sex").ShouldBeFalse();
    }

    [Fact]
    public async Task WithdrawAsync_AConsent_EndsItForEveryDayAndForEver()
    {
        var id = await offices.GiveAsync();
        (await WithdrawAsync(id, Offices.AnnsInsurance)).ShouldBe(ConsentOutcome.Done);

        offices.Answer().ShouldBe(ConsentAnswer.NotGiven);
        (await WithdrawAsync(id, Offices.Ann)).ShouldBe(ConsentOutcome.AlreadyWithdrawn);
        var consent = offices.Consents.Find(id).ShouldNotBeNull();
        consent.Withdrawal.ShouldBe(new("dpo-2", offices.Time.GetUtcNow(), "she rang"));
        (consent.RecordedBy, consent.Document, consent.On(Offices.Today)).ShouldBe(("dpo-1", "folder 12/2026", ConsentStatus.Withdrawn));
        consent.Purposes.ShouldBe(["COVERAGE", "TREAT"]);
    }

    [Fact]
    public async Task WithdrawAsync_SomebodyElsesNumberOrNoReason_ChangesNothing()
    {
        var id = await offices.GiveAsync();
        (await WithdrawAsync(id, Offices.Bob)).ShouldBe(ConsentOutcome.AnotherPerson);
        (await WithdrawAsync(id, Offices.Stranger)).ShouldBe(ConsentOutcome.AnotherPerson);
        (await WithdrawAsync(id, Offices.Ann with { Value = "no number" })).ShouldBe(ConsentOutcome.Faulty);
        (await WithdrawAsync(id, Offices.Ann, "  ")).ShouldBe(ConsentOutcome.NoteMissing);
        (await WithdrawAsync(id, Offices.Ann, "rang, no. 010203040.")).ShouldBe(ConsentOutcome.TextNamesPerson);
        (await WithdrawAsync(Guid.Empty, Offices.Ann)).ShouldBe(ConsentOutcome.NoSuchConsent);
        offices.Answer().ShouldBe(ConsentAnswer.Given);
    }

    [Fact]
    public async Task GiveAsync_EveryFault_IsToldAtOnceAndNothingIsRecorded()
    {
        var draft = new ConsentDraft(new("national-id", "12"), "nobody", [], ["no.such"], null, Offices.Today.AddDays(-1), null, "");
        var result = await offices.ConsentDesk.GiveAsync(Offices.Officer, draft, Cancellation);

        result.Outcome.ShouldBe(ConsentOutcome.Faulty);
        result.Faults.ShouldBe([
            ConsentFault.Identifier, ConsentFault.Grantee, ConsentFault.Purposes, ConsentFault.Attributes, ConsentFault.From, ConsentFault.To, ConsentFault.Medium, ConsentFault.Document]);
        (await offices.EntriesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-22", "2031-11-22", null)]
    [InlineData("2026-11-22", "2031-11-23", ConsentFault.Period)]
    [InlineData("2025-11-22", "2026-11-22", null)]
    [InlineData("2025-11-21", "2026-11-22", ConsentFault.From)]
    [InlineData("2027-11-23", "2028-11-22", ConsentFault.From)]
    [InlineData("2026-11-22", "2026-11-21", ConsentFault.To)]
    [InlineData("2027-01-02", "2027-01-01", ConsentFault.To)]
    [InlineData("2026-11-22", "9999-12-31", ConsentFault.Period)]
    [InlineData("9999-12-31", "9999-12-31", ConsentFault.From)]
    public async Task GiveAsync_Period_IsOfAYearFromTodayAndFiveLongAtMost(string from, string to, object? fault)
    {
        var result = await offices.ConsentDesk.GiveAsync(Offices.Officer, Offices.Draft() with { From = Day(from), To = Day(to) }, Cancellation);
        ConsentFault[] expected = fault is null ? [] : [(ConsentFault)fault];
        (result.Faults ?? []).ShouldBe(expected);
    }

    [Theory]
    [InlineData("ឯកសារលេខ ១២", true)]
    [InlineData("line\nbreak", false)]
    [InlineData("10 chars: 10 chars: 10 chars: 10 chars: 10 chars: 10 chars: 1234", true)]
    [InlineData("10 chars: 10 chars: 10 chars: 10 chars: 10 chars: 10 chars: 12345", false)]
    public async Task GiveAsync_Document_IsOfSixtyFourPrintableCharacters(string document, bool taken) =>
        (await offices.ConsentDesk.GiveAsync(Offices.Officer, Offices.Draft() with { Document = document }, Cancellation)).Outcome.ShouldBe(taken ? ConsentOutcome.Done : ConsentOutcome.Faulty);

    [Theory]
    [InlineData("folder of 010203040")]
    [InlineData("010 203 040")]
    [InlineData("scan-77001122.pdf")]
    public async Task GiveAsync_DocumentWithANumberOfThePerson_IsRefused(string document) =>
        (await offices.ConsentDesk.GiveAsync(Offices.Officer, Offices.Draft() with { Document = document }, Cancellation)).Outcome.ShouldBe(ConsentOutcome.TextNamesPerson);

    [Fact]
    public async Task GiveAsync_Stranger_IsRefusedAndTheAttemptRecorded()
    {
        (await offices.ConsentDesk.GiveAsync(Offices.Officer, Offices.Draft(Offices.Stranger), Cancellation)).Outcome.ShouldBe(ConsentOutcome.NoSuchPerson);
        var entry = (await offices.EntriesAsync()).ShouldHaveSingleItem();
        (entry.Phase, entry.Outcome, entry.Case).ShouldBe((AuditPhase.Refused, "no-such-person", null));
        entry.SubjectPseudonym.IsEmpty.ShouldBeFalse();
        offices.Consents.List(null, null, null, 10).ShouldBeEmpty();
    }

    [Fact]
    public async Task Acts_EachOfThem_AreEntriesOfTheLogAboutThePerson()
    {
        var id = await offices.GiveAsync();
        (await FindAsync(new(Offices.AnnsInsurance, "hospital-a", ConsentStatus.Active, 10))).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await offices.ConsentDesk.ShowAsync(Offices.Officer, id, Cancellation)).Consent.ShouldNotBeNull();
        (await WithdrawAsync(id, Offices.Ann)).ShouldBe(ConsentOutcome.Done);

        var entries = await offices.EntriesAsync();
        entries.Select(e => (e.Operation, e.User, e.Case, e.Outcome)).ShouldBe([
            ("consent-give", "dpo-1", $"{id}", "answered"), ("consent-search", "dpo-1", null, "answered"), ("consent-search", "dpo-1", $"{id}", "answered"), ("consent-withdraw", "dpo-2", $"{id}", "answered")]);
        entries.ShouldAllBe(e => e.Institution == "" && e.Door == "console");
        entries[1].Asked.ShouldBe(["subject", "grantee", "status"]);
        var ann = offices.Subjects.AllOf(offices.Resolve(Offices.Ann), Offices.Ann.Type, Offices.Ann.Value);
        foreach (var entry in (AuditEntry[])[entries[0], entries[1], entries[3]])
            ann.Any(s => s.Key == entry.SubjectKey && s.Value.Span.SequenceEqual(entry.SubjectPseudonym.Span)).ShouldBeTrue(entry.Operation);
    }

    [Fact]
    public async Task Acts_LogThatTakesNoEntry_DoAndShowNothing()
    {
        var id = await offices.GiveAsync();
        await offices.CloseLogAsync();

        (await offices.ConsentDesk.GiveAsync(Offices.Officer, Offices.Draft(Offices.Bob), Cancellation)).Outcome.ShouldBe(ConsentOutcome.NotRecorded);
        (await offices.ConsentDesk.FindAsync(Offices.Officer, new(null, null, null, 10), Cancellation)).Outcome.ShouldBe(ConsentOutcome.NotRecorded);
        (await offices.ConsentDesk.ShowAsync(Offices.Officer, id, Cancellation)).ShouldBe((ConsentOutcome.NotRecorded, null));
        (await WithdrawAsync(id, Offices.Ann)).ShouldBe(ConsentOutcome.NotRecorded);
        offices.Answer().ShouldBe(ConsentAnswer.Given);
        offices.Answer(Offices.Bob).ShouldBe(ConsentAnswer.NotGiven);
    }

    [Fact]
    public async Task Acts_ClerkOfAnInstitution_HasNoBusinessWithConsentsToOthers()
    {
        var (here, there) = (new DeskOfficer("clerk-a", "hospital-a"), new DeskOfficer("clerk-b", "hospital-b"));
        var id = await offices.GiveAsync();

        (await offices.ConsentDesk.GiveAsync(there, Offices.Draft(), Cancellation)).Faults.ShouldBe([ConsentFault.Grantee]);
        (await offices.ConsentDesk.ShowAsync(there, id, Cancellation)).Outcome.ShouldBe(ConsentOutcome.NoSuchConsent);
        (await offices.ConsentDesk.WithdrawAsync(there, id, Offices.Ann, "no", Cancellation)).ShouldBe(ConsentOutcome.NoSuchConsent);
        (await offices.ConsentDesk.FindAsync(there, new(Offices.Ann, "hospital-a", null, 10), Cancellation)).Found.ShouldBeEmpty();
        (await offices.ConsentDesk.FindAsync(here, new(Offices.Ann, null, null, 10), Cancellation)).Found.ShouldHaveSingleItem();
        (await offices.ConsentDesk.WithdrawAsync(here, id, Offices.Ann, "she asked", Cancellation)).ShouldBe(ConsentOutcome.Done);
    }

    [Fact]
    public async Task FindAsync_ByStatus_IsAsItStandsToday()
    {
        var active = await offices.GiveAsync();
        var upcoming = await offices.GiveAsync(Offices.Draft(Offices.Bob) with { From = Offices.Today.AddDays(1) });
        var expired = await offices.GiveAsync(Offices.Draft() with { To = Offices.Today });
        var withdrawn = await offices.GiveAsync();
        await WithdrawAsync(withdrawn, Offices.Ann);
        (await FindAsync(new(null, null, ConsentStatus.Upcoming, 10))).ShouldHaveSingleItem().Id.ShouldBe(upcoming);
        (await FindAsync(new(null, null, ConsentStatus.Withdrawn, 10))).ShouldHaveSingleItem().Id.ShouldBe(withdrawn);
        offices.Time.SetUtcNow(new(2026, 11, 22, 23, 59, 59, TimeSpan.Zero));
        (await FindAsync(new(null, null, ConsentStatus.Active, 10))).Count.ShouldBe(2);
        offices.Time.SetUtcNow(new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
        (await FindAsync(new(null, null, ConsentStatus.Expired, 10))).ShouldHaveSingleItem().Id.ShouldBe(expired);
        (await FindAsync(new(Offices.Ann, null, ConsentStatus.Active, 10))).ShouldHaveSingleItem().Id.ShouldBe(active);
        (await FindAsync(new(Offices.Bob, null, null, 10))).ShouldHaveSingleItem().Id.ShouldBe(upcoming);
        (await FindAsync(new(null, null, null, 2))).Count.ShouldBe(2);
        (await offices.ConsentDesk.FindAsync(Offices.Officer, new(new("national-id", "1"), null, null, 10), Cancellation)).Outcome.ShouldBe(ConsentOutcome.Faulty);
    }

    [Fact]
    public async Task Store_AfterEveryKindOfAct_HoldsNoIdentifier()
    {
        var id = await offices.GiveAsync();
        await WithdrawAsync(id, Offices.AnnsInsurance);
        await offices.EmbargoDesk.RequestAsync("dpo-1", new(Offices.Ann, "hospital-a", "", Offices.Today, "a reason", "a law"), Cancellation);

        var bytes = offices.StoreBytes();
        foreach (var personal in (string[])[Offices.Ann.Value, Offices.AnnsInsurance.Value, "CIVIL-KEY-1", "INSURED-KEY-1"])
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(personal)).ShouldBe(-1);
        bytes.AsSpan().IndexOf("nssf"u8).ShouldBe(-1, "not even which registries know the person");
        bytes.AsSpan().IndexOf("folder 12/2026"u8).ShouldBeGreaterThan(0, "the search would have found it");
        using var connection = offices.Store.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from consent_subject join embargo_subject using (pseudonym)";
        command.ExecuteScalar().ShouldBe(0L, "the registers cannot be laid side by side");
    }

    private ValueTask<ConsentOutcome> WithdrawAsync(Guid id, TypedIdentifier typed, string note = "she rang") =>
        offices.ConsentDesk.WithdrawAsync(Offices.Officer with { Id = "dpo-2" }, id, typed, note, Cancellation);

    private async Task<IReadOnlyList<Consent>> FindAsync(ConsentQuery query) => (await offices.ConsentDesk.FindAsync(Offices.Officer, query, Cancellation)).Found;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
