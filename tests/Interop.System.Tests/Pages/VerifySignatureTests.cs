using System.Net.Http.Headers;

namespace Interop.System.Tests.Pages;

/// <summary>A developer whose signature does not verify pastes the message and compares bytes.</summary>
public sealed class VerifySignatureTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Page_SignedAnswer_IsGoodAndTamperedIsNotWithTheBaseShown()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hub.Hub.Address + "/v1/entitlements/check");
        request.Headers.Add("X-Access-Key", hub.KeyOf("social-ministry"));
        request.Headers.Add("Interop-Purpose", "ELIGDTRM");
        request.Headers.Add("Accept-Signature", "interop=()");
        request.Content = new StringContent("""{"subject":{"type":"national-id","value":"000000000"}}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var fields = answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value.Select(v => $"{h.Key}: {v}"));
        var saved = $"HTTP/1.1 {(int)answer.StatusCode} X\n{string.Join('\n', fields)}\n\n{body}";
        var asked = $"POST /v1/entitlements/check HTTP/1.1\nHost: {new Uri(hub.Hub.Address).Authority}\n\n";

        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = page.Faults();
        await page.GotoAsync("/verify-signature");
        await CheckAsync(page, saved, asked);
        (await page.TextContentAsync("section.card .state")).ShouldBe("valid");
        await page.PictureAsync("verify-signature-good");

        await CheckAsync(page, saved.Replace("subject-not-found", "subject-not-fount", StringComparison.Ordinal), asked);
        (await page.TextContentAsync("section.card .state")).ShouldBe("digest-mismatch");
        await CheckAsync(page, saved.Replace($"HTTP/1.1 {(int)answer.StatusCode}", "HTTP/1.1 200", StringComparison.Ordinal), asked);
        (await page.TextContentAsync("section.card .state")).ShouldBe("invalid");
        (await page.TextContentAsync("pre.base")).ShouldNotBeNull().ShouldContain("\"@status\": 200");
        await page.PictureAsync("verify-signature-bad");

        await page.FillAsync("#message", "nonsense");
        await page.ClickAsync("main button");
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("start line");
        faults.ShouldBeEmpty();
    }

    private static async Task CheckAsync(Microsoft.Playwright.IPage page, string message, string request)
    {
        await page.FillAsync("#message", message);
        await page.FillAsync("#request", request);
        await page.SelectOptionAsync("#scheme", "http");
        await page.ClickAsync("main button");
        await page.WaitForSelectorAsync("section.card");
    }
}
