using Interop.Gateway.Demo;
using Microsoft.Playwright;

namespace Interop.System.Tests.Pages;

/// <summary>The pages as people see them, in a real browser on the real hub.</summary>
public sealed class SignInTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Officer_SignsInWithACode_SeesTheAccount()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = FaultsOf(page);
        await page.GotoAsync("/account");
        await PictureAsync(page, "sign-in");

        await SignInAsync(page, hub.Demo.Logins.First(l => l.Roles.Contains("dpo")));

        (await page.TextContentAsync("h1")).ShouldBe("My account");
        (await page.TextContentAsync("dl")).ShouldNotBeNull().ShouldContain("Data protection officer");
        await PictureAsync(page, "account");
        await page.GotoAsync("/keys");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Your role does not open this page.");
        await PictureAsync(page, "refused");
        faults.Where(f => !f.Contains("403", StringComparison.Ordinal)).ShouldBeEmpty("the style sheet loads and nothing breaks the policy");
    }

    [Fact]
    public async Task Operator_IssuesAKey_AndTheHubTakesItAtOnce()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/sign-in?returnUrl=/keys");
        await SignInAsync(page, hub.Demo.Logins.Single(l => l.User == "operator-social-ministry"));
        (await page.TextContentAsync("h1")).ShouldBe("Access keys");

        await page.FillAsync("#label", "made in a browser");
        await page.FillAsync("#networks", "127.0.0.0/8");
        await page.ClickAsync("form[action*='Issue'] button");
        var key = (await page.TextContentAsync("#new-key")).ShouldNotBeNull();
        await PictureAsync(page, "keys");

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
        await FitsAsync(page, "sign-in-km");
        await SignInAsync(page, hub.Demo.Logins.Single(l => l.User == "operator-calmette-hospital"));
        foreach (var path in (string[])["/account", "/keys"])
        {
            await page.GotoAsync(path);
            foreach (var summary in await page.QuerySelectorAllAsync("summary"))
                await summary.ClickAsync();
            await FitsAsync(page, path[1..] + "-km");
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

    private static async Task SignInAsync(IPage page, DemoLogin login)
    {
        await page.FillAsync("#user", login.User);
        await page.FillAsync("#password", login.Password);
        await page.ClickAsync("main button");
        await page.WaitForSelectorAsync("#code");
        await page.FillAsync("#code", Totp.Now(login.TotpSecret, TimeProvider.System));
        await page.ClickAsync("main button");
        await page.WaitForSelectorAsync("nav");
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320, name);
        await PictureAsync(page, name);
    }

    private static Task PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(ScreenFixture.Pictures, name + ".png"), FullPage = true });

    private static List<string> FaultsOf(IPage page)
    {
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
        return faults;
    }
}
