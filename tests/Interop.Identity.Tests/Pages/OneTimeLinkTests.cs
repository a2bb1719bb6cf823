using System.Net;

namespace Interop.Identity.Tests.Pages;

/// <summary>Each test has a store of its own: the first administrator is made where there is nobody.</summary>
public sealed class OneTimeLinkTests : IAsyncLifetime
{
    private readonly PagesHost host = new();

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task FirstAdministrator_Link_MakesOneOnceAndWantsASecondFactor()
    {
        var link = host.People.FirstAdministratorLink()!;
        host.Bytes().ShouldNotContain(link[^43..]);
        using var browser = host.Open();
        var form = await browser.GetAsync(link);
        form.Status.ShouldBe(HttpStatusCode.OK);

        (await browser.PostAsync(link, form.Html, ("userName", "admin"), ("nameKm", "មេ"), ("nameLatin", "Chief"), ("password", "short"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync(link, form.Html, ("userName", "admin"), ("nameKm", "មេ"), ("nameLatin", "Chief"), ("password", "four words in a row"))).Location.ShouldBe("/sign-in/second-factor");

        (await browser.GetAsync("/account")).Location!.ShouldStartWith("/sign-in");
        (await browser.PostAsync(link, form.Html, ("userName", "admin2"), ("nameKm", "មេ"), ("nameLatin", "Chief"), ("password", "four words in a row"))).Status.ShouldBe(HttpStatusCode.Gone);
        (await browser.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
        host.People.FirstAdministratorLink().ShouldBeNull();
        host.People.List().Single().Roles.ShouldBe("administrator");
    }

    [Fact]
    public async Task FirstAdministrator_AfterADayOrByAnotherToken_IsGone()
    {
        var link = host.People.FirstAdministratorLink()!;
        using var browser = host.Open();

        (await browser.GetAsync("/first-administrator")).Status.ShouldBe(HttpStatusCode.Gone);
        (await browser.GetAsync("/first-administrator?token=" + new string('A', 43))).Status.ShouldBe(HttpStatusCode.Gone);
        (await browser.GetAsync(link.Replace("first-administrator", "set-password", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Gone);
        host.Time.Advance(TimeSpan.FromDays(1));
        (await browser.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task FirstAdministrator_TwoGatewaysOnOneStore_EitherLinkServesAndBothAreThenVoid()
    {
        var (one, other) = (host.People.FirstAdministratorLink()!, host.People.FirstAdministratorLink()!);
        using var browser = host.Open();
        (await browser.FillAsync(one, ("userName", "admin"), ("nameKm", "មេ"), ("nameLatin", "Chief"), ("password", "four words in a row"))).Location.ShouldBe("/sign-in/second-factor");

        (await browser.GetAsync(other)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task SetPassword_LinkOfAReset_IsUsedOnceAndVoidsPasswordAndFactor()
    {
        var login = host.Add("forgetful", "clerk", "hospital-a");
        var link = host.People.Reset("forgetful").Link!;
        using var browser = host.Open();
        (await browser.PasswordAsync("forgetful", login.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var form = await browser.GetAsync(link);

        (await browser.PostAsync(link, form.Html, ("password", "four words in a row"))).Status.ShouldBe(HttpStatusCode.OK);

        (await browser.PostAsync(link, form.Html, ("password", "five words in a long row"))).Status.ShouldBe(HttpStatusCode.Gone);
        (await browser.PasswordAsync("forgetful", "four words in a row")).Location.ShouldBe("/account");
    }
}
