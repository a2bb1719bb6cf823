using Interop.Gateway.Audit;
using Interop.Gateway.Console.Signals;
using Interop.Gateway.Misuse;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>The first page of the console: what waits, and what institutions asked.</summary>
public sealed class OverviewTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Charts_AfterCalls_CountThemByOutcomeAndInstitution()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "dpo-1"));
        var before = await TodayAsync(page);
        (await CallAsync("TREAT")).Status.ShouldBe(200);
        (await CallAsync("HRESCH")).Status.ShouldBe(403);
        (await CallAsync("HRESCH")).Status.ShouldBe(403);
        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();

        var after = await TodayAsync(page);
        after.Select((count, i) => count - before[i]).ShouldBe([1, 2, 0]);
        (await page.Locator("#days-table tbody tr").CountAsync()).ShouldBe(14);
        (await page.Locator("#institutions-table tbody").TextContentAsync()).ShouldNotBeNull().ShouldContain("Calmette Hospital");
        (await page.Locator("svg.plot").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Tiles_CountWhatWaits_AndLeadThere()
    {
        var signals = hub.Hub.Rooms.GetRequiredService<SignalStore>();
        var day = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);
        signals.Note("test", [new(SignalKind.ManyPeople, "calmette-hospital", "clerk-overview", [], "", day, day.AddDays(1), 120, 20, [3])]);
        var page = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "dpo-1"));
        await page.GotoAsync("/console");
        (await page.TextContentAsync("#tile-signals strong")).ShouldBe($"{signals.Count(SignalState.Open)}");
        (await page.TextContentAsync("#tile-ending strong")).ShouldBe($"{await page.Locator("section[aria-labelledby=ending] li").CountAsync()}");
        (await page.TextContentAsync("#tile-waiting strong")).ShouldBe($"{await page.Locator("section[aria-labelledby=waiting] li").CountAsync()}");
        await page.ClickAsync("#tile-signals");
        page.Url.ShouldBe(hub.Hub.Address + SignalListModel.Path + "?state=open");
        (await page.TextContentAsync("#signals")).ShouldNotBeNull().ShouldContain("clerk-overview");

        var auditor = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "auditor-1"));
        await auditor.GotoAsync("/console");
        (await auditor.Locator("#tile-waiting").CountAsync()).ShouldBe(0);
        (await auditor.Locator(".tiles a").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Page_InBothLanguages_IsCleanAndFits()
    {
        (await CallAsync("TREAT")).Status.ShouldBe(200);
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "dpo-1"), width, language);
            await page.GotoAsync("/console");
            foreach (var summary in await page.Locator("figure summary").AllAsync())
                await summary.ClickAsync();
            await page.AxeAsync($"overview-charts-{language}");
            await (width == 320 ? page.FitsAsync($"overview-charts-{language}") : page.PictureAsync($"overview-charts-{language}"));
        }
    }

    /// <summary>What the last row of the table beside the chart says: answered, refused, failed.</summary>
    private static async Task<int[]> TodayAsync(IPage page)
    {
        await page.GotoAsync("/console");
        var cells = await page.Locator("#days-table tbody tr:last-child td").AllTextContentsAsync();
        return [.. cells.Select(c => int.Parse(c, global::System.Globalization.CultureInfo.InvariantCulture))];
    }

    private Task<Answer> CallAsync(string purpose)
    {
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        return hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("calmette-hospital"), purpose, type, value);
    }
}
