using Interop.Gateway.Consents;
using Interop.Gateway.Console.Embargoes;
using Interop.Gateway.Demo;
using Interop.Gateway.IdentityResolution;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Console;

/// <summary>An embargo from the request to its early end, in the browsers of two officers.</summary>
public sealed class EmbargoTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital";

    [Fact]
    public async Task Embargo_RequestedApprovedByAnotherAndLifted_HidesInBetween()
    {
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync(EmbargoListModel.Path);
        await page.ClickAsync("a.button");
        await page.FillAsync("#subject", Person.Value);
        await page.SelectOptionAsync("#institution", Hospital);
        await page.FillAsync("#case", "case-77");
        await page.FillAsync("#until", $"{Embargo.DayOf(TimeProvider.System.GetUtcNow()).AddDays(20):yyyy-MM-dd}");
        await page.FillAsync("#reason", "an inquiry runs");
        await page.FillAsync("#basis", "order 12 of the court");
        await page.ClickAsync("form:has(#basis) button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("Another officer decides.");
        var address = new Uri(page.Url).AbsolutePath;
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("You asked for it, so another officer must approve it.");
        (await page.Locator("form[action*=Approve]").CountAsync()).ShouldBe(0);

        // Whoever asked sends the form of the other officer by hand.
        await page.EvaluateAsync("document.querySelector('form[action*=Refuse]').action = document.querySelector('form[action*=Refuse]').action.replace('Refuse', 'Approve')");
        await page.ClickAsync("details:has(form[action*=Approve]) summary");
        await page.FillAsync("#note-refuse", "myself");
        await page.ClickAsync("form[action*=Approve] button");
        (await page.TextContentAsync(".note.fault")).ShouldNotBeNull().ShouldContain("another officer must approve it");
        Active().ShouldBeEmpty();

        var second = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-2"));
        await second.GotoAsync(EmbargoListModel.Path + "?status=requested");
        await second.ClickAsync($"#embargoes a[href='{address}']");
        await second.ClickAsync("details:has(form[action*=Approve]) summary");
        await second.FillAsync("#subject", "000000000");
        await second.ClickAsync("form[action*=Approve] button");
        (await second.TextContentAsync("#subject-fault")).ShouldNotBeNull().ShouldContain("not the number of the person");
        Active().ShouldBeEmpty();
        await second.FillAsync("#subject", Person.Value);
        await second.ClickAsync("form[action*=Approve] button");
        (await second.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("It hides from now on.");
        Active().ShouldHaveSingleItem().Case.ShouldBe("case-77");

        await page.GotoAsync(address);
        await page.ClickAsync("details:has(form[action*=Lift]) summary");
        await page.FillAsync("#note-lift", "the inquiry is closed");
        await page.ClickAsync("form[action*=Lift] button");
        (await page.TextContentAsync(".facts")).ShouldNotBeNull().ShouldContain("the inquiry is closed");
        (await page.Locator("main form").CountAsync()).ShouldBe(0);
        Active().ShouldBeEmpty();
        var csv = await page.APIRequest.GetAsync(hub.Hub.Address + EmbargoListModel.Path + "?format=csv");
        var text = await csv.TextAsync();
        text.ShouldContain("case-77,lifted,");
        text.ShouldNotContain(Person.Value);
    }

    [Fact]
    public async Task Auditor_SeesEmbargoesAndChangesNothing()
    {
        var id = await RequestAsync();
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        await page.GotoAsync(EmbargoModel.LinkTo(id));
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Auditors look and change nothing.");
        (await page.Locator("main form").CountAsync()).ShouldBe(0);
        (await page.GotoAsync(RequestEmbargoModel.Path))!.Status.ShouldBe(403);
        foreach (var handler in (string[])["Approve", "Refuse", "Lift"])
        {
            await page.GotoAsync("/console/audit");
            await page.EvaluateAsync($"document.querySelector('main form').action = '{EmbargoModel.LinkTo(id)}?handler={handler}'");
            (await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form button:not([name])"), r => r.Request.Method == "POST")).Status.ShouldBe(403, handler);
        }
        (await page.GotoAsync(EmbargoListModel.Path + "/00000000-0000-0000-0000-000000000000"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreCleanAndFit()
    {
        var id = await RequestAsync();
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), width, language);
            foreach (var (address, name) in ((string, string)[])[(EmbargoListModel.Path, "embargoes"), (RequestEmbargoModel.Path, "embargo-request"), (EmbargoModel.LinkTo(id), "embargo")])
            {
                await page.GotoAsync(address);
                if (name == "embargo-request")
                {
                    await page.FillAsync("#subject", "12");
                    await page.ClickAsync("form:has(#basis) button");
                }
                if (name == "embargo")
                    await page.ClickAsync("details:has(form[action*=Approve]) summary");
                await page.AxeAsync($"{name}-{language}");
                await (width == 320 ? page.FitsAsync($"{name}-{language}") : page.PictureAsync($"{name}-{language}"));
            }
        }
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    private ReferenceDirectory Directory => hub.Hub.Rooms.GetRequiredService<ReferenceDirectory>();

    /// <summary>The last of the sample people that has an identity number of their own.</summary>
    private TypedIdentifier Person => new("national-id", hub.Demo.People.Select(p => p.Identifiers.GetValueOrDefault("national-id")).OfType<string>()
        .Last(n => Directory.Resolve("national-id", n).Outcome == ResolutionOutcome.Found));

    private Embargo[] Active()
    {
        var register = hub.Hub.Rooms.GetRequiredService<EmbargoRegister>();
        return [.. register.List(100).Where(e => e.At(register.Now) == EmbargoStatus.Active)];
    }

    private async Task<Guid> RequestAsync()
    {
        var register = hub.Hub.Rooms.GetRequiredService<EmbargoRegister>();
        var result = await hub.Hub.Rooms.GetRequiredService<EmbargoDesk>().RequestAsync(
            "another", new(Person, Hospital, "", Embargo.DayOf(register.Now).AddDays(9), "an inquiry runs", "order 13 of the court"), TestContext.Current.CancellationToken);
        result.Outcome.ShouldBe(EmbargoOutcome.Done);
        return result.Id;
    }
}
