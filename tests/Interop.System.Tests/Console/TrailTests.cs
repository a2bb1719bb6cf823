using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.Trail;
using Interop.Gateway.Demo;
using Interop.System.Tests.Pages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>The auditor searches the audit log in a browser, and is seen doing it.</summary>
public sealed class TrailTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital";

    [Fact]
    public async Task Search_ExchangeJustMade_IsFoundByInstitutionAndUser()
    {
        for (var i = 0; i < 3; i++)
            (await CallAsync("nurse-trail")).Status.ShouldBe(200);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Auditor);
        var faults = page.Faults();
        await page.GotoAsync(TrailModel.Path);
        (await page.TextContentAsync("#watched")).ShouldNotBeNull().ShouldContain("Looking is itself logged");
        (await page.TextContentAsync("svg.plot desc")).ShouldNotBeNull().ShouldNotStartWith("0 exchanges");

        await page.SelectOptionAsync("#institution", Hospital);
        await page.ClickAsync("main form button:not([name])");

        var newest = (await page.Locator("#entries tbody tr").First.TextContentAsync()).ShouldNotBeNull();
        newest.ShouldContain("Calmette Hospital");
        newest.ShouldContain("nurse-trail");
        newest.ShouldContain("answered");
        page.Url.ShouldBe(hub.Hub.Address + TrailModel.Path, "what was looked for is in no address");

        await page.FillAsync("#user", "nurse-trail");
        await page.FillAsync("#outcome", "answered");
        await page.ClickAsync("main form button:not([name])");
        (await page.Locator("#entries tbody tr").CountAsync()).ShouldBe(3);
        await page.FillAsync("#user", "nurse-nobody");
        await page.ClickAsync("main form button:not([name])");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("There is nothing to show.");

        await page.SelectOptionAsync("#institution", TrailForm.Nobody);
        await page.FillAsync("#user", "");
        await page.ClickAsync("main form button:not([name])");
        var look = (await page.Locator("#entries tbody tr").First.TextContentAsync()).ShouldNotBeNull();
        look.ShouldContain(AuditLook.Operation);
        look.ShouldContain("Keo Mony");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_MoreThanAPage_GoesOnWithOlderOnesAndDownloadsAll()
    {
        for (var i = 0; i < 26; i++)
            (await CallAsync("nurse-pages")).Status.ShouldBe(200);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Auditor);
        await page.GotoAsync(TrailModel.Path);
        await page.SelectOptionAsync("#institution", Hospital);
        await page.FillAsync("#user", "nurse-pages");
        await page.ClickAsync("main form button:not([name])");
        var first = await EntriesAsync(page);
        await page.ClickAsync("form:has(input[name=before]) button");
        var second = await EntriesAsync(page);
        (await page.Locator("input[name=before]").CountAsync()).ShouldBe(0);

        first.Count.ShouldBe(50);
        second.Count.ShouldBe(2);
        first.Intersect(second).ShouldBeEmpty();
        (await page.InputValueAsync("#user")).ShouldBe("nurse-pages");

        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[value=csv]"));
        var lines = (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(53);
        lines.Skip(1).ShouldAllBe(l => l.Contains(",calmette-hospital,", StringComparison.Ordinal) && l.Contains("+07:00,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_DaysTheWrongWayRound_IsRefusedAndNotRecorded()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Auditor);
        await page.GotoAsync(TrailModel.Path);
        var before = Looks();
        await page.FillAsync("#from", "2026-11-25");
        await page.FillAsync("#to", "2026-11-24");
        await page.ClickAsync("main form button:not([name])");
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("the first not after the last");
        Looks().ShouldBe(before);
    }

    [Fact]
    public async Task Search_LogThatTakesNothing_Answers503WithThePageAndShowsNothing()
    {
        var log = hub.Hub.Rooms.GetRequiredService<AuditLog>();
        (await CallAsync("nurse-locked")).Status.ShouldBe(200);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Auditor, language: "km");
        await page.GotoAsync(TrailModel.Path);
        using (var locker = new SqliteConnection($"Data Source={hub.Settings.AuditFile};Pooling=False"))
        {
            locker.Open();
            using var command = locker.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            // What comes first is durable without the store; its fault shows within the second that it waits for the lock.
            await CallAsync("nurse-locked");
            await UntilAsync(log, AuditHealth.Unavailable);

            await page.FillAsync("#user", "nurse-locked");
            var answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form button:not([name])"), r => r.Request.Method == "POST");
            answer.Status.ShouldBe(503);
            (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain(TrailTexts.NotRecorded.Km);
            (await page.Locator("#entries").CountAsync()).ShouldBe(0);
            (await page.InputValueAsync("#user")).ShouldBe("nurse-locked", "what was typed is not lost");
            await page.AxeAsync("audit-unavailable");

            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }
        await UntilAsync(log, AuditHealth.Durable);
        await page.ClickAsync("main form button:not([name])");
        (await page.Locator("#entries tbody tr").CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Page_InBothLanguages_IsCleanAndFits()
    {
        (await CallAsync("nurse-words")).Status.ShouldBe(200);
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Auditor, width, language);
            await page.GotoAsync(TrailModel.Path);
            await page.ClickAsync("figure summary");
            await LookAsync(page, $"audit-{language}", width);
            await page.SelectOptionAsync("#institution", Hospital);
            await page.FillAsync("#user", "nurse-words");
            await page.ClickAsync("main form button:not([name])");
            await page.WaitForSelectorAsync("#entries");
            await LookAsync(page, $"audit-found-{language}", width);
        }
    }

    private DemoLogin Auditor => hub.Demo.Logins.Single(l => l.User == "auditor-1");

    private static Task UntilAsync(AuditLog log, AuditHealth health) => Patience.UntilAsync(() => log.Health == health, $"an audit log that is {health}");

    private static async Task LookAsync(IPage page, string name, int width)
    {
        await page.AxeAsync(name);
        await (width == 320 ? page.FitsAsync(name) : page.PictureAsync(name));
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(IPage page) => await page.Locator("#entries tbody td:last-child").AllTextContentsAsync();

    private int Looks() => hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: AuditLook.Operation, Count: 1_000)).Hits.Count;

    private Task<Answer> CallAsync(string user)
    {
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        var body = $$$"""{"subject":{"type":"{{{type}}}","value":"{{{value}}}"}}""";
        return hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", hub.KeyOf(Hospital), "TREAT", body, r => r.Headers.Add("Interop-User", user));
    }
}
