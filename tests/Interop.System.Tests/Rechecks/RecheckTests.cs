using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Interop.Gateway.Audit;
using Interop.Gateway.Demo;
using Interop.Gateway.Hosting;
using Interop.Gateway.Institutions;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Privacy;
using Interop.Gateway.Rechecks;
using Interop.Schemas;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Rechecks;

/// <summary>Questions that an outage leaves open, asked again by the hub when it ends.</summary>
public sealed class RecheckTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital", Ministry = "social-ministry";

    private readonly RestClock time = new();

    private IEnumerable<DemoPerson> People => hub.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id"));

    /// <summary>Covered by NSSF alone: with the insurer silent nobody else can say.</summary>
    private DemoPerson Insured => People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef"));

    [Fact]
    public async Task Outage_OfFourHours_SendsNobodyAwayAndAnswersEveryOpenQuestionOnceWithinTwoMinutesOfItsEnd()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        var people = People.ToArray();
        var truth = new Dictionary<DemoPerson, Answer>();
        foreach (var person in people)
            truth[person] = await AskAsync(hub.Hub, person, again: false);
        // Half of them the hospital has asked about before, so the hub knows what the insurer said.
        var known = people.Where((_, i) => i % 2 == 0).ToArray();
        foreach (var person in known)
            await AskAndKeepAsync(other, person);

        await insurer.StopAsync();
        var stopped = time.GetUtcNow();
        var waiting = new Dictionary<string, DemoPerson>();
        var stale = 0;
        for (var hour = 0; hour <= 4; hour++)
        {
            foreach (var person in people)
            {
                var answer = await AskAsync(other, person);
                answer.Status.ShouldBe(200);
                OutageAnswers.ShouldNotSayNoAgainst(truth[person], answer);
                if (answer.Body.TryGetProperty("stale", out _))
                {
                    var source = answer.Source("health-insurance");
                    source.GetProperty("status").GetString().ShouldBe("last-known");
                    XmlConvert.ToTimeSpan(source.GetProperty("age").GetString()!).ShouldBeGreaterThanOrEqualTo(time.GetUtcNow() - stopped);
                    stale++;
                }
                if (answer.Body.TryGetProperty("recheck", out var recheck))
                    waiting.Add(recheck.GetProperty("id").GetString()!, person);
                else
                    OutageAnswers.Opened(answer).ShouldBeFalse("whatever the outage leaves open is asked again");
                JsonSchemas.Validate("entitlement-check-answer", answer.Body.GetRawText()).ShouldBeEmpty();
            }
            if (hour < 4)
                await time.AdvanceAsync(TimeSpan.FromHours(1));
        }
        (time.GetUtcNow() - stopped).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(4));
        stale.ShouldBePositive();
        waiting.Count.ShouldBeGreaterThan(50);
        var open = await FetchAsync(other, waiting.Keys.First());
        (open.Status, open.Headers.RetryAfter?.Delta).ShouldBe((202, TimeSpan.FromSeconds(15)));
        JsonSchemas.Validate("recheck-open", open.Body.GetRawText()).ShouldBeEmpty();

        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));
        var exchanges = new HashSet<string>();
        foreach (var (id, person) in waiting)
        {
            var result = await FetchAsync(other, id);
            result.Status.ShouldBe(200);
            JsonSchemas.Validate("entitlement-check-answer", result.Body.GetRawText()).ShouldBeEmpty();
            OutageAnswers.Decisions(result).ShouldBe(OutageAnswers.Decisions(truth[person]));
            exchanges.Add(result.Body.GetProperty("exchangeId").GetString()!).ShouldBeTrue();
            result.Headers.GetValues("Interop-Receipt").Single().ShouldBe(result.Body.GetProperty("receipt").GetString());
            (await FetchAsync(other, id)).Body.GetRawText().ShouldBe(result.Body.GetRawText(), "an answer that did not arrive can be fetched again");
        }
        (await RecheckEntriesAsync(other)).Where(e => e.Phase == AuditPhase.Completed).Select(e => e.Exchange.ToString()).ShouldBe(exchanges, ignoreOrder: true, "each was asked again once");
    }

    [Fact]
    public async Task Fetch_ResultInItsTime_IsForItsInstitutionAloneAndThenOver()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        await insurer.StopAsync();
        var (first, second) = (await KeptAsync(other), await KeptAsync(other));
        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));

        (await FetchAsync(other, first, Ministry)).Code.ShouldBe("recheck-unknown");
        (await FetchAsync(other, first.Replace(first[0], first[0] == '0' ? '1' : '0'))).Code.ShouldBe("recheck-unknown");
        (await FetchAsync(other, "x")).Status.ShouldBe(404);
        (await GetAsync(other, first, null)).Code.ShouldBe("access-key-missing");
        (await FetchAsync(other, first)).Status.ShouldBe(200);
        await time.AdvanceAsync(TimeSpan.FromMinutes(9));
        (await FetchAsync(other, first)).Status.ShouldBe(200);
        await time.AdvanceAsync(TimeSpan.FromMinutes(2));
        var over = await FetchAsync(other, first);
        (over.Status, over.Code).ShouldBe((410, "recheck-over"));
        (await FetchAsync(other, first, Ministry)).Code.ShouldBe("recheck-unknown");

        await time.AdvanceAsync(TimeSpan.FromHours(23) + TimeSpan.FromMinutes(40));
        (await FetchAsync(other, second)).Status.ShouldBe(200, "whoever has not fetched it has a day");
        await time.AdvanceAsync(TimeSpan.FromDays(8));
        (await FetchAsync(other, first)).Code.ShouldBe("recheck-unknown");
    }

    [Fact]
    public async Task Recheck_OutageOutlastsTheWait_IsOverAndAskedNoMore()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer, "--Rechecks:WaitFor=02:00:00");
        await insurer.StopAsync();
        var id = await KeptAsync(other);
        await time.AdvanceAsync(TimeSpan.FromHours(1.9));
        (await FetchAsync(other, id)).Status.ShouldBe(202);
        await time.AdvanceAsync(TimeSpan.FromHours(0.2));
        (await FetchAsync(other, id)).Code.ShouldBe("recheck-over");
        await insurer.ReturnAsync();
        await time.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await RecheckEntriesAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recheck_ScopeRevokedMeanwhile_TellsNothingOfThePerson()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        var ledger = other.Rooms.GetRequiredService<ScopeLedger>();
        await insurer.StopAsync();
        var before = await KeptAsync(other);
        ledger.Suspend("calmette-hospital-care", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));
        var refused = await FetchAsync(other, before);
        refused.Status.ShouldBe(403);
        refused.Body.TryGetProperty("programmes", out _).ShouldBeFalse();
        (await RecheckEntriesAsync(other)).ShouldHaveSingleItem().Phase.ShouldBe(AuditPhase.Refused);

        ledger.Resume("calmette-hospital-care", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        await insurer.StopAsync();
        var after = await KeptAsync(other);
        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));
        ledger.Revoke("calmette-hospital-care", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        (await FetchAsync(other, after)).Status.ShouldBe(403, "a result that is kept already is told no more");
    }

    [Fact]
    public async Task Recheck_HubRestarted_IsNotLost()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        var state = hub.OwnState();
        string id;
        await using (var first = await hub.StartWithAsync(time, [.. state, .. insurer.Settings]))
        {
            await insurer.StopAsync();
            id = await KeptAsync(first);
        }
        await insurer.ReturnAsync();
        await using var second = await hub.StartWithAsync(time, [.. state, .. insurer.Settings]);
        await UntilNoneWaitsAsync(second, TimeSpan.FromMinutes(2));
        (await FetchAsync(second, id)).Body.GetProperty("covered").GetString().ShouldBe("yes");
    }

    [Fact]
    public async Task Recheck_InsurerSilentAgainHalfway_TheRestWaitsOnAndNothingIsLost()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        await insurer.StopAsync();
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
            ids.Add(await KeptAsync(other));
        await insurer.ReturnAsync();
        var store = other.Rooms.GetRequiredService<RecheckStore>();
        for (var turns = 0; store.Waiting(Hospital) == 20; turns++)
        {
            turns.ShouldBeLessThan(5);
            await time.AdvanceAsync(TimeSpan.Zero);
        }
        store.Waiting(Hospital).ShouldBe(16, "one that returns is asked about a few first");
        await insurer.StopAsync();
        await time.AdvanceAsync(TimeSpan.Zero);
        store.Waiting(Hospital).ShouldBe(16);
        foreach (var id in ids)
            (await FetchAsync(other, id)).Status.ShouldBeOneOf(200, 202);

        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(3));
        foreach (var id in ids)
            (await FetchAsync(other, id)).Body.GetProperty("covered").GetString().ShouldBe("yes");
    }

    [Fact]
    public async Task Check_TooManyWaiting_IsAnsweredAllTheSame()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer, "--Rechecks:MostPerInstitution=1");
        await insurer.StopAsync();
        await KeptAsync(other);
        var answer = await AskAsync(other, Insured);
        (answer.Status, answer.Body.GetProperty("recheck").GetProperty("refused").GetString()).ShouldBe((200, "too-many"));
        JsonSchemas.Validate("entitlement-check-answer", answer.Body.GetRawText()).ShouldBeEmpty();
        (await AskAsync(other, Insured, Ministry, "ELIGDTRM")).Body.GetProperty("recheck").TryGetProperty("id", out _).ShouldBeTrue("another institution has its own");
    }

    [Fact]
    public async Task Check_NobodyToWaitFor_PromisesNothing()
    {
        (await AskAsync(hub.Hub, Insured)).Body.TryGetProperty("recheck", out _).ShouldBeFalse("everybody answered");
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        await insurer.StopAsync();
        (await AskAsync(other, Insured, again: false)).Body.TryGetProperty("recheck", out _).ShouldBeFalse("nobody wished so");
        (await hub.Http.CheckAsync(other.Address, hub.KeyOf(Ministry), "ELIGDTRM", "national-id", Insured.Identifiers["national-id"], ",\"programmes\":[\"id-poor\"],\"recheck\":true"))
            .Body.TryGetProperty("recheck", out _).ShouldBeFalse("nothing asked about is read from the insurer");
    }

    [Fact]
    public async Task Guarantee_InsurerStopped_IsAskedAgainAsACheck()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        await insurer.StopAsync();
        var answer = await hub.Http.PostAsync(
            other.Address + "/v1/guarantees", hub.KeyOf(Hospital), "TREAT", $$"""{"subject":{"type":"national-id","value":"{{Insured.Identifiers["national-id"]}}"},"recheck":true}""");
        answer.Body.GetProperty("guarantees").GetArrayLength().ShouldBe(0);
        JsonSchemas.Validate("guarantee-answer", answer.Body.GetRawText()).ShouldBeEmpty();
        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));
        (await FetchAsync(other, answer.Body.GetProperty("recheck").GetProperty("id").GetString()!)).Body.GetProperty("covered").GetString().ShouldBe("yes");
    }

    [Fact]
    public async Task Recheck_OfSomebodyTheDirectoryDoesNotKnow_EndsAsTheQuestionWouldHave()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await StartAsync(insurer);
        await insurer.StopAsync();
        var undecided = await hub.Http.CheckAsync(other.Address, hub.KeyOf(Hospital), "TREAT", "national-id", "000000000", ",\"recheck\":true");
        (undecided.Status, undecided.Code).ShouldBe((503, "subject-undecided"));
        JsonSchemas.Validate("problem", undecided.Body.GetRawText()).ShouldBeEmpty();
        var id = undecided.Body.GetProperty("recheck").GetProperty("id").GetString()!;
        await insurer.ReturnAsync();
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));
        (await FetchAsync(other, id)).Code.ShouldBe("subject-not-found");
    }

    [Fact]
    public async Task Notice_OfEveryResult_IsSignedSaysNoMoreThanItsIdAndComesOnceHoweverLongTheReceiverWasAway()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var receiver = await NoticeReceiver.StartAsync();
        await using var other = await WithNoticesAsync(insurer, receiver);
        await insurer.StopAsync();
        string[] ids = [await KeptAsync(other), await KeptAsync(other), await KeptAsync(other)];
        await insurer.ReturnAsync();
        receiver.Status = 503;
        await UntilNoneWaitsAsync(other, TimeSpan.FromMinutes(2));
        await UntilSeenAsync(receiver, 1);
        receiver.Status = 307;
        await UntilSeenAsync(receiver, 2);
        (await FetchAsync(other, ids[0])).Status.ShouldBe(200, "who has fetched it knows");
        var before = receiver.Seen.Count;
        receiver.Status = 204;
        await UntilSeenAsync(receiver, before + 2);
        for (var i = 0; i < 20; i++)
            await time.AdvanceAsync(TimeSpan.FromMinutes(1));

        receiver.Seen.Skip(before).Select(n => n.Id).ShouldBe(ids[1..], ignoreOrder: true);
        using var keySet = JsonDocument.Parse(await hub.Http.GetStringAsync(new Uri(other.Address + "/.well-known/jwks.json"), TestContext.Current.CancellationToken));
        foreach (var notice in receiver.Seen)
        {
            notice.Body.ShouldBe($$$"""{"recheck":{"id":"{{{notice.Id}}}"}}""");
            JsonSchemas.Validate("recheck-notice", notice.Body).ShouldBeEmpty();
            notice.IsSignedBy(keySet.RootElement).ShouldBeTrue();
            (notice with { Body = notice.Body.Replace(notice.Id[0], 'x') }).IsSignedBy(keySet.RootElement).ShouldBeFalse();
            notice.Headers["Signature-Input"].ShouldContain("tag=\"interop-notice\"");
        }
        (await FetchAsync(other, ids[1])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Page_Operator_SeesHowManyQuestionsOfTheOwnInstitutionWait()
    {
        await using var other = await hub.StartAnotherAsync("--Rechecks:Every=00:10:00");
        var store = other.Rooms.GetRequiredService<RecheckStore>();
        var institutions = other.Rooms.GetRequiredService<InstitutionRegister>();
        foreach (var institution in (string[])["commune-sangkat-120101", "commune-sangkat-120101", Hospital])
            store.Keep(new KeptQuestion("", institution, "ik_test", "ELIGDTRM", null, null, "national-id", "010203040", new(2026, 11, 26), null)
                .ToExchange(institutions.Find(institution)!, TimeProvider.System.GetUtcNow()), ["health-insurance"]).Id.ShouldNotBeNull();

        var page = await screen.OpenAsAsync(other.Address, hub.Demo.Logins.Single(l => l.User == "operator-commune-sangkat-120101"));
        await page.GotoAsync("/catalogue");
        (await page.TextContentAsync("#rechecks")).ShouldNotBeNull().ShouldContain("does not answer: 2.");
        await page.AxeAsync("catalogue-rechecks");
    }

    private async Task<HubHost> WithNoticesAsync(OutageInsurer insurer, NoticeReceiver receiver)
    {
        var before = await File.ReadAllTextAsync(hub.Settings.InstitutionsFile, TestContext.Current.CancellationToken);
        var institutions = JsonNode.Parse(before)!;
        institutions["institutions"]!.AsArray().Single(i => (string?)i!["code"] == Hospital)!["notices"] = new JsonObject { ["address"] = receiver.Address, ["inside"] = true };
        try
        {
            await File.WriteAllTextAsync(hub.Settings.InstitutionsFile, institutions.ToJsonString(), TestContext.Current.CancellationToken);
            return await StartAsync(insurer);
        }
        finally
        {
            await File.WriteAllTextAsync(hub.Settings.InstitutionsFile, before, CancellationToken.None);
        }
    }

    /// <summary>Goes on until so many notices have come. A tick in which none is due brings none, so the clock goes on beside the waiting.</summary>
    private Task UntilSeenAsync(NoticeReceiver receiver, int many) => Patience.UntilAsync(
        async () =>
        {
            await time.AdvanceAsync(TimeSpan.FromSeconds(16));
            return receiver.Seen.Count;
        },
        seen => seen >= many, $"{many} notices");

    private Task<HubHost> StartAsync(OutageInsurer insurer, params string[] more) => hub.StartWithAsync(time, [.. hub.OwnState(), .. insurer.Settings, .. more]);

    private Task<Answer> AskAsync(HubHost host, DemoPerson person, string institution = Hospital, string purpose = "TREAT", bool again = true) =>
        hub.Http.CheckAsync(host.Address, hub.KeyOf(institution), purpose, "national-id", person.Identifiers["national-id"],
            $",\"date\":\"{person.Date:yyyy-MM-dd}\",\"recheck\":{(again ? "true" : "false")}");

    private async Task AskAndKeepAsync(HubHost host, DemoPerson person)
    {
        var keeping = host.Rooms.GetRequiredService<LastKnownKeeping>();
        var before = keeping.Taken;
        var answer = await AskAsync(host, person);
        var answered = answer.Body.GetProperty("sources").EnumerateArray().Count(s => s.GetProperty("status").GetString() == "answered");
        await Patience.UntilAsync(() => keeping.Taken >= before + answered, "that what was read is kept");
    }

    /// <summary>The id of a question that the outage leaves open.</summary>
    private async Task<string> KeptAsync(HubHost host) => (await AskAsync(host, Insured)).Body.GetProperty("recheck").GetProperty("id").GetString()!;

    /// <summary>Goes from rest to rest of the queue until none waits, for so long of the hub's time at most.</summary>
    private async Task UntilNoneWaitsAsync(HubHost host, TimeSpan most)
    {
        var store = host.Rooms.GetRequiredService<RecheckStore>();
        var begun = time.GetUtcNow();
        await time.BegunAsync();
        while (store.Waiting(Hospital) > 0)
        {
            (time.GetUtcNow() - begun).ShouldBeLessThan(most);
            await time.AdvanceAsync(TimeSpan.Zero);
        }
    }

    private Task<Answer> FetchAsync(HubHost host, string id, string institution = Hospital) => GetAsync(host, id, hub.KeyOf(institution));

    private async Task<Answer> GetAsync(HubHost host, string id, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{host.Address}/v1/rechecks/{id}");
        if (key is not null)
            request.Headers.Add("X-Access-Key", key);
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement, response.Headers);
    }

    private static async Task<IReadOnlyList<AuditEntry>> RecheckEntriesAsync(HubHost host)
    {
        using var log = await host.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        return [.. log.Leaves(0, (int)log.Size).Select(l => AuditLeaf.Read(l.Leaf)).Where(e => e.Door == AuditEntry.RecheckDoor && e.Phase != AuditPhase.Admitted)];
    }
}
