using System.Net;
using Interop.Identity.People;
using Microsoft.AspNetCore.Builder;

namespace Interop.Identity.Tests.Pages;

public sealed class SessionTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Fact]
    public async Task Session_IdleForTwentyMinutes_Ends()
    {
        using var browser = await SignedInAsync("idle");
        host.Time.Advance(Session.Idle - TimeSpan.FromSeconds(1));
        (await browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        host.Time.Advance(Session.Idle - TimeSpan.FromSeconds(1));
        (await browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK, "the request before renewed it");

        host.Time.Advance(Session.Idle + TimeSpan.FromSeconds(1));
        (await browser.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Session_InUseForEightHours_EndsAllTheSame()
    {
        using var browser = await SignedInAsync("long");
        for (var minutes = 15; minutes < 8 * 60; minutes += 15)
        {
            host.Time.Advance(TimeSpan.FromMinutes(15));
            (await browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        }

        host.Time.Advance(TimeSpan.FromMinutes(15));
        (await browser.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("roles")]
    [InlineData("reset")]
    public async Task Session_PersonChangedElsewhere_EndsWithTheNextRequest(string change)
    {
        using var browser = await SignedInAsync("changed-" + change);
        (await browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);

        _ = change switch
        {
            "disable" => host.People.Disable("changed-disable"),
            "roles" => host.People.SetRoles("changed-roles", ["operator"]),
            _ => host.People.Reset("changed-reset"),
        };

        (await browser.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Session_AnotherProcessOnTheStore_IsTakenThereToo()
    {
        using var browser = await SignedInAsync("shared");
        await using WebApplication other = await host.StartAnotherAsync();

        using var elsewhere = host.Open(new Uri(other.Urls.First()));
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
            elsewhere.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", "127.0.0.1"));

        (await elsewhere.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        host.Bytes().ShouldNotContain("<masterKey");
    }

    [Fact]
    public async Task SignOut_Session_IsOverOnThisDevice()
    {
        using var browser = await SignedInAsync("leaving");
        (await browser.GetAsync("/sign-out")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK, "a link alone does not sign out");

        (await browser.FillAsync("/sign-out")).Location.ShouldBe("/sign-in");
        (await browser.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Elsewhere_SignOutOnOtherDevices_KeepsThisOne()
    {
        var login = host.Add("two-devices", "clerk", "hospital-a", factor: false);
        using var here = host.Open();
        using var there = host.Open();
        await here.SignInAsync("two-devices", login);
        await there.SignInAsync("two-devices", login);

        (await here.FillAsync("/account?handler=Elsewhere")).Status.ShouldBe(HttpStatusCode.OK);

        (await here.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Password_Changed_EndsOtherSessionsAndTheOldPassword()
    {
        var login = host.Add("changer", "clerk", "hospital-a", factor: false);
        using var here = host.Open();
        using var there = host.Open();
        await here.SignInAsync("changer", login);
        await there.SignInAsync("changer", login);

        (await here.FillAsync("/account?handler=Password", ("present", "not the password"), ("password", "a longer new one"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await here.FillAsync("/account?handler=Password", ("present", login.Password), ("password", "short"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await here.FillAsync("/account?handler=Password", ("present", login.Password), ("password", "a longer new one"))).Status.ShouldBe(HttpStatusCode.OK);

        (await here.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
        using var again = host.Open();
        (await again.PasswordAsync("changer", login.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await again.PasswordAsync("changer", "a longer new one")).Location.ShouldBe("/account");
    }

    [Fact]
    public async Task SecondFactor_SetUpAnew_WantsThePasswordAndVoidsTheOldOne()
    {
        var login = host.Add("new-phone", "auditor");
        using var browser = host.Open();
        await browser.SignInAsync("new-phone", login);
        var page = await browser.GetAsync("/account");
        var secret = page.Html.Split("<code class=\"secret\">")[1].Split("</code>")[0].Replace(" ", "", StringComparison.Ordinal);

        (await browser.PostAsync("/account?handler=Factor", page.Html, ("present", "not the password"), ("code", browser.CodeOf(secret)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync("/account?handler=Factor", page.Html, ("present", login.Password), ("code", "123"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync("/account?handler=Factor", page.Html, ("present", login.Password), ("code", browser.CodeOf(secret)))).Html.ShouldContain("Recovery codes");

        (await browser.GetAsync("/account")).Html.ShouldContain("10 recovery codes are left.");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        using var elsewhere = host.Open();
        (await elsewhere.SignInAsync("new-phone", login)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await elsewhere.SignInAsync("new-phone", login with { TotpSecret = secret })).Location.ShouldBe("/account");
    }

    [Fact]
    public async Task SecondFactor_OfferedToAnother_CannotBeTakenUp()
    {
        using var attacker = await SignedInAsync("attacker");
        var foreign = (await attacker.GetAsync("/account")).Html.Split("name=\"offer\" value=\"")[1].Split('"')[0];
        var login = host.Add("victim", "clerk", "hospital-a", factor: false);
        using var browser = host.Open();
        await browser.SignInAsync("victim", login);

        (await browser.FillAsync("/account?handler=Factor", ("present", login.Password), ("offer", WebUtility.HtmlDecode(foreign)), ("code", "123456"))).Html.ShouldContain("took too long");
        (await browser.FillAsync("/account?handler=Factor", ("present", login.Password), ("offer", "made up"), ("code", "123456"))).Html.ShouldContain("took too long");
    }

    private async Task<Browser> SignedInAsync(string user)
    {
        var login = host.Add(user, "clerk", "hospital-a", factor: false);
        var browser = host.Open();
        (await browser.SignInAsync(user, login)).Location.ShouldBe("/account");
        return browser;
    }
}
