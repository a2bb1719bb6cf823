using Interop.System.Tests.Pages;

namespace Interop.System.Tests.Console;

/// <summary>Who gets into the console, and what it shows whom.</summary>
public sealed class ShellTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Console_Auditor_SeesTheOverviewAndItsSections()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = page.Faults();
        await page.GotoAsync("/console");
        await page.SignInAsync(hub.Demo.Logins.Single(l => l.User == "auditor-1"));
        (await page.TextContentAsync("h1")).ShouldBe("Overview");
        (await page.TextContentAsync("nav.sections [aria-current=page]")).ShouldBe("Overview");
        await page.AxeAsync("console");
        await page.PictureAsync("console");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Console_Operator_IsRefusedAndNotOfferedIt()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(hub.Demo.Logins.Single(l => l.User == "operator-wfp-batch"));
        (await page.TextContentAsync("nav")).ShouldNotBeNull().ShouldNotContain("Console");
        var answer = await page.GotoAsync("/console");
        answer!.Status.ShouldBe(403);
    }
}
