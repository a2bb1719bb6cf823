using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Interop.System.Tests.Pages.ScreenFixture))]

namespace Interop.System.Tests.Pages;

/// <summary>A Chromium without a screen; started with the first page that is opened.</summary>
public sealed class ScreenFixture : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where pictures of the pages are left, for people to look at.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screens")).FullName;

    /// <summary>A browser without cookies, as wide as asked for, in the language asked for.</summary>
    public async Task<IPage> OpenAsync(string address, int width = 1100, string language = "en")
    {
        if (!File.Exists(Chromium))
            Assert.Skip($"There is no {Chromium}: ops/test installs it.");
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new() { BaseURL = address, ViewportSize = new() { Width = width, Height = 800 }, Locale = language });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
