using System.Globalization;
using System.Text.Json;

namespace Interop.System.Tests.Pages;

/// <summary>The catalogue, for programs and for people.</summary>
public sealed class CatalogueTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Catalogue_WithoutACredential_ListsWhatThereIsAndNobodysRights()
    {
        using var catalogue = JsonDocument.Parse(await hub.Http.GetStringAsync(new Uri(hub.Hub.Address + "/v1/catalogue"), TestContext.Current.CancellationToken));
        var root = catalogue.RootElement;
        root.GetProperty("registries").GetArrayLength().ShouldBe(4);
        root.GetProperty("attributes").GetArrayLength().ShouldBeGreaterThan(60);
        root.GetProperty("programmes").GetArrayLength().ShouldBe(12);
        root.GetProperty("purposes").EnumerateArray().ShouldContain(p => p.GetProperty("code").GetString() == "TREAT");
        root.GetProperty("services").EnumerateArray().ShouldContain(s => s.GetProperty("service").GetString() == "nssf/policies");
        root.TryGetProperty("own", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Catalogue_OfEveryInstitution_ShowsItsOwnScopesAlone()
    {
        foreach (var institution in hub.Demo.Institutions)
        {
            var (status, root) = await AskAsync(institution.AccessKey);
            status.ShouldBe(200);
            var own = root.GetProperty("own");
            own.GetProperty("institution").GetString().ShouldBe(institution.Code);
            own.GetProperty("scopes").EnumerateArray().SelectMany(s => s.GetProperty("purposes").EnumerateArray()).Select(p => p.GetString()).Distinct().Order(StringComparer.Ordinal)
                .ShouldBe(institution.Purposes.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Catalogue_WithABadKey_IsRefused()
    {
        var (status, root) = await AskAsync("ik_nobody_nothing");
        (status, root.GetProperty("code").GetString()).ShouldBe((401, "access-key-unknown"));
    }

    [Fact]
    public async Task Page_Operator_SeesOwnRightsAndTriesAQuestion()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = page.Faults();
        await page.GotoAsync("/catalogue");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Sign in to see");
        await page.PictureAsync("catalogue-anybody");

        await page.ClickAsync("section[aria-labelledby=own] a");
        await page.SignInAsync(hub.Demo.Logins.Single(l => l.User == "operator-nssf"));
        (await page.TextContentAsync("section[aria-labelledby=own]")).ShouldNotBeNull().ShouldContain("National Social Security Fund");
        await page.SelectOptionAsync("#person", hub.Demo.People.Index().First(p => p.Item.Coverage.Contains("nssf")).Index.ToString(CultureInfo.InvariantCulture));
        await page.ClickAsync("section[aria-labelledby=try] button");

        var answer = (await page.TextContentAsync("#tried")).ShouldNotBeNull();
        using var document = JsonDocument.Parse(answer);
        document.RootElement.TryGetProperty("receipt", out _).ShouldBeTrue();
        await page.PictureAsync("catalogue-tried");
        await page.SelectOptionAsync("#purpose", "HRESCH");
        await page.ClickAsync("section[aria-labelledby=try] button");
        (await page.TextContentAsync("#tried")).ShouldNotBeNull().ShouldContain("purpose-outside-scope");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_OnASmallTelephoneInKhmer_Fits()
    {
        var page = await screen.OpenAsync(hub.Hub.Address, width: 320, language: "km");
        await page.GotoAsync("/catalogue");
        await page.FitsAsync("catalogue-km");
        await page.GotoAsync("/verify-signature");
        await page.FitsAsync("verify-signature-km");
    }

    [Fact]
    public async Task Page_TriedByNobody_IsRefused()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/catalogue");
        var answer = await page.APIRequest.PostAsync(hub.Hub.Address + "/catalogue?handler=Try");
        answer.Status.ShouldBe(400);
    }

    private async Task<(int Status, JsonElement Root)> AskAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, hub.Hub.Address + "/v1/catalogue");
        request.Headers.Add("X-Access-Key", key);
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
