using System.Buffers.Text;
using System.Text.Json;
using Interop.Gateway.Demo;
using Interop.Gateway.Guarantees;
using Interop.Identity.People;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Interop.System.Tests.PointOfCare;

/// <summary>A clerk at the counter of a hospital, with a card before them and a queue behind it.</summary>
public sealed class VerifyTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital", Clerk = "clerk-" + Hospital;

    [Fact]
    public async Task Type_ACoveredPersonsNumber_SaysWhoPaysFirstHowMuchAndUntilWhenWithoutAScript()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk), script: false);
        await page.GotoAsync("/verify");
        await TypeAsync(page, Covered.Identifiers["national-id"]);

        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("covered");
        (await page.TextContentAsync("#verdict")).ShouldNotBeNull().ShouldContain("Covered");
        var answer = await AskAsync(hub.Hub.Address, Covered);
        (await page.Locator(".payers > li").CountAsync()).ShouldBe(answer.Body.GetProperty("coverage").GetArrayLength());
        var first = await page.TextContentAsync(".payers > li:first-child");
        first.ShouldNotBeNull().ShouldContain($"{answer.Body.GetProperty("coverage")[0].GetProperty("copayment").GetProperty("percent").GetInt32()} %");
        first.ShouldContain(answer.Body.GetProperty("coverage")[0].GetProperty("package").GetString()!);
        (await page.Locator(".payers > li .hint").First.TextContentAsync()).ShouldBe(answer.Body.GetProperty("coverage")[0].GetProperty("because").GetProperty("en").GetString());
        (await page.Locator(".guarantee .qr").CountAsync()).ShouldBe(answer.Body.GetProperty("guarantees").GetArrayLength());
        Gateway.Audit.Receipt.TryParse(await page.TextContentAsync(".receipt code"), out var receipt).ShouldBeTrue();
        (await ProofStatusAsync(receipt)).ShouldBe(200, "what the page shows is proven as any receipt is");
        (await page.InputValueAsync("#value")).ShouldBeEmpty("the field waits for the next card");
        page.Url.ShouldBe(hub.Hub.Address + "/verify");
        await page.PictureAsync("verify-covered-en");
    }

    [Fact]
    public async Task Type_ForAnotherPurpose_IsRecordedForItAndItStaysChosenForTheNext()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await page.GotoAsync("/verify");
        (await page.InputValueAsync("[name=purpose]:checked")).ShouldBe("TREAT");
        await page.CheckAsync("[name=purpose][value=COVERAGE]");
        await TypeAsync(page, Covered.Identifiers["national-id"]);
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("covered");
        (await page.TextContentAsync(".verdict")).ShouldNotBeNull().ShouldContain("To settle who pays");
        (await page.InputValueAsync("[name=purpose]:checked")).ShouldBe("COVERAGE");
        Gateway.Audit.Receipt.TryParse(await page.TextContentAsync(".receipt code"), out var receipt).ShouldBeTrue();
        using var log = await hub.Hub.Rooms.GetRequiredService<Gateway.Audit.AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        using var entry = JsonDocument.Parse(log.Leaves(receipt.Index, 1)[0].Leaf);
        entry.RootElement.GetProperty("door").GetString().ShouldBe("verify");
        entry.RootElement.GetProperty("purpose").GetString().ShouldBe("COVERAGE");
        entry.RootElement.GetProperty("institution").GetString().ShouldBe(Hospital);
        entry.RootElement.GetProperty("user").GetString().ShouldNotBeNullOrEmpty("the clerk is named");

        // What a page does not offer is not asked for.
        await page.EvaluateAsync("document.querySelector('[name=purpose]:checked').value = 'HRESCH'");
        await TypeAsync(page, Covered.Identifiers["national-id"]);
        (await page.InputValueAsync("[name=purpose]:checked")).ShouldBe("TREAT");
    }

    [Fact]
    public async Task Type_ByKeyboardAlone_AnswersAndLeavesTheFieldForTheNext()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await page.GotoAsync("/verify");
        for (var steps = 0; !await page.EvaluateAsync<bool>("document.activeElement.id === 'value'"); steps++)
        {
            steps.ShouldBeLessThan(20, "the field is reached by the key Tab");
            await page.Keyboard.PressAsync("Tab");
        }
        await page.Keyboard.TypeAsync(Covered.Identifiers["national-id"]);
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), r => r.Request.Method == "POST");
        await page.WaitForSelectorAsync(".verdict");
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("covered");
        await page.FocusAsync(".not-paying summary");
        await page.Keyboard.PressAsync("Enter");
        (await page.IsVisibleAsync(".not-paying .reason >> nth=0")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("km")]
    public async Task Verdicts_OnAPhone_DifferInWordsSignAndBorderAndAreClean(string language)
    {
        await using var other = await hub.StartAnotherAsync();
        var page = await screen.OpenAsAsync(other.Address, NewClerk("verdicts-" + language), 320, language);
        var faults = page.Faults();
        await page.GotoAsync("/verify");
        await page.AxeAsync("verify " + language);
        await page.FitsAsync("verify-" + language);

        var seen = new List<(string Verdict, string Words, string Sign, string Border)>();
        foreach (var (number, stop) in ((string, bool)[])[(Covered.Identifiers["national-id"], false), (await NotCoveredAsync(), false), (Insured.Identifiers["national-id"], true)])
        {
            if (stop)
                await other.Insurer!.DisposeAsync();
            await TypeAsync(page, number);
            var verdict = (await page.GetAttributeAsync(".verdict", "data-verdict"))!;
            seen.Add((verdict, (await page.TextContentAsync("#verdict"))!, (await page.TextContentAsync(".verdict .sign"))!,
                await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.verdict')).borderTopStyle")));
            await page.AxeAsync($"verify {verdict} {language}");
            await page.FitsAsync($"verify-{verdict}-{language}");
        }
        seen.Select(s => s.Verdict).ShouldBe(["covered", "not-covered", "unknown"]);
        seen.Select(s => s.Words).Distinct().Count().ShouldBe(3);
        seen.Select(s => s.Sign).Distinct().Count().ShouldBe(3);
        seen.Select(s => s.Border).Distinct().Count().ShouldBe(3);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Type_InsurerStopped_SaysTreatAndNeverNotCovered()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var page = await screen.OpenAsAsync(other.Address, NewClerk("unknown"));
        await page.GotoAsync("/verify");
        await TypeAsync(page, Insured.Identifiers["national-id"]);
        var said = await page.TextContentAsync("main");
        said.ShouldNotBeNull().ShouldContain("Not known: treat, and check again");
        said.ShouldNotContain("Not covered");
        (await page.TextContentAsync(".not-known")).ShouldNotBeNull().ShouldContain("Nobody says now");
        (await page.Locator(".guarantee").CountAsync()).ShouldBe(0);

        await page.RunAndWaitForResponseAsync(() => page.ClickAsync(".verdict button"), r => r.Request.Method == "POST");
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("unknown", "asked again by one button");

        await page.ClickAsync(".verdict a[href='/verify/waiting']");
        var waits = page.Locator($"#waiting > li:has-text('{Insured.Identifiers["national-id"]}')");
        (await waits.CountAsync()).ShouldBe(1, "asked twice, it waits once");
        await page.EvaluateAsync("document.querySelector('[name=waiting]').value = '0123456789abcdef0123456789abcdef'");
        await page.RunAndWaitForResponseAsync(() => page.Locator("#waiting button").First.ClickAsync(), r => r.Request.Method == "POST");
        (await page.TextContentAsync("[role=alert]")).ShouldNotBeNull().ShouldContain("Type the number again");
        await page.GotoAsync("/verify");

        await TypeAsync(page, "000000000");
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("unknown", "a number nobody knows is not a no");
    }

    /// <summary>The scope of the hospital lets what a registry said last answer for three days: with its age, without a guarantee.</summary>
    [Theory]
    [InlineData("en", 71, "2 days ago")]
    [InlineData("km", 20, "២០ ម៉ោងមុន")]
    public async Task Type_InsurerStoppedThatWasAskedBefore_SaysWhatItSaidLastWithItsAge(string language, int hours, string age)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var other = await hub.StartWithAsync(time, hub.OwnState());
        var keeping = other.Rooms.GetRequiredService<Gateway.LastKnown.LastKnownKeeping>();
        var before = await hub.Http.CheckAsync(other.Address, hub.KeyOf(Hospital), "TREAT", "national-id", Insured.Identifiers["national-id"]);
        before.Body.GetProperty("covered").GetString().ShouldBe("yes");
        var answered = before.Body.GetProperty("sources").EnumerateArray().Count(s => s.GetProperty("status").GetString() == "answered");
        await Patience.UntilAsync(() => keeping.Taken >= answered, "what the registries said, in the store");
        await other.Insurer!.DisposeAsync();
        time.Advance(TimeSpan.FromHours(hours));
        var login = NewClerk("stale-" + language);
        var page = await screen.OpenAsync(other.Address, 320, language);
        await page.GotoAsync("/sign-in?lang=" + language);
        await page.SignInAsync(login, time);
        await page.GotoAsync("/verify");
        await TypeAsync(page, Insured.Identifiers["national-id"]);
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("covered");
        (await page.TextContentAsync(".stale")).ShouldNotBeNull().ShouldContain(age);
        (await page.Locator(".payers > li:has(.stale)").CountAsync()).ShouldBe(await page.Locator(".payers > li").CountAsync());
        (await page.Locator(".guarantee").CountAsync()).ShouldBe(0, "nobody guarantees what nobody says now");
        await page.AxeAsync("verify stale " + language);
        await page.FitsAsync("verify-stale-" + language);
    }

    /// <summary>The picture as it is on a phone's screen, read by a library that had no part in it; the hub then takes the text for a guarantee.</summary>
    [Fact]
    public async Task Picture_OfAGuaranteeOnAPhone_ReadsBackAsAGuaranteeOfThisCard()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk), 320);
        await page.GotoAsync("/verify");
        await TypeAsync(page, Covered.Identifiers["national-id"]);
        var token = await ReadAsync(page);
        (await page.Locator(".guarantee .token code").First.TextContentAsync()).ShouldBe(token, "where no code can be read, the text is there");
        var box = (await page.Locator(".guarantee .qr").First.BoundingBoxAsync())!;
        (box.Width <= 320 && box.Height <= 568).ShouldBeTrue("it fits one screen of a phone");

        var keys = Identity.Signing.PartnerKeySet.Read(await hub.Http.GetByteArrayAsync(new Uri(hub.Hub.Address + "/guarantee/jwks.json"), TestContext.Current.CancellationToken));
        var card = CardKey.Of(hub.Hub.Rooms.GetRequiredService<Gateway.Keys.HubKeys>(), Hospital);
        GuaranteeCheck.Of(token, keys, TimeProvider.System.GetUtcNow(), new(Hospital, (card, Covered.Identifiers["national-id"]), null), out _).ShouldBe(GuaranteeVerdict.Good);

        await TypeAsync(page, token);
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("good");
        (await page.TextContentAsync(".verdict .why")).ShouldNotBeNull().ShouldContain("No card was compared");
        await CompareAsync(page, Insured.Identifiers["national-id"]);
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("other-card");
        (await page.GetAttributeAsync(".verdict", "class")).ShouldNotBeNull().ShouldContain("unknown");
        await CompareAsync(page, Covered.Identifiers["national-id"]);
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("good");
        await page.AxeAsync("verify-brought");
        await page.FitsAsync("verify-brought-en");

        var at = token.Length - 40;
        await TypeAsync(page, token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]);
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("signature-invalid");
    }

    /// <summary>The camera is a moving picture of the guarantee's own code, read by the decoder that comes with the page.</summary>
    [Fact]
    public async Task Scan_ACodeHeldBeforeTheCamera_IsReadAndSentAsIfTyped()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await page.GotoAsync("/verify");
        await TypeAsync(page, Covered.Identifiers["national-id"]);
        var png = Convert.ToBase64String(await page.Locator(".guarantee .qr").First.ScreenshotAsync());
        await page.AddInitScriptAsync(
            $$"""
            delete window.BarcodeDetector;
            navigator.mediaDevices.getUserMedia = async () => {
                const bytes = Uint8Array.from(atob('{{png}}'), c => c.charCodeAt(0));
                const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
                const draw = () => { canvas.getContext('2d').drawImage(bitmap, 0, 0); requestAnimationFrame(draw); };
                draw();
                return canvas.captureStream();
            };
            """);
        await page.GotoAsync("/verify");
        await page.ClickAsync("#scan");
        await page.WaitForSelectorAsync(".verdict[data-verdict=good]");

        // A camera that is refused is said, and typing goes on.
        await page.AddInitScriptAsync("navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };");
        await page.GotoAsync("/verify");
        await page.ClickAsync("#scan");
        await page.WaitForFunctionAsync("document.getElementById('camera-says').textContent.includes('Type the number')");
    }

    [Fact]
    public async Task Print_ACoveredPersonsGuarantee_LeavesTheFormsOutAndTheCodeReadable()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await page.GotoAsync("/verify");
        await TypeAsync(page, Covered.Identifiers["national-id"]);
        await page.WaitForSelectorAsync("html[data-ready=yes]");
        (await page.Locator("button.print").First.IsVisibleAsync()).ShouldBeTrue();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.IsVisibleAsync("#ask")).ShouldBeFalse();
        (await page.IsVisibleAsync(".verdict")).ShouldBeTrue();
        (await page.IsVisibleAsync(".token code >> nth=0")).ShouldBeTrue();
        await page.PictureAsync("verify-print");
        (await ReadAsync(page)).Split('.').Length.ShouldBe(3);
    }

    [Fact]
    public async Task Page_ForThoseWithoutBusiness_IsClosed()
    {
        var anybody = await screen.OpenAsync(hub.Hub.Address);
        await anybody.GotoAsync("/verify");
        anybody.Url.ShouldContain("/sign-in");
        var commune = await screen.OpenAsAsync(hub.Hub.Address, Login("clerk-commune-sangkat-120101"));
        foreach (var address in (string[])["/verify", "/verify/waiting"])
            (await commune.GotoAsync(address))!.Status.ShouldBe(403);
        (await commune.Locator("nav a[href='/verify']").CountAsync()).ShouldBe(0);
        var clerk = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await clerk.GotoAsync("/account");
        (await clerk.Locator("nav a[href='/verify']").CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("nothing of the kind")]
    [InlineData("12345")]
    [InlineData("passport:012345678")]
    public async Task Type_WhatIsNoNumber_AsksAgainAndKeepsWhatWasTyped(string typed)
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await page.GotoAsync("/verify");
        await TypeAsync(page, typed);
        (await page.TextContentAsync("[role=alert]")).ShouldNotBeNull().ShouldContain("Check each digit");
        (await page.InputValueAsync("#value")).ShouldBe(typed);
        (await page.Locator(".verdict").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("khmer")]
    [InlineData("spaced")]
    [InlineData("kind")]
    public async Task Type_InAnotherSpelling_IsTheSameNumber(string spelling)
    {
        var number = Covered.Identifiers["national-id"];
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login(Clerk));
        await page.GotoAsync("/verify");
        await TypeAsync(page, spelling switch
        {
            "khmer" => string.Concat(number.Select(c => (char)(c - '0' + '\u17E0'))),
            "spaced" => $" {number[..3]} {number[3..6]} {number[6..]}",
            _ => "national-id:" + number,
        });
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("covered");
    }

    private DemoPerson Covered => hub.Demo.People.First(p => p.Institution == Hospital && p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id"));

    /// <summary>Somebody for whom only the insurer's funds pay, so that nothing can be said without it.</summary>
    private DemoPerson Insured => hub.Demo.People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef") && p.Identifiers.ContainsKey("national-id"));

    private async Task<string> NotCoveredAsync()
    {
        foreach (var person in hub.Demo.People.Where(p => p.Coverage.Count == 0 && p.Identifiers.ContainsKey("national-id")))
            if ((await AskAsync(hub.Hub.Address, person)) is { Status: 200 } answer && answer.Body.GetProperty("covered").GetString() == "no")
                return person.Identifiers["national-id"];
        throw new InvalidOperationException("Nobody of the demo is without cover.");
    }

    private Task<Answer> AskAsync(string address, DemoPerson person) => hub.Http.PostAsync(
        address + "/v1/guarantees", hub.KeyOf(Hospital), "TREAT", $$$"""{"subject":{"type":"national-id","value":"{{{person.Identifiers["national-id"]}}}"}}""");

    private async Task<int> ProofStatusAsync(Gateway.Audit.Receipt receipt)
    {
        var address = new Uri($"{hub.Hub.Address}/audit/proof/{receipt.Index}/{Base64Url.EncodeToString(receipt.LeafHash.Span)}");
        using var response = await hub.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    /// <summary>A clerk of the test's own, since a person's code is taken once in half a minute.</summary>
    private DemoLogin NewClerk(string name)
    {
        var login = hub.Hub.Rooms.GetRequiredService<PeopleRegister>().AddReady(new("test-" + name, "បុគ្គលិក", "Clerk", Hospital, ["clerk"]));
        return new("test-" + name, login.Password, login.TotpSecret, ["clerk"]);
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.FillAsync("#value", text);
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("#ask button.big"), r => r.Request.Method == "POST");
        await page.WaitForSelectorAsync(".verdict, [role=alert]");
    }

    private static async Task CompareAsync(IPage page, string number)
    {
        await page.FillAsync("#card", number);
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync(".verdict button"), r => r.Request.Method == "POST");
        await page.WaitForSelectorAsync(".verdict");
    }

    private static async Task<string> ReadAsync(IPage page)
    {
        var png = await page.Locator(".guarantee .qr").First.ScreenshotAsync();
        return (await Node.RunAsync("qr.mjs", new { png = Convert.ToBase64String(png) })).ShouldHaveSingleItem();
    }
}
