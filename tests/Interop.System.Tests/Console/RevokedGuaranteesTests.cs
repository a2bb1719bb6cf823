using System.Text;
using Interop.Gateway.Console.Guarantees;
using Interop.Gateway.Demo;
using Interop.Gateway.Guarantees;
using Interop.Identity.Signing;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>An officer ends a guarantee that was given by mistake.</summary>
public sealed class RevokedGuaranteesTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital";

    [Theory]
    [InlineData("en")]
    [InlineData("km")]
    public async Task Revoke_AGuaranteeAsItWasScanned_PutsItOnTheListAndNamesTheOfficer(string language)
    {
        var token = await TokenAsync();
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), 320, language);
        var faults = page.Faults();
        await page.GotoAsync(RevokedGuaranteesModel.Path);
        await page.FillAsync("#guarantee", token);
        await SendAsync(page);
        (await page.IsVisibleAsync("#reason-fault")).ShouldBeTrue("a reason is wanted");
        (await page.InputValueAsync("#guarantee")).ShouldBe(token, "nothing typed is lost");
        await page.FillAsync("#reason", "given for the wrong visit, " + language);
        await SendAsync(page);
        (await page.IsVisibleAsync(".note.done")).ShouldBeTrue();
        (await page.TextContentAsync("#revoked tbody tr:first-child")).ShouldNotBeNull().ShouldContain("given for the wrong visit, " + language);
        await page.AxeAsync("revoked " + language);
        await page.FitsAsync("console-revoked-" + language);

        var keys = PartnerKeySet.Read(Encoding.UTF8.GetBytes(hub.Hub.Rooms.GetRequiredService<GuaranteeKeys>().KeySet()));
        var list = RevocationList.Read(await hub.Http.GetStringAsync(new Uri(hub.Hub.Address + "/guarantee/revoked"), TestContext.Current.CancellationToken), keys);
        GuaranteeCheck.Of(token, keys, TimeProvider.System.GetUtcNow(), new(Hospital, null, list), out var guarantee).ShouldBe(GuaranteeVerdict.Revoked);

        // By its id it is the same one.
        await page.FillAsync("#guarantee", guarantee!.Id);
        await page.FillAsync("#reason", "another reason");
        await SendAsync(page);
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain(language == "en" ? "the first reason stands" : "មូលហេតុដំបូង");
        (await page.TextContentAsync("#revoked")).ShouldNotBeNull().ShouldNotContain("another reason");
        faults.ShouldAllBe(f => f.Contains("422", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no id at all")]
    [InlineData("00000000-0000-4000-8000-000000000000.nssf")]
    [InlineData("ey.ey.ey")]
    public async Task Revoke_WhatIsNoGuaranteeOfThisHub_ChangesNothing(string typed)
    {
        var before = hub.Hub.Rooms.GetRequiredService<Revocations>().Stand();
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync(RevokedGuaranteesModel.Path);
        await page.FillAsync("#guarantee", typed);
        await page.FillAsync("#reason", "a test");
        await SendAsync(page);
        (await page.IsVisibleAsync("#guarantee-fault")).ShouldBeTrue();
        hub.Hub.Rooms.GetRequiredService<Revocations>().Stand().ShouldBe(before);
    }

    [Fact]
    public async Task Auditor_SeesTheListAndRevokesNothing()
    {
        var before = hub.Hub.Rooms.GetRequiredService<Revocations>().Stand();
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        await page.GotoAsync(RevokedGuaranteesModel.Path);
        (await page.Locator("main form").CountAsync()).ShouldBe(0);

        // The form of an officer, sent by hand with the token of the auditor's own.
        await page.GotoAsync("/console/subject-access");
        var antiforgery = await page.Locator("input[name=__RequestVerificationToken]").CountAsync() > 0 ? await page.Locator("input[name=__RequestVerificationToken]").First.InputValueAsync() : "";
        var form = page.APIRequest.CreateFormData();
        form.Set("guarantee", "x");
        form.Set("reason", "x");
        form.Set("__RequestVerificationToken", antiforgery);
        (await page.APIRequest.PostAsync(hub.Hub.Address + RevokedGuaranteesModel.Path, new() { Form = form })).Status.ShouldBeOneOf(400, 403);
        hub.Hub.Rooms.GetRequiredService<Revocations>().Stand().ShouldBe(before);
        var clerk = await screen.OpenAsAsync(hub.Hub.Address, Login("clerk-" + Hospital));
        (await clerk.GotoAsync(RevokedGuaranteesModel.Path))!.Status.ShouldBe(403);
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    private async Task<string> TokenAsync()
    {
        var person = hub.Demo.People.First(p => p.Institution == Hospital && p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id"));
        var answer = await hub.Http.PostAsync(
            hub.Hub.Address + "/v1/guarantees", hub.KeyOf(Hospital), "TREAT", $$$"""{"subject":{"type":"national-id","value":"{{{person.Identifiers["national-id"]}}}"}}""");
        return answer.Body.GetProperty("guarantees")[0].GetProperty("token").GetString()!;
    }

    private static async Task SendAsync(IPage page) =>
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form button"), r => r.Request.Method == "POST");
}
