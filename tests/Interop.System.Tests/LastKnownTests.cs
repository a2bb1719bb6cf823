using System.Text;
using System.Text.Json;
using System.Xml;
using Interop.Gateway.Audit;
using Interop.Gateway.Demo;
using Interop.Gateway.Hosting;
using Interop.Gateway.LastKnown;
using Interop.Schemas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Interop.System.Tests;

/// <summary>What the hub answers in place of a registry that is down, under a scope that lets what it said last answer, and under one that does not.</summary>
public sealed class LastKnownTests(HubFixture hub)
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    /// <summary>Covered by NSSF alone: with the insurer silent nobody else can say.</summary>
    private DemoPerson Insured => hub.Demo.People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef") && p.Identifiers.ContainsKey("national-id"));

    [Fact]
    public async Task Check_InsurerStopped_AnswersWhatItSaidLastWithItsAgeAndOnlyWhileTheScopeAllows()
    {
        await using var other = await hub.StartWithAsync(time, hub.OwnState());
        var before = await AskAndKeepAsync(other, Insured);
        before.Body.TryGetProperty("stale", out _).ShouldBeFalse();
        await other.Insurer!.DisposeAsync();

        time.Advance(TimeSpan.FromHours(71));
        var stale = await AskAsync(other, Insured);
        stale.Body.GetProperty("covered").GetString().ShouldBe("yes");
        stale.Body.GetProperty("stale").GetBoolean().ShouldBeTrue();
        var source = stale.Source("health-insurance");
        (source.GetProperty("status").GetString(), source.GetProperty("reason").GetString()).ShouldBe(("last-known", "registry-unavailable"));
        Age(source).ShouldBeInRange(TimeSpan.FromHours(71), TimeSpan.FromHours(71) + TimeSpan.FromSeconds(1));
        var line = stale.Body.GetProperty("coverage").EnumerateArray().Single(c => c.GetProperty("payer").GetString() == "nssf");
        Age(line).ShouldBe(Age(source));
        Age(stale.Programme("nssf-health")).ShouldBe(Age(source));
        stale.Source("civil-registry").TryGetProperty("stale", out _).ShouldBeFalse();
        JsonSchemas.Validate("entitlement-check-answer", stale.Body.GetRawText()).ShouldBeEmpty();

        time.Advance(TimeSpan.FromHours(2));
        ShouldBeUnknown(await AskAsync(other, Insured));
    }

    [Fact]
    public async Task Check_ScopeThatAllowsNoLastKnown_IsUnknownAndKeepsNothing()
    {
        await using var other = await hub.StartWithAsync(time, hub.OwnState());
        (await AskAsync(other, Insured, "social-ministry", "ELIGDTRM")).Body.GetProperty("covered").GetString().ShouldBe("yes");
        await AskAndKeepAsync(other, Insured);
        await other.Insurer!.DisposeAsync();
        ShouldBeUnknown(await AskAsync(other, Insured, "social-ministry", "ELIGDTRM"));
    }

    [Fact]
    public async Task Check_WhoeverWasNotCovered_IsUnknownDuringTheOutageAndNeverNo()
    {
        await using var other = await hub.StartWithAsync(time, hub.OwnState());
        var uncovered = new List<DemoPerson>();
        foreach (var person in hub.Demo.People.Where(p => p.Coverage.Count == 0 && p.Identifiers.ContainsKey("national-id")))
            if ((await AskAndKeepAsync(other, person)).Body.GetProperty("covered").GetString() == "no")
                uncovered.Add(person);
        await other.Insurer!.DisposeAsync();
        var open = 0;
        foreach (var person in uncovered)
        {
            // Whoever has died is not covered, whatever the insurer says; of the others nobody can say now.
            var certain = (await AskAsync(other, person, "social-ministry", "ELIGDTRM")).Body.GetProperty("covered").GetString() == "no";
            var answer = await AskAsync(other, person);
            if (certain)
                answer.Body.GetProperty("covered").GetString().ShouldBe("no");
            else
                ShouldBeUnknown(answer);
            open += certain ? 0 : 1;
        }
        open.ShouldBePositive();
    }

    [Fact]
    public async Task Lookup_InsurerStopped_TellsValuesWithTheirAgeAndTheRecordSaysSo()
    {
        await using var other = await hub.StartWithAsync(time, hub.OwnState());
        var person = Insured.Identifiers["national-id"];
        var taken = Taken(other);
        var before = await hub.Http.LookupAsync(other.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", person);
        await Patience.UntilAsync(() => Taken(other) >= taken + Answered(before), "what was read, in the store");
        await other.Insurer!.DisposeAsync();
        time.Advance(TimeSpan.FromMinutes(30));

        var stale = await hub.Http.LookupAsync(other.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", person);
        var status = stale.Attribute("nssf.status");
        status.GetProperty("value").GetString().ShouldBe(before.Attribute("nssf.status").GetProperty("value").GetString());
        Age(status).ShouldBeInRange(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        stale.Attribute("hef.status").GetProperty("status").GetString().ShouldBe("unknown", "that there was nothing says nothing of today");
        JsonSchemas.Validate("lookup-answer", stale.Body.GetRawText()).ShouldBeEmpty();

        using var log = await other.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(log.Leaves(0, (int)log.Size)[^1].Leaf).ShouldContain("last-known");
    }

    private static void ShouldBeUnknown(Answer answer)
    {
        answer.Status.ShouldBe(200);
        answer.Source("health-insurance").GetProperty("status").GetString().ShouldBeOneOf("unavailable", "last-known");
        answer.Body.GetProperty("covered").GetString().ShouldBe("unknown");
        answer.Body.TryGetProperty("stale", out _).ShouldBeFalse();
        answer.Body.GetProperty("coverageUnknown").EnumerateArray().Select(c => c.GetProperty("payer").GetString()).ShouldContain("nssf");
    }

    private Task<Answer> AskAsync(HubHost other, DemoPerson person, string institution = "calmette-hospital", string purpose = "TREAT") =>
        hub.Http.CheckAsync(other.Address, hub.KeyOf(institution), purpose, "national-id", person.Identifiers["national-id"], $",\"date\":\"{person.Date:yyyy-MM-dd}\"");

    /// <summary>Asks, and waits until what was read is kept.</summary>
    private async Task<Answer> AskAndKeepAsync(HubHost other, DemoPerson person)
    {
        var taken = Taken(other);
        var answer = await AskAsync(other, person);
        await Patience.UntilAsync(() => Taken(other) >= taken + Answered(answer), "what was read, in the store");
        return answer;
    }

    private static long Taken(HubHost other) => other.Rooms.GetRequiredService<LastKnownKeeping>().Taken;

    private static int Answered(Answer answer) => answer.Body.GetProperty("sources").EnumerateArray().Count(s => s.GetProperty("status").GetString() == "answered");

    private static TimeSpan Age(JsonElement element)
    {
        element.GetProperty("stale").GetBoolean().ShouldBeTrue();
        return XmlConvert.ToTimeSpan(element.GetProperty("age").GetString()!);
    }
}
