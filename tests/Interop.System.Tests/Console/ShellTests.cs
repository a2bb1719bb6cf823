using Interop.System.Tests.Pages;

namespace Interop.System.Tests.Console;

/// <summary>Who gets into the console, and what it shows whom.</summary>
public sealed class ShellTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Console_Auditor_SeesEverythingAndIsOfferedNoChange()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "auditor-1"));
        var faults = page.Faults();
        await page.GotoAsync("/console");
        (await page.TextContentAsync("nav.sections [aria-current=page]")).ShouldBe("Overview");
        await page.AxeAsync("console");
        await page.PictureAsync("console");

        await page.GotoAsync("/console/scopes/calmette-hospital-care/1");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Auditors look and change nothing.");
        (await page.QuerySelectorAllAsync("main form")).ShouldBeEmpty();
        faults.ShouldBeEmpty();
        (await page.GotoAsync("/console/scopes/new"))!.Status.ShouldBe(403);
    }

    [Fact]
    public async Task Console_Operator_IsRefusedAndNotOfferedIt()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "operator-wfp-batch"));
        await page.GotoAsync("/account");
        (await page.TextContentAsync("nav")).ShouldNotBeNull().ShouldNotContain("Console");
        (await page.GotoAsync("/console"))!.Status.ShouldBe(403);
    }
}
