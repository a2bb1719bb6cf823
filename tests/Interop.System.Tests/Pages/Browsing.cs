using Interop.Gateway.Demo;
using Microsoft.Playwright;

namespace Interop.System.Tests.Pages;

/// <summary>What a person does in a browser, and what a test looks at there.</summary>
internal static class Browsing
{
    /// <summary>Fills in the two steps of a demo login. A person's code is taken once in half a minute, so tests sign in people of their own.</summary>
    /// <param name="page">At the form.</param>
    /// <param name="login">Who.</param>
    /// <param name="time">The clock of the hub, where a test gave it one.</param>
    public static async Task SignInAsync(this IPage page, DemoLogin login, TimeProvider? time = null)
    {
        await page.FillAsync("#user", login.User);
        await page.FillAsync("#password", login.Password);
        await page.ClickAsync("main button");
        await page.WaitForSelectorAsync("#code");
        await page.FillAsync("#code", Totp.Now(login.TotpSecret, time ?? TimeProvider.System));
        await page.ClickAsync("main button");
        await page.WaitForSelectorAsync("nav");
    }

    /// <summary>Nothing of a page 320 pixels wide lies outside it.</summary>
    public static async Task FitsAsync(this IPage page, string name)
    {
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320, name);
        await page.PictureAsync(name);
    }

    /// <summary>Leaves a picture for people to look at.</summary>
    public static Task PictureAsync(this IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(ScreenFixture.Pictures, name + ".png"), FullPage = true });

    /// <summary>What the browser complains of from now on.</summary>
    public static List<string> Faults(this IPage page)
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
