using System.Net;
using System.Text.RegularExpressions;
using Interop.Gateway.Demo;
using Interop.System.Tests.Pages;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>Sessions of people: the keys behind them, and what a balancer that ends TLS says of the connection.</summary>
public sealed partial class SessionTests(HubFixture hub)
{
    private const string Trusted = "--Transport:TrustedProxies=127.0.0.0/8";

    [Fact]
    public async Task Start_KeysOfSessions_AreInTheStoreAndInNoFile()
    {
        var before = FilesAtHome();
        await using var other = await hub.StartAnotherAsync();

        other.Rooms.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("something");

        var keys = other.Rooms.GetRequiredService<IKeyManager>().GetAllKeys();
        keys.ShouldNotBeEmpty();
        var home = FilesAtHome();
        home.ShouldBe(before);
        // A file made at an earlier start would not be new.
        foreach (var key in keys)
            home.ShouldNotContain(file => file.Contains(key.KeyId.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SignIn_BehindABalancerThatEndsTls_GivesSecureHostCookies()
    {
        await using var behind = await hub.StartAnotherAsync(Trusted);
        var login = hub.Demo.Logins.Single(l => l.User == "auditor-1");

        var half = await SignInAsync(behind.Address, login, "https");

        var cookie = half.Headers.GetValues("Set-Cookie").Single(c => c.Contains("Interop.SignIn=", StringComparison.Ordinal));
        cookie.ShouldStartWith("__Host-Interop.SignIn=");
        cookie.ShouldContain("; secure", Case.Insensitive);
        cookie.ShouldContain("; path=/;", Case.Insensitive);
        cookie.ShouldNotContain("domain=", Case.Insensitive);
        var code = await FillAsync(
            behind.Address, "/sign-in/code", "https", "203.0.113.1", cookie.Split(';')[0], ("code", Totp.Now(login.TotpSecret, TimeProvider.System)));
        var session = code.Headers.GetValues("Set-Cookie").Single(c => c.Contains("Interop.Session=", StringComparison.Ordinal));
        session.ShouldStartWith("__Host-Interop.Session=");
        session.ShouldContain("; secure", Case.Insensitive);
    }

    [Fact]
    public async Task SignIn_HttpsClaimedByWhoIsNotTrusted_IsNotBelieved()
    {
        var half = await SignInAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "dpo-2"), "https");
        half.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith("Interop.SignIn=", StringComparison.Ordinal));
        half.Headers.GetValues("Set-Cookie").ShouldNotContain(c => c.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SignIn_AddressThatFailsAgainAndAgainBehindABalancer_IsBrakedAlone()
    {
        await using var behind = await hub.StartAnotherAsync(Trusted);
        // Longer than any password: refused before it is hashed.
        (string, string)[] wrong = [("userName", "nobody"), ("password", new string('x', 2000))];
        for (var i = 0; i < 30; i++)
            (await FillAsync(behind.Address, "/sign-in", "https", "203.0.113.9", "", wrong)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await FillAsync(behind.Address, "/sign-in", "https", "203.0.113.9", "", wrong)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await FillAsync(behind.Address, "/sign-in", "https", "203.0.113.10", "", wrong)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static Task<HttpResponseMessage> SignInAsync(string address, DemoLogin login, string scheme) =>
        FillAsync(address, "/sign-in", scheme, "203.0.113.1", "", ("userName", login.User), ("password", login.Password));

    /// <summary>Loads a page and sends its form, as a balancer would pass both on.</summary>
    private static async Task<HttpResponseMessage> FillAsync(
        string address, string path, string scheme, string from, string cookie, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var page = await SendAsync(HttpMethod.Get, cookie, null);
        var token = Token().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups["value"].Value;
        var form = page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("Interop.Form=", StringComparison.Ordinal)).Split(';')[0];
        using var content = new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await SendAsync(HttpMethod.Post, cookie.Length == 0 ? form : form + "; " + cookie, content);

        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string cookies, HttpContent? body)
        {
            using var request = new HttpRequestMessage(method, new Uri(address + path)) { Content = body };
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("X-Forwarded-For", from);
            request.Headers.Add("X-Forwarded-Proto", scheme);
            if (cookies.Length > 0)
                request.Headers.Add("Cookie", cookies);
            return await http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    private static string[] FilesAtHome()
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspnet");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
