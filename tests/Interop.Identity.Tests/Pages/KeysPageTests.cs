using System.Net;
using System.Text.RegularExpressions;

namespace Interop.Identity.Tests.Pages;

public sealed partial class KeysPageTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Fact]
    public async Task Issue_Operator_GetsAKeyOfTheOwnInstitutionShownOnce()
    {
        using var browser = await SignedInAsync("issuer", "operator", "nssf");

        var shown = await browser.FillAsync("/keys?handler=Issue", ("label", "web <b>"), ("days", "30"), ("networks", "10.0.0.0/8\r\n2001:db8::/32"));

        shown.Status.ShouldBe(HttpStatusCode.OK);
        var key = KeyText().Match(shown.Html).Value;
        var listed = host.Keys.List("nssf").Single(k => k.Label == "web <b>");
        key.ShouldStartWith("ik_" + listed.PublicId);
        listed.Networks.ShouldBe(["10.0.0.0/8", "2001:db8::/32"]);
        var again = await browser.GetAsync("/keys");
        again.Html.ShouldContain(listed.PublicId);
        again.Html.ShouldContain("web &lt;b&gt;");
        again.Html.ShouldNotContain(key);
        host.Logs.ShouldContain(l => l.StartsWith("1046", StringComparison.Ordinal) && l.Contains(listed.PublicId, StringComparison.Ordinal));
        host.Logs.Where(l => l.Contains(key, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_OfAnotherInstitution_AreNeitherShownNorChanged()
    {
        var foreign = host.Keys.Issue("hospital-a").Key!;
        using var browser = await SignedInAsync("stranger", "operator", "nssf");

        (await browser.GetAsync("/keys")).Html.ShouldNotContain(foreign.PublicId);
        foreach (var handler in (string[])["Revoke", "Rotate"])
            (await browser.FillAsync("/keys?handler=" + handler, ("key", foreign.PublicId), ("overlap", "0"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var untouched = host.Keys.List("hospital-a").Single(k => k.PublicId == foreign.PublicId);
        untouched.Revoked.ShouldBeNull();
        host.Keys.List("hospital-a").ShouldNotContain(k => k.RotatedFrom == foreign.PublicId);
    }

    [Fact]
    public async Task RotateAndRevoke_OwnKey_AreDone()
    {
        var old = host.Keys.Issue("nssf", "to rotate").Key!;
        using var browser = await SignedInAsync("rotator", "operator", "nssf");

        (await browser.FillAsync("/keys?handler=Rotate", ("key", old.PublicId), ("overlap", "no number"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.FillAsync("/keys?handler=Rotate", ("key", old.PublicId), ("overlap", "3"))).Status.ShouldBe(HttpStatusCode.OK);
        host.Keys.List("nssf").Single(k => k.RotatedFrom == old.PublicId).Label.ShouldBe("to rotate");
        host.Keys.List("nssf").Single(k => k.PublicId == old.PublicId).Expires.ShouldBe(host.Time.GetUtcNow().AddDays(3));
        (await browser.FillAsync("/keys?handler=Revoke", ("key", old.PublicId))).Status.ShouldBe(HttpStatusCode.OK);
        host.Keys.List("nssf").Single(k => k.PublicId == old.PublicId).Revoked.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("clerk")]
    [InlineData("auditor")]
    public async Task Keys_AnotherRole_IsRefusedWithAPageAndSeesNoEntry(string role)
    {
        using var browser = await SignedInAsync("not-operator-" + role, role, "nssf");

        var refused = await browser.GetAsync("/keys");

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Html.ShouldContain("Your role does not open this page.");
        (await browser.GetAsync("/account")).Html.ShouldNotContain("href=\"/keys\"");
    }

    private async Task<Browser> SignedInAsync(string user, string role, string institution)
    {
        var login = host.Add(user, role, institution);
        var browser = host.Open();
        (await browser.SignInAsync(user, login)).Location.ShouldBe("/account");
        return browser;
    }

    [GeneratedRegex("ik_[a-z2-7]{12}_[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex KeyText();
}
