namespace Interop.System.Tests.Pages;

/// <summary>The pages as people see them, in a real browser on the real hub.</summary>
public sealed class SignInTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Officer_SignsInWithACode_SeesTheAccount()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = page.Faults();
        await page.GotoAsync("/account");
        await page.PictureAsync("sign-in");

        await page.SignInAsync(hub.Demo.Logins.Single(l => l.User == "dpo-3"));

        (await page.TextContentAsync("h1")).ShouldBe("My account");
        (await page.TextContentAsync("dl")).ShouldNotBeNull().ShouldContain("Data protection officer");
        await page.PictureAsync("account");
        await page.GotoAsync("/keys");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Your role does not open this page.");
        await page.PictureAsync("refused");
        faults.Where(f => !f.Contains("403", StringComparison.Ordinal)).ShouldBeEmpty("the style sheet loads and nothing breaks the policy");
    }

    [Fact]
    public async Task Operator_IssuesAKey_AndTheHubTakesItAtOnce()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/sign-in?returnUrl=/keys");
        await page.SignInAsync(hub.Demo.Logins.Single(l => l.User == "operator-social-ministry"));
        (await page.TextContentAsync("h1")).ShouldBe("Access keys");

        await page.FillAsync("#label", "made in a browser");
        await page.FillAsync("#networks", "127.0.0.0/8");
        await page.ClickAsync("form[action*='Issue'] button");
        var key = (await page.TextContentAsync("#new-key")).ShouldNotBeNull();
        await page.PictureAsync("keys");

        var person = hub.Demo.People.First(p => p.Institution == "social-ministry");
        var (type, value) = person.Identifiers.First();
        (await hub.Http.CheckAsync(hub.Hub.Address, key, person.Purpose, type, value)).Status.ShouldBe(200);
        await page.ReloadAsync();
        await page.GotoAsync("/keys");
        (await page.ContentAsync()).ShouldNotContain(key);
    }

    /// <summary>A small telephone: 320 CSS pixels, the least that WCAG 2.2 (1.4.10) asks a page to fit.</summary>
    [Fact]
    public async Task Pages_OnASmallTelephoneInKhmer_FitWithoutScrollingSideways()
    {
        var page = await screen.OpenAsync(hub.Hub.Address, width: 320, language: "km");
        await page.GotoAsync("/sign-in");
        await page.FitsAsync("sign-in-km");
        await page.SignInAsync(hub.Demo.Logins.Single(l => l.User == "operator-calmette-hospital"));
        foreach (var path in (string[])["/account", "/keys"])
        {
            await page.GotoAsync(path);
            foreach (var summary in await page.QuerySelectorAllAsync("summary"))
                await summary.ClickAsync();
            await page.FitsAsync(path[1..] + "-km");
        }
    }

    [Fact]
    public async Task SignIn_ByKeyboardAlone_FirstReachesTheSkipLinkAndShowsTheFocus()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/sign-out");
        await page.Keyboard.PressAsync("Tab");

        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("skip");
        (await page.EvaluateAsync<int>("document.activeElement.getBoundingClientRect().left")).ShouldBeGreaterThanOrEqualTo(0);
        (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");
    }
}
