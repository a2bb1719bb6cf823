using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>The log searched from the command line beside a running hub, which alone writes it.</summary>
public sealed class AuditCommandTests(HubFixture hub)
{
    [Fact]
    public async Task Search_ByAPersonReadFromStandardInput_FindsTheirEntriesAndTheHubTakesTheRecordIn()
    {
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Institution == "social-ministry");
        var number = person.Identifiers["national-id"];
        var answer = await hub.Http.PostAsync(
            hub.Hub.Address + "/v1/entitlements/check", hub.KeyOf("social-ministry"), person.Purpose, $$$"""{"subject":{"type":"national-id","value":"{{{number}}}"}}""",
            r => r.Headers.Add("Interop-User", "clerk-of-the-command"));
        answer.Status.ShouldBe(200);
        await SettleAsync();
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await AuditCommand.Build(TimeProvider.System, new StringReader(number + "\n"))
            .Parse(["search", "--subject", "national-id", "--user", "clerk-of-the-command", "--data", hub.Settings.Data, "--officer", "chan"])
            .InvokeAsync(new() { Output = output, Error = error }, TestContext.Current.CancellationToken);

        exit.ShouldBe(0, error.ToString());
        output.ToString().ShouldContain("clerk-of-the-command");
        error.ToString().ShouldContain("2 of ");
        (output.ToString() + error).ShouldNotContain(number);
        await SettleAsync();
        var record = hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Door: AuditSearchCommand.Door)).Hits.ShouldHaveSingleItem().Entry;
        record.User.ShouldBe("command-line:chan");
        record.Asked.ShouldBe(["user", "subject"]);
        record.SubjectPseudonym.Length.ShouldBe(32, "whom it was about is in the record too, as a pseudonym");
    }

    /// <summary>What the hub does each minute, and then until all that is durable can be read.</summary>
    private async Task SettleAsync()
    {
        await hub.Hub.Rooms.GetRequiredService<AuditRetention>().RunAsync(TestContext.Current.CancellationToken);
        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();
    }
}
