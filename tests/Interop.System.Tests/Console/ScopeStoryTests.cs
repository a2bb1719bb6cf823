using Interop.Gateway.Demo;
using Interop.System.Tests.Pages;
using Microsoft.Playwright;

namespace Interop.System.Tests.Console;

/// <summary>A scope from its draft to its end, by two officers in a browser, and what a program meets meanwhile.</summary>
public sealed class ScopeStoryTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task Scope_DraftedSubmittedApprovedRevoked_BitesOnTheNextCall()
    {
        var (first, second) = (await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1")), await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2")));
        (await CallAsync()).Code.ShouldBe("purpose-outside-scope");

        await first.GotoAsync("/console/scopes/new?useCase=exceptional");
        await FillAsync(first, "calmette-study");
        await first.AxeAsync("scope-form");
        await first.PictureAsync("scope-form");
        await first.ClickAsync("main button");
        (await first.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("The draft is kept.");
        (await first.TextContentAsync(".lead")).ShouldNotBeNull().ShouldContain("Calmette Hospital");
        (await CallAsync()).Status.ShouldBe(403);

        await first.ClickAsync("form[action*=Submit] button");
        await first.ClickAsync("form[action*=Approve] button");
        (await first.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("nobody approves their own");
        await first.AxeAsync("scope-own-approval");
        await first.PictureAsync("scope-own-approval");
        (await CallAsync()).Status.ShouldBe(403);

        await second.GotoAsync("/console/scopes/calmette-study/1");
        (await second.TextContentAsync("section[aria-labelledby=actions]")).ShouldNotBeNull().ShouldContain("no upper bound holds for it");
        await second.AxeAsync("scope-exceptional");
        await second.ClickAsync("form[action*=Approve] button");
        (await second.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("It is in force.");
        await second.PictureAsync("scope-approved");
        (await CallAsync()).Status.ShouldBe(200);

        await second.ClickAsync("details:has(form[action*=Revoke]) summary");
        await second.FillAsync("#note-revoke", "the study is over");
        await second.ClickAsync("form[action*=Revoke] button");
        (await CallAsync()).Code.ShouldBe("purpose-outside-scope");
        var history = (await second.TextContentAsync("section[aria-labelledby=history]")).ShouldNotBeNull();
        history.ShouldContain("Sok Vichet");
        history.ShouldContain("Chan Theary");
        history.ShouldContain("the study is over");
        await second.AxeAsync("scope-revoked");
        await second.PictureAsync("scope-revoked");
    }

    [Fact]
    public async Task Form_WithoutScriptAndWrong_ShowsEveryFaultAtOnceAndKeepsWhatWasTyped()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), script: false);
        await page.GotoAsync("/console/scopes/new?useCase=exceptional");
        await page.FillAsync("#name", "No Good");
        await page.FillAsync("#basis", "");
        await page.FillAsync("#retention", "some");
        await page.ClickAsync("main button");

        (await page.Locator(".note .faults a").AllTextContentsAsync()).Count.ShouldBe(7, "name, institution, purposes, operations, attributes, basis, retention");
        (await page.InputValueAsync("#name")).ShouldBe("No Good");
        (await page.GetAttributeAsync("#basis", "aria-describedby")).ShouldBe("basis-fault basis-hint");
        await page.PictureAsync("scope-form-wrong");

        await FillAsync(page, "without-script");
        await page.ClickAsync("main button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("The draft is kept.");
    }

    [Fact]
    public async Task Approve_WhatContradictsAnother_IsRefusedInKhmerToo()
    {
        var first = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await first.GotoAsync("/console/scopes/new?useCase=exceptional");
        await FillAsync(first, "calmette-second");
        await first.CheckAsync("input[value=TREAT]");
        await first.ClickAsync("main button");
        await first.ClickAsync("form[action*=Submit] button");

        var second = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2"), 320, "km");
        await second.GotoAsync("/console/scopes/calmette-second/1");
        await second.ClickAsync("form[action*=Approve] button");
        var fault = second.Locator(".faults li").First;
        (await fault.TextContentAsync()).ShouldNotBeNull().ShouldContain("ទាំងពីរជាធរមានក្នុងពេលតែមួយ");
        (await fault.GetAttributeAsync("lang")).ShouldBeNull();
        await second.AxeAsync("scope-contradicts-km");
        await second.FitsAsync("scope-contradicts-km");
        (await second.Locator("form[action*=Approve]").CountAsync()).ShouldBe(1, "it still waits");

        await first.GotoAsync("/console/scopes/calmette-second/1");
        await first.ClickAsync("details:has(form[action*=Revoke]) summary");
        await first.ClickAsync("form[action*=Revoke] button");
    }

    [Fact]
    public async Task Form_ByKeyboardAlone_TicksAndKeeps()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync("/console/scopes/calmette-hospital-care/1");
        await page.GetByText("Draft a further version from this one").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#name");
        for (var tabs = 0; tabs < 60 && await page.EvaluateAsync<string>("document.activeElement.name ?? ''") != "purpose"; tabs++)
            await page.Keyboard.PressAsync("Tab");
        var was = await page.EvaluateAsync<bool>("document.activeElement.checked");
        await page.Keyboard.PressAsync("Space");
        (await page.EvaluateAsync<bool>("document.activeElement.checked")).ShouldBe(!was);
        (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h1").Filter(new() { HasText = "Version 2" }).WaitForAsync();

        // Version 1 names the first purpose of the list; the draft does not any more.
        await page.GetByText("What this version changes").ClickAsync();
        (await page.TextContentAsync("#changes tbody")).ShouldNotBeNull().ShouldContain("Purposes: coverage under a policy or programme");
        await page.AxeAsync("scope-compare");
        await page.PictureAsync("scope-compare");
    }

    [Fact]
    public async Task Form_AboutWhomAndWhy_IsAskedForKeptAndShownAgain()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2"));
        await page.GotoAsync("/console/scopes/new?from=commune-enrolment&version=1");
        (await page.IsCheckedAsync("input[name=condition][value=jurisdiction]")).ShouldBeTrue();
        (await page.InputValueAsync("[id='because-idpoor.level']")).ShouldContain("card");
        await page.CheckAsync("input[name=condition][value=case]");
        await page.SelectOptionAsync("#known-0", "id-poor");
        await page.FillAsync("#capacities-0", "household-member");
        await page.FillAsync("#graceDays-0", "ninety");
        await page.FillAsync("[id='because-idpoor.level']", "");
        await page.FillAsync("[id='for-idpoor.level']", "ENROLLM");
        await page.ClickAsync("main button");

        (await page.Locator(".note .faults a").AllTextContentsAsync()).Count.ShouldBe(2, "days that are none, and a sensitive attribute without a reason");
        (await page.InputValueAsync("#graceDays-0")).ShouldBe("ninety");
        await page.AxeAsync("scope-conditions-wrong");
        await page.PictureAsync("scope-conditions-wrong");
        await page.FillAsync("#graceDays-0", "90");
        await page.FillAsync("[id='because-idpoor.level']", "The office enrols holders of a card alone");
        await page.ClickAsync("main button");

        (await page.TextContentAsync(".lead")).ShouldNotBeNull().ShouldSatisfyAllConditions(
            lead => lead.ShouldContain("known to the"), lead => lead.ShouldContain("up to 90 days after"),
            lead => lead.ShouldContain("who live in the institution's jurisdiction"), lead => lead.ShouldContain("in a case"));
        (await page.TextContentAsync("section[aria-labelledby=learns]")).ShouldNotBeNull().ShouldContain("The office enrols holders of a card alone (only for enrollment)");
        await page.AxeAsync("scope-conditions");
        await page.PictureAsync("scope-conditions");
        await page.GetByText("What this version changes").ClickAsync();
        (await page.TextContentAsync("#changes tbody")).ShouldNotBeNull().ShouldSatisfyAllConditions(
            changes => changes.ShouldContain("About whom: in a case"), changes => changes.ShouldContain("The office enrols holders of a card alone [ENROLLM]"), changes => changes.ShouldNotContain("lets out more"));
        await page.AxeAsync("scope-conditions-compare");

        var (lines, small) = (page.Locator("#subject select"), await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2"), 320, "km"));
        await page.GotoAsync("/console/scopes/commune-enrolment/2/edit");
        (await lines.CountAsync()).ShouldBe(2, "an empty line for a further registry");
        await small.GotoAsync("/console/scopes/commune-enrolment/2/edit");
        await small.AxeAsync("scope-conditions-form-km");
        await small.FitsAsync("scope-conditions-form-km");
        await small.GotoAsync("/console/scopes/commune-enrolment/2");
        await small.FitsAsync("scope-conditions-km");
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreCleanAndFit()
    {
        string[] paths = ["/console", "/console/scopes", "/console/scopes/calmette-hospital-care/1", "/console/scopes/new?from=calmette-hospital-care&version=1"];
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), width, language);
            foreach (var (path, name) in paths.Zip(["overview", "scopes", "scope", "scope-further"]))
            {
                await page.GotoAsync(path);
                await page.AxeAsync($"{name}-{language}");
                await (width == 320 ? page.FitsAsync($"{name}-{language}") : page.PictureAsync($"{name}-{language}"));
            }
        }
    }

    [Fact]
    public async Task List_Csv_HoldsEveryScope()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2"));
        var answer = await page.APIRequest.GetAsync(hub.Hub.Address + "/console/scopes?institution=nssf&format=csv");
        answer.Headers["content-type"].ShouldBe("text/csv; charset=utf-8");
        var lines = (await answer.TextAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("\uFEFFscope,version,");
        lines.Skip(1).ShouldNotBeEmpty();
        lines.Skip(1).ShouldAllBe(l => l.Contains(",nssf,", StringComparison.Ordinal));
    }

    private static async Task FillAsync(IPage page, string name)
    {
        await page.FillAsync("#name", name);
        await page.SelectOptionAsync("#consumer", "calmette-hospital");
        await page.CheckAsync("input[value=HRESCH]");
        await page.CheckAsync("input[value=lookup]");
        await page.ClickAsync("details:has(input[value='vital.birthDate']) summary");
        await page.CheckAsync("input[value='vital.birthDate']");
        await page.SelectOptionAsync("select[name='reduction:vital.birthDate']", "year");
        await page.FillAsync("#basis", "Agreement of the ministry on the study");
        await page.FillAsync("#retention", "30");
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    private Task<Answer> CallAsync()
    {
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        return hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("calmette-hospital"), "HRESCH", type, value, ",\"attributes\":[\"vital.birthDate\"]");
    }
}
