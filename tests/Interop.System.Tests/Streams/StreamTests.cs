using System.Diagnostics;
using System.Text.Json;
using Interop.Schemas;

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
        await hub.ChangeAsync(3);
        var before = hub.Work.Address!;
        using (var child = Process.GetProcessById(hub.Work.BrokerProcess!.Value))
            child.Kill();
        await Patience.UntilAsync(() => hub.Work.Address is { } now && now != before, "another broker");
        await hub.ChangeAsync(2);
        (await hub.TopicAsync("interop.changes", "%o")).Length.ShouldBeGreaterThanOrEqualTo(5);
        hub.Applied().ShouldBe(hub.Told(), "those of before came again and were passed over");
    }

    [Fact]
    public async Task Topic_ReadByKcat_HoldsEventsThatFitTheSchemaAndNameNobody()
    {
        await hub.ChangeAsync(3);
        var lines = await hub.TopicAsync("interop.changes", "%k %s");
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
        await hub.ChangeAsync(4);
        var kcat = await hub.TopicAsync("interop.changes", "%s");
        var read = await Node.RunAsync("streams.mjs", new { broker = hub.Work.Address!.BootstrapServers, topic = "interop.changes", count = kcat.Length });
        read.Order(StringComparer.Ordinal).ShouldBe(kcat.Order(StringComparer.Ordinal));
        foreach (var person in read.Select(r => JsonDocument.Parse(r).RootElement).GroupBy(e => e.GetProperty("subject").GetString()))
            person.Select(e => e.GetProperty("sequence").GetString()).ShouldBeInOrder();
    }

    [Fact]
    public async Task StreamsCheck_RunningHub_FindsTopicsAsDeclared()
    {
        var told = await StreamHub.RunHubAsync("streams", "check", "--data", hub.Settings.Data);
        told.ShouldContain("interop.changes: 12 partitions; as declared");
        (await StreamHub.RunHubAsync("streams", "--help")).ShouldNotContain("broker");
    }

    [Fact]
    public async Task Metrics_AfterChanges_TellCountsAndAge()
    {
        await hub.ChangeAsync(1);
        var metrics = await fixture.Http.GetStringAsync(new Uri(hub.Hub.Address + "/metrics"), TestContext.Current.CancellationToken);
        foreach (var name in (string[])["interop_streams_applied_total", "interop_streams_lag", "interop_streams_age_seconds_count", "interop_streams_waiting", "interop_streams_recorded_total"])
            metrics.ShouldContain(name);
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
}
