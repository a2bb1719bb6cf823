using System.Text.Json;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.SubjectAccess;
using Interop.Gateway.Demo;
using Interop.Gateway.SubjectAccess;
using Interop.Schemas;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>A person is shown what is held about them, by an officer and at the counter of a commune, in a browser.</summary>
public sealed class SubjectAccessTests(HubFixture hub, ScreenFixture screen)
{
    private const string Clerk = "clerk-commune-sangkat-120101", HospitalClerk = "clerk-calmette-hospital", Officer = "dpo-1";

    [Fact]
    public async Task Report_ByAnOfficer_TellsWhatIsHeldAndWhoWasTold()
    {
        (await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", Number)).Status.ShouldBe(200);
        var page = await OpenAsync(Officer, SubjectAccessModel.Path);
        var faults = page.Faults();
        await page.AxeAsync("subject-access");
        await page.PictureAsync("subject-access");
        await AskAsync(page);

        (await page.Locator("[data-registry]").CountAsync()).ShouldBe(4);
        (await page.TextContentAsync("[data-registry=civil-registry]")).ShouldNotBeNull().ShouldContain(Number);
        var told = (await page.TextContentAsync("#disclosures")).ShouldNotBeNull();
        told.ShouldContain("Calmette Hospital");
        told.ShouldContain("to treat the person when ill");
        page.Url.ShouldBe(hub.Hub.Address + SubjectAccessModel.Path, "whom it is about is in no address");
        await page.AxeAsync("subject-report");
        await page.PictureAsync("subject-report");

        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[value=json]"));
        var json = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        file.SuggestedFilename.ShouldBe("subject-report.json");
        JsonSchemas.Validate("subject-report", json).ShouldBeEmpty();
        using var report = JsonDocument.Parse(json);
        report.RootElement.GetProperty("madeBy").GetProperty("reference").GetString().ShouldBe("SAR-2026-014");
        var table = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[value=csv]"));
        var lines = (await File.ReadAllTextAsync(await table.PathAsync(), TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        // The file was made after the JSON, whose making is two lines more.
        lines.Length.ShouldBe(1 + report.RootElement.GetProperty("disclosures").GetProperty("entries").GetArrayLength() + 2);
        lines.ShouldAllBe(l => !l.Contains(Number, StringComparison.Ordinal));
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_OnPaper_HasNoMenusAndShowsWholeTables()
    {
        var page = await OpenAsync(Officer, SubjectAccessModel.Path);
        await AskAsync(page);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var hidden in (string[])[".top", ".sections", ".report form"])
            (await page.Locator(hidden).First.IsVisibleAsync()).ShouldBeFalse(hidden);
        (await page.Locator(".report header code").Last.TextContentAsync()).ShouldNotBeNull().ShouldStartWith("interop.embedded/hub/");
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.scroll')).overflowX")).ShouldBe("visible");
        await page.PictureAsync("subject-report-print");
        (await page.PdfAsync(new() { Path = Path.Combine(ScreenFixture.Pictures, "subject-report.pdf"), PreferCSSPageSize = true })).Length.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public async Task MyData_ClerkWhoSawTheDocument_ShowsThePersonAndEndsWithAnEmptyForm()
    {
        var page = await OpenAsync(Clerk, MyDataModel.Path);
        await page.AxeAsync("my-data");
        var number = CommuneOffice.Resident(hub);
        await AskAsync(page, number);
        var text = (await page.TextContentAsync("main")).ShouldNotBeNull();
        text.ShouldContain("Family book, seen by the clerk");
        text.ShouldContain("This office may not show the following");
        await page.AxeAsync("my-data-report");
        await page.PictureAsync("my-data-report");
        var answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("form[method=get] button >> nth=0"), r => r.Request.IsNavigationRequest);
        answer.Headers["cache-control"].ShouldContain("no-store");
        (await page.ContentAsync()).ShouldNotContain(number);
        var entry = hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: SubjectLog.Operation, Institution: "commune-sangkat-120101")).Hits[0].Entry;
        (entry.Case, entry.User).ShouldBe(("identity-seen:family-book", entry.User.ShouldNotBeNull()));
    }

    [Fact]
    public async Task MyData_DocumentNotSeenOrNumberWrong_AsksNothing()
    {
        var page = await OpenAsync(Clerk, MyDataModel.Path);
        var before = Entries();
        await page.EvaluateAsync("document.querySelectorAll('[required]').forEach(e => e.removeAttribute('required'))");
        await page.FillAsync("#value", Number);
        await page.SelectOptionAsync("#document", "family-book");
        await page.ClickAsync("main form button:not([name])");
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("Confirm that you have seen the document");
        await page.PictureAsync("my-data-not-seen");

        await page.CheckAsync("[name=seen]");
        await page.FillAsync("#value", "12");
        await page.ClickAsync("main form button:not([name])");
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("not a number of this kind");
        Entries().ShouldBe(before);

        await page.FillAsync("#value", CommuneOffice.Stranger(hub));
        await page.CheckAsync("[name=seen]");
        (await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form button:not([name])"), r => r.Request.Method == "POST")).Status.ShouldBe(403);
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("may not ask about this person, or nobody has this number");
    }

    [Fact]
    public async Task Pages_WhoeverHasNoBusinessThere_IsRefused()
    {
        foreach (var (user, path) in ((string, string)[])[("auditor-1", SubjectAccessModel.Path), (Clerk, SubjectAccessModel.Path), (Officer, MyDataModel.Path), (HospitalClerk, MyDataModel.Path), ("operator-commune-sangkat-120101", MyDataModel.Path)])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login(user));
            (await page.GotoAsync(path))!.Status.ShouldBe(403, $"{user} at {path}");
            (await page.Locator($"nav a[href='{path}']").CountAsync()).ShouldBe(0, user);
        }
        var clerk = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await clerk.GotoAsync("/account");
        (await clerk.Locator($"nav a[href='{MyDataModel.Path}']").CountAsync()).ShouldBe(1);
        var hospital = await screen.OpenAsAsync(hub.Hub.Address, Login(HospitalClerk));
        await hospital.GotoAsync("/account");
        var refused = await hospital.RunAndWaitForResponseAsync(() => hospital.EvaluateAsync(
            """
            fields => {
                const form = document.querySelector('main form[method=post]');
                form.action = '/my-data';
                for (const [name, value] of Object.entries(fields))
                    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
                form.submit();
            }
            """, new { type = "national-id", value = Number, document = "passport", seen = "yes" }), r => r.Request.Method == "POST");
        refused.Status.ShouldBe(403, "whoever is not offered the form may still send it");
        (await (await screen.OpenAsync(hub.Hub.Address)).GotoAsync(MyDataModel.Path))!.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Pages_InKhmerOnASmallScreen_AreCleanAndFit()
    {
        (await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("commune-sangkat-120101"), "PATRQT", "national-id", CommuneOffice.Resident(hub))).Status.ShouldBe(200);
        foreach (var (user, path, name) in ((string, string, string)[])[(Officer, SubjectAccessModel.Path, "subject-access-km"), (Clerk, MyDataModel.Path, "my-data-km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login(user), 320, "km");
            await page.GotoAsync(path);
            await page.AxeAsync(name);
            await page.FitsAsync(name);
            await AskAsync(page, CommuneOffice.Resident(hub));
            await page.AxeAsync(name + "-report");
            await page.FitsAsync(name + "-report");
            (await page.TextContentAsync("#disclosures")).ShouldNotBeNull().ShouldContain("ព្រោះសាមីខ្លួនបានស្នើសុំ");
            await page.ClickAsync("button[lang=en]");
            (await page.TextContentAsync("h1")).ShouldBe("What is held about you, and who was told");
        }
    }

    private string Number => hub.Demo.People.First(p => p.Identifiers.Count >= 3 && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    private async Task<IPage> OpenAsync(string user, string path)
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(user));
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Fills in whichever form it is.</summary>
    private async Task AskAsync(IPage page, string? number = null)
    {
        await page.FillAsync("#value", number ?? Number);
        if (await page.Locator("#request").CountAsync() > 0)
            await page.FillAsync("#request", "SAR-2026-014");
        else
        {
            await page.SelectOptionAsync("#document", "family-book");
            await page.CheckAsync("[name=seen]");
        }
        await page.ClickAsync("main form button:not([name])");
        await page.WaitForSelectorAsync("article.report");
    }

    private int Entries() => hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Door: SubjectReports.Door, Count: 1_000)).Hits.Count;
}
