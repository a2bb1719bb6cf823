using System.IO.Pipelines;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.SubjectAccess;
using Interop.Gateway.Consents;
using Interop.Gateway.Demo;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Hosting;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.Registries;
using Interop.Gateway.SubjectAccess;
using Interop.Schemas;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>What a person is told about themselves, from the rooms of the real host, each over a log of its own.</summary>
public sealed class SubjectReportTests(HubFixture hub)
{
    private const string Office = "data-protection-office", Commune = "commune-sangkat-120101", Hospital = "calmette-hospital", Ministry = "social-ministry";

    [Fact]
    public async Task Make_AfterExchangesOfSeveralInstitutions_HoldsExactlyThoseAboutThePerson()
    {
        await using var other = await hub.StartAnotherAsync();
        var (person, somebodyElse) = (Known, hub.Demo.People.Last(p => p.Identifiers.ContainsKey("national-id")));
        person.Identifiers["national-id"].ShouldNotBe(somebodyElse.Identifiers["national-id"]);
        var (type, value) = person.Identifiers.First(i => i.Key != "national-id");
        var looked = await hub.Http.LookupAsync(other.Address, hub.KeyOf(Hospital), "TREAT", "national-id", person.Identifiers["national-id"], ""","attributes":["vital.birthDate","idpoor.level"]""");
        await hub.Http.LookupAsync(other.Address, hub.KeyOf(Hospital), "TREAT", "national-id", somebodyElse.Identifiers["national-id"]);
        var refused = await hub.Http.LookupAsync(other.Address, hub.KeyOf(Hospital), "HRESCH", "national-id", person.Identifiers["national-id"]);
        var decided = await hub.Http.CheckAsync(other.Address, hub.KeyOf(Ministry), "ELIGDTRM", type, value, ""","programmes":["hef"]""");

        var first = await MakeAsync(other, Office, person);

        var lines = first.History.Disclosures.ToArray();
        lines.Select(l => $"{l.Exchange}").ShouldBe(new[] { decided, refused, looked }.Select(a => a.Body.GetProperty("exchangeId").GetString()!));
        lines.Select(l => (l.Institution, l.Purpose, l.Result)).ShouldBe(
            [(Ministry, "ELIGDTRM", DisclosureResult.Given), (Hospital, "HRESCH", DisclosureResult.Refused), (Hospital, "TREAT", DisclosureResult.Given)]);
        lines[0].Programmes.ShouldBe(["hef"]);
        lines[1].Refusal.ShouldBe("purpose-outside-scope");
        lines[2].Attributes.ShouldBe(["vital.birthDate"], "what was withheld did not leave");

        // The first report is itself told of in the second: that the registries were read, and that the log was.
        var further = (await MakeAsync(other, Office, person)).History.Disclosures.ToArray();
        further.Skip(2).Select(l => l.Exchange).ShouldBe(lines.Select(l => l.Exchange));
        further.Take(2).Select(l => (l.Institution, l.Operation, l.Purpose)).ShouldBe([(Office, SubjectLog.Operation, "PATRQT"), (Office, "lookup", "PATRQT")]);
        further[1].Exchange.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Make_ByTheOffice_HoldsWhatEveryRegistryHoldsAndWhoKnowsThePerson()
    {
        await using var other = await hub.StartAnotherAsync();
        var report = await MakeAsync(other, Office, Known);

        report.Held.Select(h => (h.Source.Registry, h.Source.Status)).ShouldBe(
            [("civil-registry", SourceStatus.Answered), ("health-insurance", SourceStatus.Answered), ("id-poor", SourceStatus.Answered), ("programmes", SourceStatus.Answered)], ignoreOrder: true);
        report.Held.SelectMany(h => h.NotGranted).ShouldBeEmpty();
        report.Held.SelectMany(h => h.Attributes).Single(a => a.Attribute.Name == "person.nationalId").Value.Text.ShouldBe(Known.Identifiers["national-id"]);
        report.Held.SelectMany(h => h.Attributes).ShouldNotContain(a => a.Attribute.Via != null, "what is held about a relative is the relative's");
        report.References.Select(r => r.Registry).ShouldContain("civil-registry");
        report.History.Behind.ShouldBe(0);
        JsonSchemas.Validate("subject-report", await JsonOf(other, report)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Make_ByTheCommune_NamesWhatItsScopeDoesNotLetOut()
    {
        await using var other = await hub.StartAnotherAsync();
        var (outcome, report) = await TryAsync(other, Commune, CommuneOffice.Resident(hub));
        outcome.ShouldBe(ExchangeOutcome.Answered);

        report!.Held.SelectMany(h => h.Attributes).Select(a => a.Attribute.Name).ShouldNotContain("person.nationalId");
        report.Held.Single(h => h.Source.Registry == "civil-registry").NotGranted.Select(a => a.Name).ShouldContain("person.nationalId");
        report.Held.Single(h => h.Source.Registry == "programmes").NotGranted.Select(a => a.Name).ShouldContain("enrolment.cashtransfer.from", "it is granted for enrolment alone");
        JsonSchemas.Validate("subject-report", await JsonOf(other, report)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Make_InsurerStopped_NamesItAndWhatIsMissing()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var report = await MakeAsync(other, Office, Known);

        var silent = report.Held.Single(h => h.Source.Registry == "health-insurance");
        silent.Source.Status.ShouldBe(SourceStatus.Unavailable);
        using var json = JsonDocument.Parse(await JsonOf(other, report));
        var part = json.RootElement.GetProperty("held").EnumerateArray().Single(h => h.GetProperty("registry").GetString() == "health-insurance");
        part.GetProperty("reason").GetString().ShouldBe("registry-unavailable");
        part.GetProperty("attributes").EnumerateArray().ShouldAllBe(a => a.GetProperty("status").GetString() == "unknown");
    }

    [Fact]
    public async Task Make_InstitutionWithoutAScopeForIt_IsRefusedAndRecorded()
    {
        await using var other = await hub.StartAnotherAsync();
        var (outcome, report) = await TryAsync(other, Hospital, Known.Identifiers["national-id"]);

        outcome.ShouldBe(ExchangeOutcome.PurposeOutsideScope);
        report.ShouldBeNull();
        (await MakeAsync(other, Office, Known)).History.Disclosures.Select(d => d.Result).ShouldBe([DisclosureResult.Refused], "somebody tried");
        var page = other.Rooms.GetRequiredService<AuditSearch>().Find(new(Institution: Hospital));
        page.Hits.Select(h => (h.Entry.Phase, h.Entry.Door, h.Entry.Case)).ShouldBe([(AuditPhase.Refused, SubjectReports.Door, "SAR-7")]);
    }

    [Fact]
    public async Task Make_ByTheCommuneAboutSomebodyElsewhere_TellsNothing()
    {
        await using var other = await hub.StartAnotherAsync();
        foreach (var number in (string[])[CommuneOffice.Stranger(hub), "999999999"])
            (await TryAsync(other, Commune, number)).ShouldBe((ExchangeOutcome.SubjectOutsideScope, null));
    }

    [Fact]
    public async Task Make_WhileAnEmbargoHides_LeavesItOutAndTellsOfItAfterwards()
    {
        await using var other = await hub.StartAnotherAsync();
        var typed = new TypedIdentifier("national-id", Known.Identifiers["national-id"]);
        foreach (var (key, purpose) in ((string, string)[])[(Hospital, "TREAT"), (Ministry, "ELIGDTRM")])
            (await hub.Http.LookupAsync(other.Address, hub.KeyOf(key), purpose, typed.Type, typed.Value)).Status.ShouldBe(200);
        var (desk, token) = (other.Rooms.GetRequiredService<EmbargoDesk>(), TestContext.Current.CancellationToken);
        var until = Embargo.DayOf(TimeProvider.System.GetUtcNow()).AddDays(9);
        var id = (await desk.RequestAsync("ann", new(typed, Hospital, "", until, "an inquiry runs", "order 12 of the court"), token)).Id;
        (await OthersAsync()).ShouldBe([(Ministry, false), (Hospital, false)], "one officer hides nothing");

        (await desk.ApproveAsync("bob", id, typed, token)).ShouldBe(EmbargoOutcome.Done);
        (await OthersAsync()).ShouldBe([(Ministry, false)]);

        (await desk.LiftAsync("bob", id, "the inquiry is closed", token)).ShouldBe(EmbargoOutcome.Done);
        (await OthersAsync()).ShouldBe([(Ministry, false), (Hospital, true)]);

        async Task<(string, bool)[]> OthersAsync()
        {
            var report = await MakeAsync(other, Office, Known);
            report.History.Disclosures.ShouldAllBe(d => !d.Operation.StartsWith("embargo", StringComparison.Ordinal));
            JsonSchemas.Validate("subject-report", await JsonOf(other, report)).ShouldBeEmpty();
            return [.. report.History.Disclosures.Where(d => d.Institution != Office).Select(d => (d.Institution, d.WasHidden))];
        }
    }

    [Fact]
    public async Task Make_ConsentGiven_IsInTheReport()
    {
        await using var other = await hub.StartAnotherAsync();
        var day = other.Rooms.GetRequiredService<ConsentRegister>().Today;
        var given = await other.Rooms.GetRequiredService<ConsentDesk>().GiveAsync(
            new("ann", null), new(new("national-id", Known.Identifiers["national-id"]), Hospital, ["HRESCH"], ["vital.sex"], day, day.AddDays(30), ConsentMedium.Written, "cabinet 4"),
            TestContext.Current.CancellationToken);
        given.Outcome.ShouldBe(ConsentOutcome.Done);

        var report = await MakeAsync(other, Office, Known);
        report.Consents.Select(c => c.Id).ShouldBe([given.Id]);
        report.History.Disclosures.Select(d => (d.Institution, d.Operation)).ShouldBe([("", ConsentDesk.Give)], "what officers do is told too");
        JsonSchemas.Validate("subject-report", await JsonOf(other, report)).ShouldBeEmpty();
        (await MakeAsync(other, Office, hub.Demo.People.Last(p => p.Identifiers.ContainsKey("national-id")))).Consents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Make_HistoryOfManyPages_HoldsEachLineOnceTheNewestFirst()
    {
        const int Many = 300; // with two entries each, more than a page
        await using var other = await hub.StartAnotherAsync();
        var (log, keys, typed) = (other.Rooms.GetRequiredService<AuditLog>(), other.Rooms.GetRequiredService<SubjectKeys>(), ("national-id", Known.Identifiers["national-id"]));
        var (person, now) = (other.Rooms.GetRequiredService<ReferenceDirectory>().Resolve(typed.Item1, typed.Item2), TimeProvider.System.GetUtcNow());
        var exchanges = Enumerable.Range(0, Many).Select(i => Guid.CreateVersion7(now.AddSeconds(i - Many))).ToArray();
        foreach (var (i, exchange) in exchanges.Index())
            foreach (var phase in (AuditPhase[])[AuditPhase.Admitted, AuditPhase.Completed])
            {
                var subject = phase == AuditPhase.Admitted ? keys.Of(typed.Item1, typed.Item2, now, 30) : keys.Of(person, typed.Item1, typed.Item2, now, 30);
                (await log.AppendAsync(new()
                {
                    Exchange = exchange, Phase = phase, At = now.AddSeconds(i - Many), Institution = Hospital, Door = "native", Operation = "lookup", Purpose = "TREAT",
                    SubjectPseudonym = subject.Value, SubjectKey = subject.Key, Outcome = phase == AuditPhase.Admitted ? "admitted" : "answered",
                }, TestContext.Current.CancellationToken)).Outcome.ShouldBe(AppendOutcome.Durable);
            }

        var report = await MakeAsync(other, Office, Known);
        report.History.Behind.ShouldBe(0);
        report.History.Disclosures.Select(d => d.Exchange).ShouldBe(exchanges.Reverse());
    }

    [Fact]
    public async Task Make_LogCannotBeWritten_GivesNothing()
    {
        await using var other = await hub.StartAnotherAsync();
        using var locker = new SqliteConnection($"Data Source={other.Rooms.GetRequiredService<AuditOptions>().File};Pooling=False");
        locker.Open();
        using var command = locker.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        // What comes first is durable without the store; a second look finds it broken.
        var log = other.Rooms.GetRequiredService<AuditLog>();
        await hub.Http.LookupAsync(other.Address, hub.KeyOf(Hospital), "TREAT", "national-id", Known.Identifiers["national-id"]);
        await Patience.UntilAsync(() => log.Health == AuditHealth.Unavailable, "an audit log that is unavailable");

        (await TryAsync(other, Office, Known.Identifiers["national-id"])).ShouldBe((ExchangeOutcome.AuditUnavailable, null));
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
    }

    private DemoPerson Known => hub.Demo.People.First(p => p.Identifiers.Count >= 3 && p.Identifiers.ContainsKey("national-id"));

    private static async Task<SubjectReport> MakeAsync(HubHost host, string institution, DemoPerson person)
    {
        var (outcome, report) = await TryAsync(host, institution, person.Identifiers["national-id"]);
        outcome.ShouldBe(ExchangeOutcome.Answered);
        return report.ShouldNotBeNull();
    }

    private static Task<(ExchangeOutcome Outcome, SubjectReport? Report)> TryAsync(HubHost host, string institution, string number) =>
        host.Rooms.GetRequiredService<SubjectReports>().MakeAsync(
            new DefaultHttpContext(),
            new(host.Rooms.GetRequiredService<InstitutionRegister>().Find(institution)!, "officer", "SAR-7", new("national-id", number)),
            TestContext.Current.CancellationToken);

    private static async Task<string> JsonOf(HubHost host, SubjectReport report)
    {
        using var body = new MemoryStream();
        var writer = PipeWriter.Create(body, new(leaveOpen: true));
        await host.Rooms.GetRequiredService<ReportJson>().WriteAsync(writer, report, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return global::System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
