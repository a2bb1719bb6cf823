using System.Net;
using Interop.Identity.People;

namespace Interop.Identity.Tests.Pages;

public sealed class SignInTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Fact]
    public async Task SignIn_PasswordAndCode_OpensTheAccount()
    {
        var login = host.Add("officer", "dpo");
        using var browser = host.Open();

        var step = await browser.PasswordAsync("Officer ", login.Password, "?returnUrl=%2Faccount%3Fa%3Db");
        step.Location.ShouldBe("/sign-in/code?returnUrl=%2Faccount%3Fa%3Db");
        (await browser.GetAsync("/account")).Location!.ShouldStartWith("/sign-in?returnUrl=");
        var end = await browser.FillAsync(step.Location!, ("code", browser.CodeOf(login.TotpSecret)));

        end.Location.ShouldBe("/account?a=b");
        var account = await browser.GetAsync("/account");
        account.Html.ShouldContain("សុខា");
        account.Html.ShouldContain("Data protection officer");
        browser.CookieNames.ShouldContain("Interop.Session");
        browser.CookieNames.ShouldNotContain("Interop.SignIn");
        host.Logs.ShouldContain(l => l.StartsWith("1040", StringComparison.Ordinal));
        host.Logs.Where(l => l.Contains("officer", StringComparison.OrdinalIgnoreCase) || l.Contains(login.Password, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SignIn_OptionalFactorNotSetUp_NeedsThePasswordAlone()
    {
        var login = host.Add("clerk-1", "clerk", "hospital-a", factor: false);
        using var browser = host.Open();

        (await browser.PasswordAsync("clerk-1", login.Password)).Location.ShouldBe("/account");
    }

    [Fact]
    public async Task Session_Cookie_IsHttpOnlyAndLax()
    {
        var login = host.Add("cookie", "clerk", "hospital-a", factor: false);
        using var browser = host.Open();

        var cookie = (await browser.PasswordAsync("cookie", login.Password)).Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("Interop.Session", StringComparison.Ordinal));

        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("expires");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("\\\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("http:/account")]
    public async Task SignIn_ReturnUrlElsewhere_IsNotFollowed(string returnUrl)
    {
        var user = "r" + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(returnUrl));
        var login = host.Add(user, "clerk", "hospital-a");
        using var browser = host.Open();

        (await browser.SignInAsync(user, login, "?returnUrl=" + Uri.EscapeDataString(returnUrl))).Location.ShouldBe("/account");
    }

    [Fact]
    public async Task SignIn_UnknownWrongDisabledOrLocked_AreAnsweredAlike()
    {
        var known = host.Add("alike", "clerk", "hospital-a");
        var disabled = host.Add("alike-off", "clerk", "hospital-a");
        host.People.Disable("alike-off");
        using var browser = host.Open();

        var answers = new List<Shown>
        {
            await browser.PasswordAsync("nobody-alike", known.Password),
            await browser.PasswordAsync("alike", "a wrong password"),
            await browser.PasswordAsync("alike-off", disabled.Password),
        };
        for (var wrong = 0; wrong < 5; wrong++)
            await browser.PasswordAsync("alike", "a wrong password");
        answers.Add(await browser.PasswordAsync("alike", known.Password));
        for (var wrong = 0; wrong < 5; wrong++)
            await browser.PasswordAsync("nobody-alike", "a wrong password");
        answers.Add(await browser.PasswordAsync("nobody-alike", known.Password));

        answers.Select(a => a.Status).Distinct().ShouldBe([HttpStatusCode.UnprocessableEntity]);
        answers.Select(a => System.Text.RegularExpressions.Regex.Replace(a.Html, "value=\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))).Distinct().Count().ShouldBe(1);
        browser.CookieNames.ShouldNotContain("Interop.Session");
    }

    [Fact]
    public async Task Code_OfTheStepUsedAlready_IsRefusedOnce()
    {
        var login = host.Add("replay", "auditor");
        using var first = host.Open();
        using var second = host.Open();
        (await first.SignInAsync("replay", login)).Location.ShouldBe("/account");

        (await second.SignInAsync("replay", login)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        host.Time.Advance(TimeSpan.FromSeconds(30));
        (await second.SignInAsync("replay", login)).Location.ShouldBe("/account");
        host.Logs.ShouldContain(l => l.StartsWith("1043", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_WithoutThePasswordStep_LeadsBack()
    {
        using var browser = host.Open();

        (await browser.GetAsync("/sign-in/code")).Location.ShouldBe("/sign-in");
        (await browser.GetAsync("/sign-in/second-factor")).Location.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Code_WhenTenMinutesPassed_LeadsBack()
    {
        var login = host.Add("slow", "auditor");
        using var browser = host.Open();
        var step = await browser.PasswordAsync("slow", login.Password);
        var page = await browser.GetAsync(step.Location!);
        host.Time.Advance(Session.Half + TimeSpan.FromSeconds(1));

        (await browser.PostAsync(step.Location!, page.Html, ("code", browser.CodeOf(login.TotpSecret)))).Location.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Enrolment_RoleThatNeedsIt_ComesBeforeTheFirstPageAndGivesRecoveryCodes()
    {
        var login = host.Add("fresh", "dpo", factor: false);
        using var browser = host.Open();
        var step = await browser.PasswordAsync("fresh", login.Password);
        step.Location.ShouldBe("/sign-in/second-factor");
        var page = await browser.GetAsync(step.Location!);
        page.Html.ShouldContain("<svg");
        var secret = Between(page.Html, "<code class=\"secret\">", "</code>").Replace(" ", "", StringComparison.Ordinal);

        (await browser.PostAsync(step.Location!, page.Html, ("code", "000000x"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var done = await browser.PostAsync(step.Location!, page.Html, ("code", browser.CodeOf(secret)));

        done.Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        var codes = System.Text.RegularExpressions.Regex.Matches(done.Html, "<li><code>([^<]+)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).ToArray();
        codes.Distinct().Count().ShouldBe(10);
        host.Bytes().ShouldNotContain(secret);
        host.Bytes().ShouldNotContain(codes[0]);

        // A recovery code lets in once.
        foreach (var expected in (HttpStatusCode[])[HttpStatusCode.Found, HttpStatusCode.UnprocessableEntity])
        {
            using var elsewhere = host.Open();
            var again = await elsewhere.PasswordAsync("fresh", login.Password);
            again.Location.ShouldBe("/sign-in/code");
            (await elsewhere.FillAsync(again.Location!, ("code", codes[3].ToUpperInvariant()))).Status.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Form_WithoutItsToken_Is400AndAPage()
    {
        using var browser = host.Open();

        var answer = await browser.PostAsync("/sign-in", "", ("userName", "x"), ("password", "y"));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Html.ShouldContain("<h1>This does not work</h1>");
    }

    [Fact]
    public async Task Form_TooLarge_IsRefused()
    {
        using var browser = host.Open();

        ((int)(await browser.PasswordAsync(new string('x', 70_000), "y")).Status).ShouldBeInRange(400, 413);
    }

    [Fact]
    public async Task Form_HostileFields_AreRefusedLikeAnyWrongOnes()
    {
        using var browser = host.Open();

        foreach (var hostile in (string[])["' or 1=1 --", "\u0001\u202e", "<script>alert(1)</script>", "ករណី", new string('a', 5000)])
        {
            var answer = await browser.PasswordAsync(hostile, hostile);
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            answer.Html.ShouldNotContain("<script>");
        }
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
