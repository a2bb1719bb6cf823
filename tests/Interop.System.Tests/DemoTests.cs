using Interop.Gateway.Commands;
using Interop.Gateway.Demo;

namespace Interop.System.Tests;

/// <summary>The sample people of the synthetic country, asked about over HTTP by every identifier they hold.</summary>
public sealed class DemoTests(HubFixture hub)
{
    [Fact]
    public async Task Check_EverySamplePerson_AnswersAsTheCountryExpects()
    {
        var check = new DemoCheck(hub.Http, hub.Demo);
        var mismatches = await check.RunAsync(null, TestContext.Current.CancellationToken);
        mismatches.ShouldBeEmpty();
        check.Asked.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Samples_Together_CoverEveryProgrammeAndEveryAnswer()
    {
        hub.Demo.People.Length.ShouldBeGreaterThanOrEqualTo(40);
        var seen = hub.Demo.People.SelectMany(p => p.Expect).ToLookup(e => e.Key, e => e.Value);
        seen.Count.ShouldBe(12);
        foreach (var programme in seen)
        {
            string.Join(" ", programme.Select(e => e.Entitled).Distinct().Order()).ShouldBe("entitled not-entitled unknown", programme.Key);
            programme.Select(e => e.Enrolled).ShouldContain(e => e == "yes", programme.Key);
            programme.ShouldContain(e => e.Entitled == "entitled" && e.Enrolled == "no", programme.Key);
        }
    }

    [Fact]
    public async Task DemoCheckCommand_RunningHub_ExitsWithZero() =>
        (await HubCommand.RunAsync(["demo", "--check", "--data", hub.Settings.Data])).ShouldBe(0);

    [Fact]
    public async Task Check_PersonUnderTwoSchemes_ListsPayersInOrderWithTheReason()
    {
        var person = hub.Demo.People.First(p => p.Coverage.Count > 1 && p.Coverage[^1] == "hef");
        var (type, value) = person.Identifiers.First();
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf(person.Institution), person.Purpose, type, value, $",\"date\":\"{person.Date:yyyy-MM-dd}\"");
        var coverage = answer.Body.GetProperty("coverage").EnumerateArray().ToArray();
        coverage.Select(c => c.GetProperty("order").GetInt32()).ShouldBeInOrder();
        coverage.ShouldAllBe(c => c.GetProperty("because").GetProperty("en").GetString()!.Length > 0 && c.GetProperty("because").GetProperty("km").GetString()!.Length > 0);
        answer.Body.GetProperty("covered").GetString().ShouldBe("yes");
    }
}
