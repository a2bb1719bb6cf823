namespace Interop.System.Tests.Pages;

/// <summary>Whoever holds an answer sees in a browser that its record is in the log, and that a false receipt is not.</summary>
public sealed class VerifyReceiptTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Page_ReceiptOfACall_IsProvenAndChangedInOneCharacterIsRefused()
    {
        var receipt = await CallAsync();
        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = page.Faults();
        await page.GotoAsync("/verify-receipt");
        await CheckAsync(page, receipt);

        (await page.TextContentAsync(".state")).ShouldBe("In the log");
        (await page.TextContentAsync("#reached")).ShouldBe(await page.TextContentAsync("#root"));
        (await page.TextContentAsync("#signature")).ShouldBe("The signature is that of the key.");
        (await page.Locator("#steps tbody tr").CountAsync()).ShouldBeGreaterThan(0);
        var proof = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[download]"));
        (await File.ReadAllTextAsync(await proof.PathAsync(), TestContext.Current.CancellationToken)).ShouldStartWith("c2sp.org/tlog-proof@v1\n");
        await page.AxeAsync("verify-receipt-proven");
        await page.PictureAsync("verify-receipt-proven-en");

        var at = receipt.Length - 20;
        await CheckAsync(page, receipt[..at] + (receipt[at] == 'A' ? 'B' : 'A') + receipt[(at + 1)..]);
        (await page.TextContentAsync(".state")).ShouldBe("Not proven");
        (await page.TextContentAsync("section.card p")).ShouldNotBeNull().ShouldContain("another entry at this place");
        (await page.TextContentAsync("#reached")).ShouldNotBe(await page.TextContentAsync("#root"));
        (await page.Locator("a[download]").CountAsync()).ShouldBe(0);
        await page.AxeAsync("verify-receipt-refused");
        await page.PictureAsync("verify-receipt-refused-en");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_AnotherLogBeyondTheEndOrAnotherKey_SaysWhichInItsOwnWords()
    {
        var receipt = await CallAsync();
        var hash = receipt.Split('/')[^1];
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/verify-receipt");
        foreach (var (text, key, says) in ((string, string, string)[])
        [
            ($"interop.elsewhere/hub/0/{hash}", "", "names another log"),
            ($"{receipt[..receipt[..^44].LastIndexOf('/')]}/999999999/{hash}", "", "no entry with this number"),
            ("nonsense", "", "This is no receipt"),
            (receipt, "nonsense", "given for the key is none"),
        ])
        {
            await CheckAsync(page, text, key);
            (await page.TextContentAsync("section.card p")).ShouldNotBeNull().ShouldContain(says);
            (await page.TextContentAsync(".state")).ShouldBe("Not proven");
        }
    }

    [Fact]
    public async Task Page_InKhmerOnAPhone_IsCleanAndFits()
    {
        var page = await screen.OpenAsync(hub.Hub.Address, 320, "km");
        await page.GotoAsync("/verify-receipt");
        await page.FitsAsync("verify-receipt-km");
        await CheckAsync(page, await CallAsync());
        await page.AxeAsync("verify-receipt-proven-km");
        await page.FitsAsync("verify-receipt-proven-km");
    }

    private static async Task CheckAsync(Microsoft.Playwright.IPage page, string receipt, string key = "")
    {
        await page.FillAsync("#receipt", receipt);
        await page.FillAsync("#key", key);
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main button"), r => r.Request.Method == "POST");
        await page.WaitForSelectorAsync("section.card");
    }

    /// <summary>The header of a real answer.</summary>
    private async Task<string> CallAsync()
    {
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Institution == "social-ministry");
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), person.Purpose, "national-id", person.Identifiers["national-id"]);
        return answer.Headers.GetValues("Interop-Receipt").Single();
    }
}
