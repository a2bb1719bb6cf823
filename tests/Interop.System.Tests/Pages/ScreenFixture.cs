using Interop.Gateway.Demo;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Interop.System.Tests.Pages.ScreenFixture))]

namespace Interop.System.Tests.Pages;

/// <summary>A Chromium without a screen; started with the first page that is opened.</summary>
public sealed class ScreenFixture : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly Dictionary<(string Address, string User), string> sessions = [];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where pictures of the pages are left, for people to look at.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screens")).FullName;

    /// <summary>A browser without cookies, as wide as asked for, in the language asked for.</summary>
    public Task<IPage> OpenAsync(string address, int width = 1100, string language = "en") => OpenAsync(address, width, language, script: true, session: null);

    /// <summary>As <see cref="OpenAsync(string, int, string)"/>, and signed in. A person's code is taken once in half a minute, so the session of the first time is used again.</summary>
    internal async Task<IPage> OpenAsAsync(string address, DemoLogin login, int width = 1100, string language = "en", bool script = true)
    {
        if (!sessions.TryGetValue((address, login.User), out var session))
        {
            var page = await OpenAsync(address);
            await page.GotoAsync("/sign-in");
            await page.SignInAsync(login);
            session = sessions[(address, login.User)] = await page.Context.StorageStateAsync();
        }
        return await OpenAsync(address, width, language, script, session);
    }

    private async Task<IPage> OpenAsync(string address, int width, string language, bool script, string? session)
    {
        if (!File.Exists(Chromium))
            Assert.Skip($"There is no {Chromium}: ops/test installs it.");
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new() { BaseURL = address, ViewportSize = new() { Width = width, Height = 800 }, Locale = language, JavaScriptEnabled = script, StorageState = session });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
