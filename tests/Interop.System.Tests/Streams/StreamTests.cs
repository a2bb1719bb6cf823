using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using Interop.Gateway.Streams.Broker;
using Interop.Schemas;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Streams;

/// <summary>A change of a registry on its way: to the next check, to programs that others wrote, and past what cannot be read.</summary>
public sealed class StreamTests(StreamHub hub, HubFixture fixture) : IClassFixture<StreamHub>
{
    private const string ById = "SELECT BRN FROM PEOPLE WHERE NID IS NULL AND BRN IS NOT NULL AND DEREG_DT IS NULL ORDER BY PID LIMIT 20";

    [Fact]
    public async Task Check_CardIssuedThenEnrolledByIt_SeesTheEnrolmentUnderTheOldNumber()
    {
        var born = await UnenrolledAsync();
        var card = hub.Country.IssueCard(born).ShouldNotBeNull();
        hub.Country.BeginEnrolment(card, null, "DIS").ShouldBeTrue();
        (await Patience.UntilAsync(() => EnrolledAsync(born), enrolled => enrolled == "yes", "an enrolment under the number that the programme does not hold")).ShouldBe("yes");

        hub.Country.EndEnrolment(card, null, "DIS").ShouldBeTrue();
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd");
        await Patience.UntilAsync(() => EnrolledAsync(born, date: tomorrow), enrolled => enrolled == "no", "the end of the enrolment, of which today is the last day");
    }

    [Fact]
    public async Task Check_BirthRegisteredAndEnrolled_FindsTheChild()
    {
        var mother = hub.Numbers("SELECT NID FROM PEOPLE WHERE SEX_CD = '2' AND NID IS NOT NULL AND DEREG_DT IS NULL AND DOB BETWEEN '1990' AND '2004' GROUP BY NID HAVING COUNT(*) = 1 LIMIT 1").Single();
        var child = hub.Country.RegisterBirth(mother, female: true).ShouldNotBeNull();
        hub.Country.BeginEnrolment(null, child, "CT2").ShouldBeTrue();
        await Patience.UntilAsync(() => EnrolledAsync(child, "cash-transfer"), enrolled => enrolled == "yes", "the child's enrolment");
    }

    [Fact]
    public async Task Broker_Killed_AnotherComesAndHoldsAllEvents()
    {
        await ChangeAsync(3);
        var before = hub.Work.Address!;
        using (var child = Process.GetProcessById(hub.Work.BrokerProcess!.Value))
            child.Kill();
        await Patience.UntilAsync(() => hub.Work.Address is { } now && now != before, "another broker");
        var applied = hub.Applied();
        await ChangeAsync(2);
        hub.Applied().ShouldBe(applied + 2, "those of before came again and were passed over");
        (await ReadAsync("kcat", "-b", hub.Work.Address!.BootstrapServers, "-C", "-t", "interop.changes", "-e", "-q", "-f", "%o\n")).Length.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task Topic_ReadByKcat_HoldsEventsThatFitTheSchemaAndNameNobody()
    {
        await ChangeAsync(3);
        var lines = await ReadAsync("kcat", "-b", hub.Work.Address!.BootstrapServers, "-C", "-t", "interop.changes", "-e", "-q", "-f", "%k %s\n");
        lines.Length.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var line in lines)
        {
            var (key, payload) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
            JsonSchemas.Validate("change-event", payload).ShouldBeEmpty();
            JsonDocument.Parse(payload).RootElement.GetProperty("subject").GetString().ShouldBe(key);
        }
        var everybody = hub.Numbers("SELECT NID FROM PEOPLE WHERE NID IS NOT NULL UNION SELECT PID FROM PEOPLE UNION SELECT BRN FROM PEOPLE WHERE BRN IS NOT NULL").ToHashSet();
        lines.SelectMany(l => l.Split('"', ' ', '/', '.', ':', ',')).Where(everybody.Contains).ShouldBeEmpty();
    }

    [Fact]
    public async Task Topic_ReadByKafkaJs_HoldsTheSameEventsInTheOrderOfEachPerson()
    {
        await ChangeAsync(4);
        var kcat = await ReadAsync("kcat", "-b", hub.Work.Address!.BootstrapServers, "-C", "-t", "interop.changes", "-e", "-q", "-f", "%s\n");
        var read = await Node.RunAsync("streams.mjs", new { broker = hub.Work.Address!.BootstrapServers, topic = "interop.changes", count = kcat.Length });
        read.Order(StringComparer.Ordinal).ShouldBe(kcat.Order(StringComparer.Ordinal));
        foreach (var person in read.Select(r => JsonDocument.Parse(r).RootElement).GroupBy(e => e.GetProperty("subject").GetString()))
            person.Select(e => e.GetProperty("sequence").GetString()).ShouldBeInOrder();
    }

    [Fact]
    public async Task Poison_FromAStranger_IsSetAsideToldMendedAndReplayed()
    {
        var topics = hub.Hub.Rooms.GetRequiredService<StreamTopics>();
        var good = (await ReadOneAsync()).Replace("\"specversion\":\"1.0\"", "\"specversion\":\"1.1\"", StringComparison.Ordinal);
        using (var producer = hub.Hub.Rooms.GetRequiredService<StreamClients>().Producer(hub.Work.Address!))
            await producer.ProduceAsync(topics.Changes, new Message<string, byte[]> { Key = "stranger", Value = global::System.Text.Encoding.UTF8.GetBytes(good) }, TestContext.Current.CancellationToken);
        var letters = hub.Hub.Rooms.GetRequiredService<Interop.Gateway.Streams.Applying.DeadLetters>();
        await Patience.UntilAsync(() => letters.List(replayed: false).Count == 1, "a dead letter");
        letters.List(replayed: false).Single().Reason.ShouldBe("schema: specversion");
        await Patience.UntilAsync(() => ReadAsync("kcat", "-b", hub.Work.Address!.BootstrapServers, "-C", "-t", topics.DeadLetters, "-e", "-q", "-f", "%s\n"), l => l.Length == 1, "a message on the topic of dead letters");

        var mended = Path.GetTempFileName();
        try
        {
            var applied = hub.Applied();
            await File.WriteAllTextAsync(mended, good.Replace("1.1", "1.0", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            (await RunHubAsync("streams", "dead-letters", "list", "--data", hub.Settings.Data)).ShouldContain("schema: specversion");
            (await RunHubAsync("streams", "dead-letters", "show", "1", "--data", hub.Settings.Data)).ShouldContain("schema: specversion: not-in-enumeration");
            await RunHubAsync("streams", "dead-letters", "replay", "1", "--mended", mended, "--data", hub.Settings.Data);
            await Patience.UntilAsync(() => hub.Applied() == applied + 1, "the mended event");
        }
        finally
        {
            File.Delete(mended);
        }
    }

    [Fact]
    public async Task StreamsCheck_RunningHub_FindsTopicsAsDeclared()
    {
        var told = await RunHubAsync("streams", "check", "--data", hub.Settings.Data);
        told.ShouldContain("interop.changes: 12 partitions; as declared");
        (await RunHubAsync("streams", "--help")).ShouldNotContain("broker");
    }

    [Fact]
    public async Task Metrics_AfterChanges_TellCountsAndAge()
    {
        await ChangeAsync(1);
        var metrics = await fixture.Http.GetStringAsync(new Uri(hub.Hub.Address + "/metrics"), TestContext.Current.CancellationToken);
        foreach (var name in (string[])["interop_streams_applied_total", "interop_streams_lag", "interop_streams_age_seconds_count", "interop_streams_waiting", "interop_streams_recorded_total"])
            metrics.ShouldContain(name);
    }

    private async Task<string> ReadOneAsync()
    {
        await ChangeAsync(1);
        return (await ReadAsync("kcat", "-b", hub.Work.Address!.BootstrapServers, "-C", "-t", "interop.changes", "-e", "-q", "-f", "%s\n"))[0];
    }

    /// <summary>Lets something happen and waits until it was applied.</summary>
    private async Task ChangeAsync(int changes)
    {
        var (before, made) = (hub.Applied(), 0);
        foreach (var person in hub.Numbers("SELECT NID FROM PEOPLE WHERE DEREG_DT IS NULL AND NID IS NOT NULL GROUP BY NID HAVING COUNT(*) = 1 ORDER BY PID DESC LIMIT 50"))
            if (made < changes && hub.Country.RegisterDeath(person, new(2026, 11, 20)))
                made++;
        made.ShouldBe(changes);
        await Patience.UntilAsync(() => hub.Applied() >= before + changes, $"{changes} changes");
    }

    private async Task<string> UnenrolledAsync()
    {
        foreach (var born in hub.Numbers(ById))
            if (await EnrolledAsync(born) == "no")
                return born;
        throw new InvalidOperationException("Everybody without a card is enrolled.");
    }

    private async Task<string?> EnrolledAsync(string birthRegistration, string programme = "disability-allowance", string? date = null)
    {
        var answer = await fixture.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "birth-registration", birthRegistration, date is null ? "" : $",\"date\":\"{date}\"");
        return answer.Status == 200 ? answer.Programme(programme).GetProperty("enrolled").GetString() : null;
    }

    private static async Task<string> RunHubAsync(params string[] arguments) =>
        string.Join('\n', await ReadAsync(Path.ChangeExtension(typeof(StreamTopics).Assembly.Location, null), arguments));

    /// <summary>The lines a program wrote; fails with what it complained of.</summary>
    private static async Task<string[]> ReadAsync(string program, params string[] arguments)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.ShouldBe(0, await errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
