using Interop.Gateway.Audit.Search;
using Interop.Gateway.Commands;
using Interop.Gateway.Console.Foresight;
using Interop.Gateway.Demo;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>An officer foresees in a browser what a draft would do, and learns what nobody uses.</summary>
public sealed class ForesightTests(HubFixture hub, ScreenFixture screen)
{
    private const string Planning = "planning-ministry", Scope = "planning-statistics";

    [Fact]
    public async Task Simulator_PersonAndPurpose_ShowsEachAttributeWithItsRule()
    {
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        var real = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(Planning), "HRESCH", type, value, ",\"attributes\":[\"vital.birthDate\",\"vital.sex\"]");
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        var faults = page.Faults();
        await page.GotoAsync(SimulatorModel.Path);
        await SimulateAsync(page, type, value, "lookup");

        (await page.TextContentAsync("#verdict")).ShouldBe("Admitted by planning-statistics Version 1.");
        var birth = await RowAsync(page, "vital.birthDate");
        birth.ShouldContain(real.Attribute("vital.birthDate").GetProperty("value").GetString()!);
        birth.ShouldContain("only the age, in bands of five years, by planning-statistics Version 1");
        (await RowAsync(page, "vital.sex")).ShouldContain("granted in full by planning-statistics Version 1");
        (await RowAsync(page, "name.family.khmer")).ShouldContain("not granted by planning-statistics Version 1");
        (await page.TextContentAsync("#answer")).ShouldNotBeNull().ShouldContain("\"vital.birthDate\"");
        page.Url.ShouldBe(hub.Hub.Address + SimulatorModel.Path, "whom it is about is in no address");
        faults.ShouldBeEmpty();

        await SimulateAsync(page, type, value, "entitlement-check");
        (await page.TextContentAsync("#verdict")).ShouldNotBeNull().ShouldContain("does not let it have an entitlement decided");
        var look = hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: "simulation", Count: 3)).Hits;
        look.Select(h => h.Entry.Outcome).ShouldBe(["operation-outside-scope", "answered", "admitted"]);

        await page.FillAsync("#value", "nonsense");
        await page.ClickAsync("main form button:not([name])");
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("does not have the form of its kind");
        hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: "simulation", Count: 1)).Hits[0].Index.ShouldBe(look[0].Index, "what is no question is no look");

        var auditor = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        (await auditor.GotoAsync(SimulatorModel.Path))!.Status.ShouldBe(403);
    }

    [Fact]
    public async Task Replay_DraftFromItsPage_SaysWhatWouldBeRefusedAndRevealed()
    {
        var version = Draft();
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        for (var i = 0; i < 3; i++)
            (await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(Planning), "HRESCH", type, value)).Status.ShouldBe(200);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync($"/console/scopes/{Scope}/{version}");
        await page.GetByText("Replay the last days against it").ClickAsync();

        (await page.TextContentAsync("#summary")).ShouldNotBeNull().ShouldContain("Ministry of Planning");
        var reveals = (await page.TextContentAsync("#reveals tbody")).ShouldNotBeNull();
        reveals.ShouldContain(AttributeCatalogue.Current["vital.birthDate"].Title.En);
        reveals.ShouldNotContain(AttributeCatalogue.Current["vital.sex"].Title.En);

        var csv = await page.APIRequest.GetAsync($"{hub.Hub.Address}{ReplayModel.Path}?version={Scope}/{version}&days=30&table=reveals&format=csv");
        (await csv.TextAsync()).ShouldContain("planning-ministry,HRESCH,lookup,attribute,vital.birthDate,");
        (await page.GotoAsync($"{ReplayModel.Path}?version={Scope}/{version}&days=91"))!.Status.ShouldBe(422);
        hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: "scope-replay", Count: 10)).Hits.ShouldAllBe(h => h.Entry.Scope == Scope && h.Entry.Institution == "");

        await page.GotoAsync($"/console/scopes/{Scope}/{version}");
        await page.GetByText("Simulate what it would show").ClickAsync();
        (await page.InputValueAsync("#institution")).ShouldBe(Planning);
        await SimulateAsync(page, type, value, "lookup");
        (await RowAsync(page, "vital.birthDate")).ShouldContain($"granted in full by planning-statistics Version {version}");
    }

    [Fact]
    public async Task Advice_DraftWithoutWhatIsUnused_IsADraftLikeAnyOther()
    {
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        (await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("nssf"), "COVERAGE", type, value)).Status.ShouldBe(200);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-3"));
        var scope = hub.Hub.Rooms.GetRequiredService<ScopeRegister>().InForce("nssf", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).First(s => s.Purposes.Contains("COVERAGE"));
        await page.GotoAsync($"/console/scopes/{scope.Name}/{scope.Version}");
        await page.GetByText("What of it nobody uses").ClickAsync();
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("it may be too early to tell");
        var unused = await page.Locator("#unused tbody tr").CountAsync();
        unused.ShouldBeGreaterThan(0);
        await page.AxeAsync("advice-one");

        await page.GetByText("Draft a version without these").ClickAsync();
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("The draft is kept.");
        var ledger = hub.Hub.Rooms.GetRequiredService<ScopeLedger>();
        var draft = ledger.Versions(scope.Name)[^1];
        draft.Status.ShouldBe(ScopeStatus.Draft);
        ScopeDiff.Of(scope.Config, draft.Config).ShouldAllBe(c => !c.Widens);
        draft.Config.Purposes.ShouldContain("COVERAGE");
    }

    [Fact]
    public async Task Commands_ReplayAndAdvice_PrintTheSameSums()
    {
        var version = Draft();
        (await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(Planning), "HRESCH", hub.Demo.People[0].Identifiers.First().Key, hub.Demo.People[0].Identifiers.First().Value)).Status.ShouldBe(200);
        (await hub.Hub.Rooms.GetRequiredService<Interop.Gateway.Audit.AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();

        (await PrintAsync("replay", Scope, $"{version}", "--days", "30", "--data", hub.Settings.Data)).ShouldContain("vital.birthDate: more in ");
        (await PrintAsync("advice", "--data", hub.Settings.Data)).ShouldContain("social-ministry-eligibility v1");
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreCleanAndFit()
    {
        var version = Draft();
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        (await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(Planning), "HRESCH", type, value)).Status.ShouldBe(200);
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), width, language);
            await page.GotoAsync(SimulatorModel.Path);
            await SimulateAsync(page, type, value, "lookup");
            await page.Locator("main details summary").Last.ClickAsync();
            await LookAsync(page, $"simulator-{language}", width);
            await page.SelectOptionAsync("#institution", "social-ministry");
            await page.SelectOptionAsync("#purpose", "ELIGDTRM");
            await page.SelectOptionAsync("#operation", "entitlement-check");
            await page.ClickAsync("main form button:not([name])");
            await page.WaitForSelectorAsync("#programmes");
            await LookAsync(page, $"simulator-check-{language}", width);
            await page.GotoAsync($"{ReplayModel.Path}?version={Scope}/{version}&days=30");
            await page.WaitForSelectorAsync("#reveals");
            await LookAsync(page, $"replay-{language}", width);
            await page.GotoAsync(AdviceModel.Path + "?scope=");
            await page.WaitForSelectorAsync("#unused", new() { State = WaitForSelectorState.Attached });
            await LookAsync(page, $"advice-{language}", width);
        }
    }

    private static async Task SimulateAsync(IPage page, string type, string value, string operation)
    {
        await page.SelectOptionAsync("#institution", Planning);
        await page.SelectOptionAsync("#purpose", "HRESCH");
        await page.SelectOptionAsync("#operation", operation);
        await page.SelectOptionAsync("#type", type);
        await page.FillAsync("#value", value);
        await page.ClickAsync("main form button:not([name])");
        (await page.Locator(".note.fault").AllTextContentsAsync()).ShouldBeEmpty();
        await page.WaitForSelectorAsync("#verdict");
    }

    private static async Task<string> RowAsync(IPage page, string attribute) => (await page.TextContentAsync($"tr:has([id='{attribute}'])")).ShouldNotBeNull();

    private static async Task LookAsync(IPage page, string name, int width)
    {
        await page.AxeAsync(name);
        await (width == 320 ? page.FitsAsync(name) : page.PictureAsync(name));
    }

    private static async Task<string> PrintAsync(string command, params string[] arguments)
    {
        var (before, printed) = (global::System.Console.Out, new StringWriter());
        global::System.Console.SetOut(printed);
        try
        {
            (await HubCommand.RunAsync(["scopes", command, .. arguments])).ShouldBe(0);
        }
        finally
        {
            global::System.Console.SetOut(before);
        }
        return printed.ToString();
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    /// <summary>A draft that shows the birth date in full and no occupation; allows nothing.</summary>
    private int Draft()
    {
        var ledger = hub.Hub.Rooms.GetRequiredService<ScopeLedger>();
        var former = ledger.Find(Scope, 1)!.Config;
        return ledger.Draft(former with { UseCase = null, Attributes = [.. former.Attributes.Where(a => a.Name is not ("vital.birthDate" or "occupation.code")), new("vital.birthDate")] }, "drafter").Version;
    }
}
