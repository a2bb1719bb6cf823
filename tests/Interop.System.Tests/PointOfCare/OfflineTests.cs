using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Demo;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Hosting;
using Interop.Identity.People;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.PointOfCare;

/// <summary>A tablet that a clerk prepared while there was a network, and that has none now: its network is cut and the hub is gone.</summary>
public sealed class OfflineTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital", National = "national-id";

    [Theory]
    [InlineData("en")]
    [InlineData("km")]
    public async Task Verify_WithTheNetworkCut_TakesWhatHoldsAndRefusesEachOtherByItsName(string language)
    {
        var other = await hub.StartAnotherAsync();
        var gone = false;
        try
        {
            var card = Covered.Identifiers[National];
            var good = await TokenAsync(other, Covered);
            var revoked = await TokenAsync(other, Covered);
            other.Rooms.GetRequiredService<Revocations>().Revoke(Claims(revoked).Id, ("console", "officer-1"), "Wrong person").ShouldBe(RevocationOutcome.Revoked);
            var key = hub.Hub.Rooms.GetRequiredService<GuaranteeKeys>().Current; // the same, and it outlives the other hub
            var list = other.Rooms.GetRequiredService<RevocationPublishing>().Current().Text;

            var page = await PrepareAsync(other, "offline-" + language, language);
            await page.Context.SetOfflineAsync(true);
            gone = true;
            await other.DisposeAsync();
            await page.ReloadAsync();
            await ReadyAsync(page);
            await page.AxeAsync("offline " + language);
            await page.FitsAsync("offline-" + language);

            await VerifyAsync(page, good, "good");
            (await page.IsVisibleAsync(".uncompared")).ShouldBeTrue();
            (await page.TextContentAsync(".verdict [data-of=payer]")).ShouldBe(Claims(good).Payer);
            (await page.TextContentAsync(".verdict [data-of=age]")).ShouldNotBeNullOrEmpty();
            await page.AxeAsync("offline good " + language);
            await page.FitsAsync("offline-good-" + language);
            var made = DateTimeOffset.FromUnixTimeSeconds(Claims(good).NotBefore).ToOffset(TimeSpan.FromHours(7));
            (await page.TextContentAsync(".verdict [data-of=from]")).ShouldBe(language == "en" ? made.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture) : KhmerOf(made), "as every page writes it");
            await VerifyAsync(page, good, "good", card);
            (await page.IsVisibleAsync(".uncompared")).ShouldBeFalse();
            await VerifyAsync(page, good, "other-card", Insured.Identifiers[National]);

            await VerifyAsync(page, revoked, "revoked");
            await page.FitsAsync("offline-revoked-" + language);
            await VerifyAsync(page, Signed(key, Claims(good) with { NotBefore = 1_700_000_000, Expires = 1_700_003_600 }), "expired");
            await VerifyAsync(page, Signed(key, Claims(good) with { NotBefore = 4_000_000_000, Expires = 4_000_003_600 }), "not-yet-valid");
            await VerifyAsync(page, Signed(key, Claims(good) with { Facility = "kampong-cham-hospital" }), "other-facility");
            await VerifyAsync(page, Signed(key with { Kid = "2020-elsewhere" }, Claims(good)), "key-unknown");
            await VerifyAsync(page, Altered(good, good.Length - 40), "signature-invalid");
            (await page.GetAttributeAsync(".verdict", "class")).ShouldNotBeNull().ShouldContain("forged");
            await page.FitsAsync("offline-altered-" + language);
            await VerifyAsync(page, Altered(good, good.IndexOf('.', StringComparison.Ordinal) + 40), "signature-invalid");
            await VerifyAsync(page, good[..^22], "signature-invalid");
            await VerifyAsync(page, good[..good.LastIndexOf('.')], "malformed");
            await VerifyAsync(page, list, "malformed");

            // Neither a number this device knows nothing of nor any refusal is a no.
            await VerifyAsync(page, Insured.Identifiers[National], "not-held");
            await page.AxeAsync("offline not held " + language);
            await page.FitsAsync("offline-not-held-" + language);
        }
        finally
        {
            if (!gone)
                await other.DisposeAsync();
        }
    }

    /// <summary>A scanner that is a keyboard types into the field that has the focus, ends with Enter, and does so again for the next.</summary>
    [Fact]
    public async Task Scan_ByAScannerThatTypes_VerifiesOneAfterTheOther()
    {
        await using var other = await hub.StartAnotherAsync();
        var good = await TokenAsync(other, Covered);
        var page = await PrepareAsync(other, "offline-scanner");
        await page.Context.SetOfflineAsync(true);
        foreach (var (scanned, verdict) in ((string, string)[])[(good, "good"), (Altered(good, good.Length - 40), "signature-invalid"), (good, "good")])
        {
            await page.Keyboard.TypeAsync(scanned);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForSelectorAsync($"[data-verdict={verdict}]:not(template)");
        }
    }

    [Fact]
    public async Task Type_ACardThatWasAskedAboutBefore_IsAnsweredFromItsGuaranteesWithTheirAge()
    {
        await using var other = await hub.StartAnotherAsync();
        var page = await PrepareAsync(other, "offline-held");
        await page.GotoAsync("/verify");
        await page.FillAsync("#value", Covered.Identifiers[National]);
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("#ask button.big"), r => r.Request.Method == "POST");
        await page.WaitForSelectorAsync("html[data-ready=yes] .guarantee");
        var given = await page.Locator(".guarantee").CountAsync();

        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/verify");
        page.Url.ShouldContain("/verify/offline", Case.Sensitive, "what cannot be reached leads to the page that can");
        await ReadyAsync(page);
        await VerifyAsync(page, $"{National}:{Covered.Identifiers[National]}", "held");
        (await page.Locator(".verdict .facts").CountAsync()).ShouldBe(given, "each payer stands there");
        (await page.TextContentAsync("[data-of=told]")).ShouldNotBeNullOrEmpty("an answer without a network tells its age");
        await VerifyAsync(page, Insured.Identifiers[National], "not-held");
        (await page.EvaluateAsync<string>("JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])")).ShouldNotContain(Covered.Identifiers[National]);
    }

    /// <summary>Whom the device cannot answer for waits on it, where nobody can read the number, and is asked once when there is a network.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("km")]
    public async Task Type_ANumberWithoutANetwork_WaitsSealedAndIsAskedOnceWhenThereIsOne(string language)
    {
        await using var other = await hub.StartAnotherAsync();
        var page = await PrepareAsync(other, "offline-kept-" + language, language);
        var number = Covered.Identifiers[National];
        await page.Context.SetOfflineAsync(true);
        await VerifyAsync(page, number, "not-held");
        (await page.IsVisibleAsync(".verdict .kept")).ShouldBeTrue();
        await VerifyAsync(page, "no number at all", "not-held");
        (await page.TextContentAsync("#waits [data-of=waits]")).ShouldBe(language == "en" ? "2" : "២");
        await page.AxeAsync("offline kept " + language);
        await page.FitsAsync("offline-kept-" + language);
        var boxes = await page.EvaluateAsync<string[]>("async () => (await import('/assets/point-of-care/device.js')).sealed(9)");
        boxes.Length.ShouldBe(2);
        foreach (var box in boxes)
            global::System.Text.Encoding.Latin1.GetString(Base64Url.DecodeFromChars(box.Split('.', 2)[1])).ShouldNotContain(number);

        await page.Context.SetOfflineAsync(false);
        foreach (var isLast in (bool[])[false, true])
        {
            await page.GotoAsync("/verify");
            await page.WaitForSelectorAsync("html[data-ready=yes] #sent:not([hidden])");
            (await page.IsVisibleAsync("#unreadable")).ShouldBeTrue("what is no number is said, not dropped");
            (await page.EvaluateAsync<int>("async () => (await import('/assets/point-of-care/device.js')).waiting()")).ShouldBe(0);
            if (isLast)
                break;
            // As if the answer had not arrived: the device sends the same again. It must not lie there at the end, since the page that tells the answer would send it, too.
            await page.EvaluateAsync(
                """
                boxes => new Promise(done => {
                    const opening = indexedDB.open('interop-verify', 2);
                    opening.onsuccess = () => {
                        const change = opening.result.transaction('waiting', 'readwrite');
                        for (const [name, box] of boxes.map(b => b.split('.', 2))) change.objectStore('waiting').put(box, name);
                        change.oncomplete = () => done();
                    };
                })
                """, boxes);
        }

        await other.Rooms.GetRequiredService<Gateway.Rechecks.RecheckTurns>().TurnAsync(TestContext.Current.CancellationToken);
        var mine = page.Locator($"#waiting > li:has-text('{number}')");
        await Patience.UntilAsync(async () =>
        {
            await page.GotoAsync("/verify/waiting");
            return await mine.GetAttributeAsync("data-done");
        }, done => done == "yes", "the answer about whom was typed without a network");
        (await mine.CountAsync()).ShouldBe(1, "asked once, however often it was sent");
        await page.AxeAsync("waiting " + language);
        await page.FitsAsync("waiting-" + language);
        await page.RunAndWaitForResponseAsync(() => mine.Locator("button").ClickAsync(), r => r.Request.Method == "POST" && !r.Url.Contains("handler", StringComparison.Ordinal));
        (await page.GetAttributeAsync(".verdict", "data-verdict")).ShouldBe("covered");
        (await page.Locator(".guarantee").CountAsync()).ShouldBeGreaterThan(0);
        await page.GotoAsync("/verify/waiting");
        (await mine.CountAsync()).ShouldBe(0, "whoever has been seen to waits no more");
    }

    /// <summary>Three days later the list is old, which is said, and what held then does not.</summary>
    [Fact]
    public async Task List_DaysOld_SaysItsAgeAndTheGuaranteeHasExpired()
    {
        await using var other = await hub.StartAnotherAsync();
        var good = await TokenAsync(other, Covered);
        var page = await PrepareAsync(other, "offline-age");
        (await page.IsVisibleAsync("#old")).ShouldBeFalse();
        await page.Context.SetOfflineAsync(true);
        await page.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().AddDays(4).UtcDateTime);
        await page.ReloadAsync();
        await ReadyAsync(page);
        (await page.TextContentAsync("#state [data-of=age]")).ShouldBe("4 days ago");
        (await page.IsVisibleAsync("#old")).ShouldBeTrue();
        await VerifyAsync(page, good, "expired");
        await page.PictureAsync("offline-old-en");

        // A clock that was set back before the list does not make it hold again.
        var over = TimeProvider.System.GetUtcNow().AddHours(-2);
        var past = Signed(
            other.Rooms.GetRequiredService<GuaranteeKeys>().Current, Claims(good) with { NotBefore = over.AddHours(-1).ToUnixTimeSeconds(), Expires = over.ToUnixTimeSeconds() });
        await page.Clock.SetFixedTimeAsync(over.AddMinutes(-30).UtcDateTime);
        await VerifyAsync(page, past, "expired");
    }

    [Fact]
    public async Task Page_OnADeviceThatNobodyPrepared_SaysSoAndVerifiesNothing()
    {
        var page = await screen.OpenAsync(hub.Hub.Address);
        var faults = page.Faults();
        await page.GotoAsync("/verify/offline");
        await ReadyAsync(page, carries: "no");
        (await page.IsVisibleAsync("#unprepared")).ShouldBeTrue();
        (await page.IsDisabledAsync("#value")).ShouldBeTrue();
        faults.ShouldAllBe(f => f.Contains("Failed to fetch", StringComparison.Ordinal) || f.Contains("ERR_", StringComparison.Ordinal), "who has not signed in is told nothing of a facility, and no policy is broken");
        await page.AxeAsync("offline unprepared");
    }

    /// <summary>Every letter of a guarantee counts, in the browser as in the hub.</summary>
    [Fact]
    public async Task Check_EveryLetterChanged_IsNeverGoodAndAgreesWithTheHub()
    {
        var token = await TokenAsync(hub.Hub, Covered);
        var page = await screen.OpenAsync(hub.Hub.Address);
        await page.GotoAsync("/verify/offline");
        var altered = Enumerable.Range(0, token.Length).Select(at => Altered(token, at)).Prepend(token).ToArray();
        var said = await page.EvaluateAsync<string[]>(
            """
            async tokens => {
                const { check } = await import('/assets/point-of-care/guarantee.js');
                const { keys } = await (await fetch('/guarantee/jwks.json')).json();
                const here = { keys, facility: 'calmette-hospital', cardKey: null, revoked: { iat: 0, holds: async () => false } };
                const said = [];
                for (const token of tokens) said.push((await check(token, here, null, Date.now() / 1000)).verdict);
                return said;
            }
            """, altered);
        var set = Identity.Signing.PartnerKeySet.Read(await hub.Http.GetByteArrayAsync(new Uri(hub.Hub.Address + "/guarantee/jwks.json"), TestContext.Current.CancellationToken));
        said.ShouldBe(altered.Select(t => Gateway.Wire.WireName.Of(GuaranteeCheck.Of(t, set, TimeProvider.System.GetUtcNow(), new(Hospital, null, null), out _))));
        said[0].ShouldBe("good");
        said.Skip(1).ShouldNotContain("good");
    }

    [Fact]
    public async Task Worker_Answer_LooksAfterThesePagesAloneAndReachesNoOtherHost()
    {
        using var worker = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/assets/point-of-care/worker.js"), TestContext.Current.CancellationToken);
        worker.Headers.GetValues("Service-Worker-Allowed").ShouldBe(["/verify"]);
        worker.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; connect-src 'self'"]);
        using var page = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/verify/offline"), TestContext.Current.CancellationToken);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self'; script-src 'self'");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("//", Case.Sensitive, "nothing comes from another host");
        using var manifest = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/assets/point-of-care/manifest.webmanifest"), TestContext.Current.CancellationToken);
        manifest.Content.Headers.ContentType!.MediaType.ShouldBe("application/manifest+json");
        using var said = JsonDocument.Parse(await manifest.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        said.RootElement.GetProperty("start_url").GetString().ShouldBe("/verify");
    }

    [Fact]
    public async Task Device_AskedByWhoeverHasNotSignedIn_GetsNoSecret()
    {
        using var answer = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/verify?handler=Device"), TestContext.Current.CancellationToken);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("cardKey");
        var commune = await screen.OpenAsAsync(hub.Hub.Address, hub.Demo.Logins.Single(l => l.User == "clerk-commune-sangkat-120101"));
        (await commune.GotoAsync("/verify?handler=Device"))!.Status.ShouldBe(403);
    }

    private DemoPerson Covered => hub.Demo.People.First(p => p.Institution == Hospital && p.Coverage.Count > 1 && p.Identifiers.ContainsKey(National));

    private DemoPerson Insured => hub.Demo.People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef") && p.Identifiers.ContainsKey(National) && p != Covered);

    /// <summary>A clerk signs in and opens the page once; the device then carries all it needs.</summary>
    private async Task<IPage> PrepareAsync(HubHost other, string name, string language = "en")
    {
        var clerk = other.Rooms.GetRequiredService<PeopleRegister>().AddReady(new("test-" + name, "បុគ្គលិក", "Clerk", Hospital, ["clerk"]));
        var page = await screen.OpenAsAsync(other.Address, new("test-" + name, clerk.Password, clerk.TotpSecret, ["clerk"]), 320, language);
        await page.GotoAsync("/verify/offline?lang=" + language);
        await page.WaitForSelectorAsync("html[data-installed=yes]");
        await ReadyAsync(page);
        await page.WaitForFunctionAsync("async l => (await (await caches.match('/language'))?.text()) === l && !!await caches.match('/assets/point-of-care/offline.js')", language);
        return page;
    }

    private static Task ReadyAsync(IPage page, string carries = "yes") => page.WaitForSelectorAsync($"html[data-ready=yes][data-carries={carries}]");

    private static async Task VerifyAsync(IPage page, string text, string verdict, string? card = null)
    {
        await page.FillAsync("#value", text);
        await page.FillAsync("#card", card ?? "");
        await page.EvaluateAsync("document.getElementById('result').replaceChildren()");
        await page.ClickAsync("#ask button.big");
        var shown = (await page.WaitForSelectorAsync(".verdict"))!;
        (await shown.GetAttributeAsync("data-verdict")).ShouldBe(verdict);
        (await shown.GetAttributeAsync("class")).ShouldNotBeNull().ShouldNotContain("not-covered", Case.Sensitive, "without a network nothing is a no");
    }

    private async Task<string> TokenAsync(HubHost of, DemoPerson person)
    {
        var answer = await hub.Http.PostAsync(
            of.Address + "/v1/guarantees", hub.KeyOf(Hospital), "TREAT", $$$"""{"subject":{"type":"national-id","value":"{{{person.Identifiers[National]}}}"}}""");
        return answer.Body.GetProperty("guarantees")[0].GetProperty("token").GetString()!;
    }

    private static string KhmerOf(DateTimeOffset time) =>
        string.Concat(FormattableString.Invariant($"{time:%d} {Months[time.Month - 1]} {time:yyyy HH:mm}").Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '\u17E0') : c));

    private static readonly string[] Months = ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"];

    private static Guarantee Claims(string token) => Guarantee.Read(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    private static string Signed(GuaranteeKey key, Guarantee claims) => CompactJws.Sign(key, Guarantee.Type, claims.Write());

    private static string Altered(string token, int at) => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
}
