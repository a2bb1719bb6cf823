using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Consents;
using Interop.Gateway.Console.Consents;
using Interop.Gateway.Demo;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>A consent from its giving to its withdrawal, in a browser.</summary>
public sealed class ConsentTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital";

    [Fact]
    public async Task Consent_GivenFoundAndWithdrawn_IsToldWithWhoAndWhyAndNoAddressNamesThePerson()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        var faults = page.Faults();
        await page.GotoAsync(GiveConsentModel.Path);
        await FillAsync(page, 1);
        await page.SelectOptionAsync("#grantee", Hospital);
        await page.ClickAsync("form:has(#document) button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("recorded");
        var shown = (await page.TextContentAsync(".facts")).ShouldNotBeNull();
        foreach (var part in (string[])["Calmette Hospital", "in writing", "folder 7/2026", "Sok Vichet", "all that its scope grants"])
            shown.ShouldContain(part);
        Covers(1).ShouldBe(ConsentAnswer.Given);
        var address = new Uri(page.Url).AbsolutePath;

        await page.GotoAsync(ConsentListModel.Path);
        await PersonAsync(page, 1);
        await page.ClickAsync("main form button:not([name])");
        page.Url.ShouldBe(hub.Hub.Address + ConsentListModel.Path, "whom was looked for is in no address");
        await page.ClickAsync($"#consents a[href='{address}']");

        await page.ClickAsync("details:has(form[action*=Withdraw]) summary");
        await PersonAsync(page, 2);
        await page.FillAsync("#note", "she asked at the desk");
        await page.ClickAsync("form[action*=Withdraw] button");
        (await page.TextContentAsync("#subject-fault")).ShouldNotBeNull().ShouldContain("not the number of the person who consented");
        Covers(1).ShouldBe(ConsentAnswer.Given);
        await PersonAsync(page, 1);
        await page.ClickAsync("form[action*=Withdraw] button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("withdrawn");
        (await page.TextContentAsync(".facts")).ShouldNotBeNull().ShouldContain("she asked at the desk");
        (await page.Locator("main form").CountAsync()).ShouldBe(0);
        Covers(1).ShouldBe(ConsentAnswer.NotGiven);
        faults.ShouldBe(["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"], "only the number of another person");

        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        var search = hub.Hub.Rooms.GetRequiredService<AuditSearch>();
        search.Find(new(Operation: ConsentDesk.Give)).Hits.ShouldContain(h => address.EndsWith(h.Entry.Case ?? "-", StringComparison.Ordinal) && h.Entry.SubjectPseudonym.Length > 0);
        search.Find(new(Operation: ConsentDesk.Withdraw)).Hits.Select(h => h.Entry.Outcome).Take(2).ShouldBe(["answered", "another-person"]);
    }

    [Fact]
    public async Task Call_UnderAScopeThatAsksForConsent_PassesFromTheConsentUntilItsWithdrawal()
    {
        const string scope = "hospital-research";
        var ledger = hub.Hub.Rooms.GetRequiredService<ScopeLedger>();
        var today = hub.Hub.Rooms.GetRequiredService<ConsentRegister>().Today;
        ledger.Draft(new(
            scope, 1, Hospital, ["HRESCH"], [Operation.Lookup], ["civil-registry"], [], [new("vital.sex"), new("vital.birthDate")], [new(SubjectConditionKind.Consent)],
            today, today.AddYears(1), "a study that people take part in", 30, ScopeStatus.Draft, null, null), "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Submit(scope, 1, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Approve(scope, 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
        try
        {
            (await AskAsync(7)).Code.ShouldBe("subject-outside-scope");

            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
            await page.GotoAsync(GiveConsentModel.Path);
            await FillAsync(page, 7);
            await page.SelectOptionAsync("#grantee", Hospital);
            await page.UncheckAsync("input[name=purpose][value=TREAT]");
            await page.CheckAsync("input[name=purpose][value=HRESCH]");
            await page.ClickAsync("details:has(input[value='vital.sex']) summary");
            await page.CheckAsync("input[name=attribute][value='vital.sex']");
            await page.ClickAsync("form:has(#document) button");
            await page.WaitForSelectorAsync(".note.done");

            var answer = await AskAsync(7);
            answer.Status.ShouldBe(200);
            answer.Attribute("vital.sex").GetProperty("status").GetString().ShouldBe("value");
            answer.Attribute("vital.birthDate").GetRawText().ShouldBe("{\"status\":\"withheld\"}", "the person consented to less than the scope grants");
            (await AskAsync(8)).Code.ShouldBe("subject-outside-scope");

            await page.ClickAsync("details:has(form[action*=Withdraw]) summary");
            await PersonAsync(page, 7);
            await page.FillAsync("#note", "left the study");
            await page.ClickAsync("form[action*=Withdraw] button");
            await page.WaitForSelectorAsync(".note.done");
            (await AskAsync(7)).Code.ShouldBe("subject-outside-scope");

            await page.GotoAsync($"/console/scopes/{scope}/1");
            (await page.TextContentAsync(".lead")).ShouldNotBeNull().ShouldContain("people who have consented to it");
        }
        finally
        {
            ledger.Revoke(scope, 1, "ann", "the test is over");
        }
    }

    [Fact]
    public async Task Give_EmptyForm_ShowsEveryFaultAtItsFieldAndKeepsWhatWasTyped()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync(GiveConsentModel.Path);
        await page.FillAsync("#subject", "12");
        await page.FillAsync("#to", "2026-01-01");
        await page.ClickAsync("form:has(#document) button");
        foreach (var field in (string[])["subject", "grantee", "purposes", "to", "medium", "document"])
            (await page.Locator($"#{field}-fault").CountAsync()).ShouldBe(1, field);
        (await page.Locator(".faults a").CountAsync()).ShouldBe(6);
        (await page.InputValueAsync("#subject")).ShouldBe("12");
        await page.AxeAsync("consent-faults");
        await page.PictureAsync("consent-faults");
    }

    [Fact]
    public async Task Clerk_OfAHospital_GivesForItAloneAndSeesNoOther()
    {
        var other = await GiveAsync(3, "social-ministry");
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("clerk-" + Hospital));
        await page.GotoAsync("/account");
        await page.ClickAsync("nav a:has-text('Consents')");
        (await page.Locator("#grantee").CountAsync()).ShouldBe(0);
        await page.ClickAsync("a.button");
        (await page.TextContentAsync("#grantee")).ShouldNotBeNull().ShouldContain("Calmette");
        await FillAsync(page, 3);
        await page.ClickAsync("form:has(#document) button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("recorded");

        await page.GotoAsync(ConsentListModel.Path);
        await PersonAsync(page, 3);
        await page.ClickAsync("main form button:not([name])");
        (await page.Locator("#consents tbody tr").CountAsync()).ShouldBe(1);
        (await page.GotoAsync(ConsentModel.LinkTo(other)))!.Status.ShouldBe(404);
        (await page.GotoAsync("/console/embargoes"))!.Status.ShouldBe(403);
        (await page.GotoAsync("/console"))!.Status.ShouldBe(403);
    }

    [Fact]
    public async Task Auditor_LooksAndIsRefusedAChange()
    {
        var id = await GiveAsync(4, Hospital);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        await page.GotoAsync(ConsentModel.LinkTo(id));
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Auditors look and change nothing.");
        (await page.Locator("main form").CountAsync()).ShouldBe(0);
        (await page.GotoAsync(GiveConsentModel.Path))!.Status.ShouldBe(403);

        await page.GotoAsync("/console/audit");
        await page.EvaluateAsync($"document.querySelector('main form').action = '{ConsentModel.LinkTo(id)}?handler=Withdraw'");
        var refused = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form button:not([name])"), r => r.Request.Method == "POST");
        refused.Status.ShouldBe(403);
        Covers(4).ShouldBe(ConsentAnswer.Given);
    }

    [Fact]
    public async Task Csv_OfASearch_HoldsTheConsentAndNoPerson()
    {
        var id = await GiveAsync(5, Hospital);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        await page.GotoAsync(ConsentListModel.Path);
        await page.SelectOptionAsync("#grantee", Hospital);
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[value=csv]"));
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        text.ShouldContain($"{id},{Hospital},Calmette Hospital,active,TREAT,");
        text.ShouldNotContain(Person(5).Value);
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreCleanAndFit()
    {
        var id = await GiveAsync(6, Hospital);
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), width, language);
            await page.GotoAsync(ConsentListModel.Path);
            await page.SelectOptionAsync("#grantee", Hospital);
            await page.ClickAsync("main form button:not([name])");
            await LookAsync(page, $"consents-{language}", width);
            await page.GotoAsync(GiveConsentModel.Path);
            await LookAsync(page, $"consent-give-{language}", width);
            await page.GotoAsync(ConsentModel.LinkTo(id));
            await page.ClickAsync("details:has(form[action*=Withdraw]) summary");
            await LookAsync(page, $"consent-{language}", width);
        }
    }

    private static async Task LookAsync(IPage page, string name, int width)
    {
        await page.AxeAsync(name);
        await (width == 320 ? page.FitsAsync(name) : page.PictureAsync(name));
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    /// <summary>One of the sample people that have an identity number; each test takes its own.</summary>
    private TypedIdentifier Person(int number) => new("national-id", hub.Demo.People.Select(p => p.Identifiers.GetValueOrDefault("national-id")).OfType<string>().Distinct().Where(IsOnePerson).ElementAt(number));

    private bool IsOnePerson(string number) =>
        hub.Hub.Rooms.GetRequiredService<ReferenceDirectory>().Resolve("national-id", number).Outcome == ResolutionOutcome.Found;

    private async Task PersonAsync(IPage page, int number)
    {
        await page.SelectOptionAsync("#subjectType", Person(number).Type);
        await page.FillAsync("#subject", Person(number).Value);
    }

    private async Task FillAsync(IPage page, int number)
    {
        await PersonAsync(page, number);
        await page.CheckAsync("input[name=purpose][value=TREAT]");
        await page.SelectOptionAsync("#medium", "written");
        await page.FillAsync("#document", "folder 7/2026");
    }

    private async Task<Guid> GiveAsync(int number, string grantee)
    {
        var today = hub.Hub.Rooms.GetRequiredService<ConsentRegister>().Today;
        var result = await hub.Hub.Rooms.GetRequiredService<ConsentDesk>().GiveAsync(
            new("test", null), new(Person(number), grantee, ["TREAT"], [], today, today.AddYears(1), ConsentMedium.InPerson, "desk 2"), TestContext.Current.CancellationToken);
        result.Outcome.ShouldBe(ConsentOutcome.Done);
        return result.Id;
    }

    private Task<Answer> AskAsync(int number) =>
        hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(Hospital), "HRESCH", Person(number).Type, Person(number).Value, ",\"attributes\":[\"vital.sex\",\"vital.birthDate\"]");

    private ConsentAnswer Covers(int number)
    {
        var (register, directory) = (hub.Hub.Rooms.GetRequiredService<ConsentRegister>(), hub.Hub.Rooms.GetRequiredService<ReferenceDirectory>());
        return register.Covers(directory.Resolve(Person(number).Type, Person(number).Value), Person(number), Hospital, "TREAT", register.Today).Answer;
    }
}
