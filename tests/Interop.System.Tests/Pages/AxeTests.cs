namespace Interop.System.Tests.Pages;

/// <summary>The pages that were there before the console, judged by axe in both languages.</summary>
public sealed class AxeTests(HubFixture hub, ScreenFixture screen)
{
    [Theory]
    [InlineData("en")]
    [InlineData("km")]
    public async Task Pages_OfAnybody_AreClean(string language)
    {
        var page = await screen.OpenAsync(hub.Hub.Address, language: language);
        foreach (var path in (string[])["/sign-in", "/sign-out", "/catalogue", "/verify-signature", "/verify-receipt", "/set-password?token=none", "/first-administrator?token=none", "/no-such-page"])
        {
            await page.GotoAsync(path);
            await page.AxeAsync($"{path} {language}");
        }
        await page.GotoAsync("/verify-signature");
        await page.FillAsync("#message", "nonsense");
        await page.ClickAsync("main button");
        await page.AxeAsync("verify-signature refused " + language);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("km")]
    public async Task Pages_OfAnOperator_AreClean(string language)
    {
        var login = hub.Demo.Logins.Single(l => l.User == "operator-planning-ministry");
        var halfway = await screen.OpenAsync(hub.Hub.Address, language: language);
        await halfway.GotoAsync("/sign-in");
        await halfway.FillAsync("#user", login.User);
        await halfway.FillAsync("#password", login.Password);
        await halfway.ClickAsync("main button");
        await halfway.WaitForSelectorAsync("#code");
        await halfway.AxeAsync("code " + language);

        var page = await screen.OpenAsAsync(hub.Hub.Address, login, language: language);
        foreach (var path in (string[])["/account", "/keys", "/catalogue", "/console"])
        {
            await page.GotoAsync(path);
            await page.AxeAsync($"{path} {language}");
        }
    }
}
