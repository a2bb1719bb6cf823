using System.Text.Json;
using Interop.Gateway.Demo;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Storage;
using Interop.Schemas.Catalogue;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Console;

/// <summary>The use cases that bound a scope, as officers and auditors meet them in a browser.</summary>
public sealed class UseCaseTests(HubFixture hub, ScreenFixture screen)
{
    [Fact]
    public async Task UseCase_ChosenExceededMended_IsKeptOnlyWithinItsBounds()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync("/console/scopes");
        await page.ClickAsync("main a.button");
        await page.AxeAsync("use-case-choice");
        await page.PictureAsync("use-case-choice");
        await page.ClickAsync("section[aria-labelledby=use-case-statistics] a.button");

        // It begins narrow: what the use case is for, and no attribute.
        (await page.Locator("input[name=purpose]:checked").EvaluateAllAsync<string[]>("all => all.map(i => i.value)")).ShouldBe(["HRESCH", "PUBHLTH"]);
        (await page.Locator("input[name=operation]:checked").EvaluateAllAsync<string[]>("all => all.map(i => i.value)")).ShouldBe(["lookup", "cross-tables"]);
        (await page.Locator("input[name=attribute]:checked").CountAsync()).ShouldBe(0);
        (await page.InputValueAsync("select[name='reduction:vital.birthDate']")).ShouldBe("age-band", "the most there may be stands where less is chosen");

        await page.FillAsync("#name", "planning-census");
        await page.SelectOptionAsync("#consumer", "planning-ministry");
        await page.CheckAsync("input[name=purpose][value=TREAT]");
        await page.ClickAsync("details:has(input[value='vital.birthDate']) summary");
        await page.CheckAsync("input[value='vital.birthDate']");
        await page.SelectOptionAsync("select[name='reduction:vital.birthDate']", "whole");
        await page.CheckAsync("input[value='name.given.khmer']");
        await page.FillAsync("#to", "2036-12-31");
        await page.FillAsync("#basis", "Statistics law");
        await page.FillAsync("#retention", "3000");
        await page.ClickAsync("main button");
        (await page.Locator(".note .faults a").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"))
            .ShouldBe(["#purposes", "#attribute-name.given.khmer", "#attribute-vital.birthDate", "#to", "#retention"]);
        (await page.TextContentAsync("#attribute-vital\\.birthDate-fault")).ShouldNotBeNull().ShouldContain("granted in full, and “Statistics” allows at most: only the age, in bands of five years");
        (await page.GetAttributeAsync("#to", "aria-describedby")).ShouldBe("to-fault to-hint");
        await page.AxeAsync("use-case-exceeded");
        await page.PictureAsync("use-case-exceeded");

        await page.UncheckAsync("input[name=purpose][value=TREAT]");
        await page.SelectOptionAsync("select[name='reduction:vital.birthDate']", "age-band");
        await page.UncheckAsync("input[value='name.given.khmer']");
        await page.FillAsync("#to", await page.InputValueAsync("#from"));
        await page.FillAsync("#retention", "30");
        await page.ClickAsync("main button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("The draft is kept.");
        (await page.TextContentAsync("dl.facts")).ShouldNotBeNull().ShouldContain("Statistics");

        await page.GotoAsync("/console/templates/statistics");
        (await page.TextContentAsync("#scopes")).ShouldNotBeNull().ShouldContain("planning-census");
    }

    [Fact]
    public async Task Form_WithoutUseCase_IsRefusedAndAFurtherVersionOfTheExceptionalAsksAnew()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync("/console/scopes/new?from=social-ministry-eligibility&version=1");
        (await page.InputValueAsync("#useCase")).ShouldBe("");
        await page.ClickAsync("main button");
        (await page.TextContentAsync("#useCase-fault")).ShouldNotBeNull().ShouldContain("say that the scope is exceptional");
        await page.SelectOptionAsync("#useCase", "enrolment");
        await page.ClickAsync("main button");
        (await page.TextContentAsync("#attribute-occupation\\.code-fault")).ShouldNotBeNull().ShouldContain("“Enrolment” does not allow it");
    }

    [Fact]
    public async Task List_Scopes_MarksTheExceptional()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync("/console/scopes?status=active");
        (await page.TextContentAsync("tr:has-text('social-ministry-eligibility')")).ShouldNotBeNull().ShouldContain("exceptional");
        (await page.TextContentAsync("tr:has-text('nssf-payment')")).ShouldNotBeNull().ShouldContain("Payment");
    }

    /// <summary>As after an update: what was approved under a wider template is read by a hub of a narrower one.</summary>
    [Fact]
    public async Task Scope_BeyondATemplateThatShrank_IsMarkedWhereverItIsShown()
    {
        var rooms = hub.Hub.Rooms;
        var wide = new TemplateConfig(
            "statistics", new("a", "a"), new("a", "a"), ["PUBHLTH"], [Operation.Lookup], [new("vital.birthDate", Reduction.Whole)],
            JsonSerializer.SerializeToElement("all"), 3660, 36_500, Services: false, []);
        var before = PrivacyRegistration.Open(
            rooms.GetRequiredService<HubStore>(), "none.json", rooms.GetRequiredService<ScopeVocabulary>() with { Templates = new([new(wide)]) }, TimeProvider.System);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        before.Draft(new("old-survey", 1, "nssf", ["PUBHLTH"], [Operation.Lookup], ["civil-registry"], [], [new("vital.birthDate")], [],
            today, today, "Statistics law", 30, ScopeStatus.Draft, null, null, UseCase: "statistics"), "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        before.Submit("old-survey", 1, "ann");
        before.Approve("old-survey", 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);

        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2"));
        await page.GotoAsync("/console/scopes?institution=nssf");
        (await page.TextContentAsync("tr:has-text('old-survey')")).ShouldNotBeNull().ShouldContain("beyond its use case");
        await page.GotoAsync("/console/templates/statistics");
        (await page.TextContentAsync("#scopes li:has-text('old-survey')")).ShouldNotBeNull().ShouldContain("beyond its use case");
        await page.GotoAsync("/console/scopes/old-survey/1");
        (await page.TextContentAsync("section[aria-labelledby=beyond]")).ShouldNotBeNull().ShouldContain("Date of birth: granted in full");
        await page.AxeAsync("use-case-beyond");
        await page.PictureAsync("use-case-beyond");
        before.Revoke("old-survey", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
    }

    [Fact]
    public async Task Templates_Csv_HoldsEveryBound()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        var lines = (await (await page.APIRequest.GetAsync(hub.Hub.Address + "/console/templates?format=csv")).TextAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(6);
        lines.ShouldContain(l => l.StartsWith("statistics,", StringComparison.Ordinal) && l.Contains("vital.birthDate:age-band", StringComparison.Ordinal));
        (await (await page.APIRequest.GetAsync(hub.Hub.Address + "/console/templates/statistics?format=csv")).TextAsync()).ShouldContain("vital.birthDate,Date of birth,civil-registry,age-band");
        (await page.GotoAsync("/console/templates/none"))!.Status.ShouldBe(404);
        await page.GotoAsync("/console/templates/grievance");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("the question names a case");
        (await page.Locator("main a.button").CountAsync()).ShouldBe(0, "auditors draft nothing");
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreCleanAndFit()
    {
        (string, string)[] pages = [("/console/templates", "templates"), ("/console/templates/statistics", "template"), ("/console/scopes/new", "use-cases"), ("/console/scopes/new?useCase=statistics", "use-case-form")];
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), width, language);
            foreach (var (address, name) in pages)
            {
                await page.GotoAsync(address);
                await page.AxeAsync($"{name}-{language}");
                await (width == 320 ? page.FitsAsync($"{name}-{language}") : page.PictureAsync($"{name}-{language}"));
            }
        }
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);
}
