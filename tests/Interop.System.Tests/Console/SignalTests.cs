using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.Signals;
using Interop.Gateway.Demo;
using Interop.Gateway.Misuse;
using Interop.Identity.Keys;
using Interop.System.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Console;

/// <summary>A signal of misuse from its finding to what an officer makes of it, in a browser.</summary>
public sealed class SignalTests(HubFixture hub, ScreenFixture screen)
{
    private const string Hospital = "calmette-hospital";

    [Fact]
    public async Task Signal_AcknowledgedThenDismissed_SaysWhoAndWhy()
    {
        var path = Note("clerk-acknowledged", "not-a-key");
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        var faults = page.Faults();
        await page.GotoAsync(SignalListModel.Path + "?state=open");
        await page.ClickAsync("#signals tr:has-text('clerk-acknowledged') a");
        page.Url.ShouldBe(hub.Hub.Address + path);
        (await page.TextContentAsync(".lead")).ShouldBe("One user asks about far more people than the others");
        (await page.TextContentAsync("#occurrences tbody")).ShouldNotBeNull().ShouldContain("3, 5");
        (await page.Locator("form[action*=Suspend]").CountAsync()).ShouldBe(0, "no key of the hub is named");

        await page.ClickAsync("details:has(form[action*=Acknowledge]) summary");
        await page.FillAsync("#note-acknowledge", "I rang the hospital");
        await page.ClickAsync("form[action*=Acknowledge] button");
        (await page.TextContentAsync(".note.done")).ShouldBe("✓ Acknowledged, with your name.");
        var facts = (await page.TextContentAsync(".facts")).ShouldNotBeNull();
        facts.ShouldContain("Sok Vichet");
        facts.ShouldContain("I rang the hospital");

        await page.ClickAsync("details:has(form[action*=Dismiss]) summary");
        await page.FillAsync("#note-dismiss", "a vaccination day");
        await page.ClickAsync("form[action*=Dismiss] button");
        (await page.TextContentAsync("h1")).ShouldNotBeNull().ShouldContain("dismissed");
        (await page.Locator("#actions ~ details").CountAsync()).ShouldBe(0);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signal_KeySuspendedAndResumed_IsRefusedMeanwhileAndEveryStepIsRecorded()
    {
        var key = hub.Hub.Rooms.GetRequiredService<AccessKeys>().Issue(Hospital, "to be suspended").Key.ShouldNotBeNull();
        var path = Note("clerk-suspended", key.PublicId);
        (await CallAsync(key.Text)).Status.ShouldBe(200);

        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync(path);
        await page.ClickAsync("details:has(form[action*=Suspend]) summary");
        await page.PictureAsync("signal-suspend");
        await page.FillAsync($"#note-suspend-{key.PublicId}", "numbers are tried");
        await page.ClickAsync("form[action*=Suspend] button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("The key is suspended.");
        (await page.Locator("form[action*=Suspend]").CountAsync()).ShouldBe(0);
        (await CallAsync(key.Text)).Code.ShouldBe("access-key-suspended");

        await page.ClickAsync("details:has(form[action*=Resume]) summary");
        await page.FillAsync($"#note-resume-{key.PublicId}", "it was a drill");
        await page.AxeAsync("signal-resume");
        await page.ClickAsync("form[action*=Resume] button");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("in force again");
        (await CallAsync(key.Text)).Status.ShouldBe(200);
        var acts = (await page.TextContentAsync("#acts tbody")).ShouldNotBeNull();
        acts.ShouldContain("numbers are tried");
        acts.ShouldContain("it was a drill");
        acts.ShouldContain("Sok Vichet");
        await page.PictureAsync("signal-acts");

        await hub.Hub.Rooms.GetRequiredService<AuditRetention>().RunAsync(TestContext.Current.CancellationToken);
        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: SignalActs.Operation)).Hits.Where(h => h.Entry.Key == key.PublicId)
            .Select(h => h.Entry.Outcome).ShouldBe(["key-resumed", "key-suspended"]);
    }

    [Fact]
    public async Task Signal_KeySuspendedElsewhere_IsNotResumedHere()
    {
        var keys = hub.Hub.Rooms.GetRequiredService<AccessKeys>();
        var key = keys.Issue(Hospital, "suspended by its own operator").Key.ShouldNotBeNull();
        var path = Note("clerk-elsewhere", key.PublicId);
        keys.Suspend(key.PublicId);
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"));
        await page.GotoAsync(path);
        (await page.Locator("form[action*=Resume]").CountAsync()).ShouldBe(0);
        (await page.Locator("p.card .state").TextContentAsync()).ShouldBe("suspended");
    }

    [Fact]
    public async Task Signal_Auditor_LooksAndIsRefusedAChange()
    {
        var path = Note("clerk-audited", "not-a-key");
        var page = await screen.OpenAsAsync(hub.Hub.Address, Login("auditor-1"));
        await page.GotoAsync(path);
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("Auditors look and change nothing.");
        (await page.Locator("main form").CountAsync()).ShouldBe(0);

        // A form of another page carries the token that a form sent by hand would need.
        await page.GotoAsync("/console/audit");
        await page.EvaluateAsync($"document.querySelector('main form').action = '{path}?handler=Dismiss'");
        var refused = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("main form button:not([name])"), r => r.Request.Method == "POST");
        refused.Status.ShouldBe(403);
        hub.Hub.Rooms.GetRequiredService<SignalStore>().Find(long.Parse(path.Split('/')[^1])).ShouldNotBeNull().State.ShouldBe(SignalState.Open);
        (await page.GotoAsync(SignalListModel.Path + "/999999"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreCleanAndFit()
    {
        var path = Note("clerk-words", "not-a-key");
        foreach (var (width, language) in ((int, string)[])[(1100, "en"), (320, "km")])
        {
            var page = await screen.OpenAsAsync(hub.Hub.Address, Login("dpo-1"), width, language);
            foreach (var (address, name) in ((string, string)[])[(SignalListModel.Path, "signals"), (path, "signal")])
            {
                await page.GotoAsync(address);
                if (name == "signal")
                    await page.ClickAsync("details:has(form[action*=Acknowledge]) summary");
                await page.AxeAsync($"{name}-{language}");
                await (width == 320 ? page.FitsAsync($"{name}-{language}") : page.PictureAsync($"{name}-{language}"));
            }
        }
    }

    private DemoLogin Login(string user) => hub.Demo.Logins.Single(l => l.User == user);

    /// <summary>Has the watch find something, and says where it is shown.</summary>
    private string Note(string user, string key)
    {
        var (signals, day) = (hub.Hub.Rooms.GetRequiredService<SignalStore>(), new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));
        signals.Note("test", [new(SignalKind.ManyPeople, Hospital, user, [key], "", day, day.AddDays(1), 120, 20, [3, 5])]);
        return SignalModel.LinkTo(signals.List(SignalState.Open, 100).Single(s => s.User == user));
    }

    private Task<Answer> CallAsync(string key)
    {
        var (type, value) = hub.Demo.People[0].Identifiers.First();
        return hub.Http.LookupAsync(hub.Hub.Address, key, "TREAT", type, value);
    }
}
