using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Interop.Identity.Pages;

namespace Interop.Identity.Tests.Pages;

public sealed class LayoutTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Fact]
    public async Task Page_EveryOne_CarriesItsProtectiveHeaders()
    {
        using var browser = host.Open();

        var headers = (await browser.GetAsync("/sign-in")).Response.Headers;

        var policy = headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'self'");
        policy.ShouldNotContain("unsafe");
        headers.CacheControl!.NoStore.ShouldBeTrue();
        headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
        headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public async Task Page_NothingInline_SoThatThePolicyHolds()
    {
        var login = host.Add("inline", "operator", "nssf");
        using var browser = host.Open();
        await browser.SignInAsync("inline", login);

        foreach (var path in (string[])["/sign-in", "/account", "/keys", "/sign-out", "/nowhere"])
        {
            var html = (await browser.GetAsync(path)).Html;
            html.ShouldContain("<main id=\"content\"");
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<style");
            html.ShouldNotContain(" style=");
            html.ShouldNotContain(" onclick");
        }
    }

    [Theory]
    [InlineData("/sign-in?lang=km", "en", "km")]
    [InlineData("/sign-in", "km-KH,en;q=0.5", "km")]
    [InlineData("/sign-in", "fr,en;q=0.2,km;q=0.9", "km")]
    [InlineData("/sign-in", "fr", "en")]
    [InlineData("/sign-in?lang=xx", ";;;=", "en")]
    [InlineData("/sign-in", null, "en")]
    public async Task Language_OfAPage_IsTheOneAskedFor(string path, string? accept, string expected)
    {
        using var browser = host.Open();

        (await browser.GetAsync(path, accept)).Html.ShouldContain($"<html lang=\"{expected}\">");
    }

    [Fact]
    public async Task Language_Chosen_StaysChosenAndKhmerStaysKhmer()
    {
        using var browser = host.Open();
        await browser.GetAsync("/sign-in?lang=km");

        var html = (await browser.GetAsync("/sign-in?returnUrl=%2Faccount", "en")).Html;

        html.ShouldContain("ពាក្យសម្ងាត់");
        html.ShouldContain("href=\"/sign-in?returnUrl=%2Faccount&amp;lang=en\"");
    }

    [Fact]
    public async Task Account_InKhmer_WritesDatesAndNumbersInKhmerDigits()
    {
        var login = host.Add("digits", "clerk", "hospital-a");
        using var browser = host.Open();
        await browser.SignInAsync("digits", login);

        (await browser.GetAsync("/account?lang=km")).Html.ShouldContain("២២ វិច្ឆិកា ២០២៦ ១៥:០០");
        (await browser.GetAsync("/account?lang=en")).Html.ShouldContain("22 Nov 2026 15:00");
    }

    [Fact]
    public void Texts_All_AreInBothLanguages()
    {
        var texts = typeof(Texts).GetFields(BindingFlags.Public | BindingFlags.Static).Concat(typeof(KeyTexts).GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => f.GetValue(null)).OfType<PageText>().Where(t => t != Texts.OtherLanguage).ToArray();

        texts.Length.ShouldBeGreaterThan(80);
        texts.Where(t => t.En.Length == 0 || t.En.Any(IsKhmer) || !t.Km.Any(IsKhmer)).ShouldBeEmpty();
        texts.ShouldAllBe(t => t.En.Contains("{0}", StringComparison.Ordinal) == t.Km.Contains("{0}", StringComparison.Ordinal));

        static bool IsKhmer(char c) => c is >= '\u1780' and <= '\u17FF';
    }

    [Fact]
    public async Task StyleSheet_KnownAlready_IsNotSentAgain()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var first = await http.GetAsync(new Uri(Asset.StyleSheet.Address, UriKind.Relative), TestContext.Current.CancellationToken);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(Asset.StyleSheet.Address, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));

        using var second = await http.SendAsync(again, TestContext.Current.CancellationToken);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("url(");
    }

    [Fact]
    public async Task Refused_AskedForByName_IsNoPage()
    {
        using var browser = host.Open();

        (await browser.GetAsync("/refused")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var machine = new HttpClient { BaseAddress = host.Address };
        using var bare = await machine.GetAsync(new Uri("/nowhere", UriKind.Relative), TestContext.Current.CancellationToken);
        bare.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await bare.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty("who does not ask for HTML is answered by the host");
    }
}
