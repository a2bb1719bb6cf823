using System.Net;
using System.Net.Sockets;
using Interop.Gateway.Audit;
using Interop.Gateway.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>What answers say while something behind the hub is broken.</summary>
public sealed class FailureTests(HubFixture hub)
{
    [Fact]
    public async Task Check_InsurerStopped_SaysUnknownAndNamesTheSource()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        await ShouldBeUnknownAsync(other.Address, "registry-unavailable");
    }

    [Fact]
    public async Task Check_InsurerAcceptsAndNeverAnswers_SaysUnknownAtTheDeadline()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var other = await hub.StartAnotherAsync(
            $"--Registries:health-insurance:Connection=http://{silent.LocalEndpoint}/", "--Fetch:Deadline=00:00:02");
        await ShouldBeUnknownAsync(other.Address, "registry-timed-out");
    }

    [Fact]
    public async Task Check_InsurerStoppedForLong_OpensTheCircuitAndStillAnswers()
    {
        await using var other = await hub.StartAnotherAsync("--Fetch:BreakAtLeast=4", "--Fetch:BreakFor=00:01:00");
        await other.Insurer!.DisposeAsync();
        for (var i = 0; i < 10; i++)
            await ShouldBeUnknownAsync(other.Address, "registry-unavailable");
        var metrics = await hub.Http.GetStringAsync(new Uri(other.Address + "/metrics"), TestContext.Current.CancellationToken);
        metrics.ShouldContain("interop_registry_read_skipped");
    }

    [Fact]
    public async Task Check_UnknownNumberWhileARegistryIsSilent_IsUndecidedAndNeverNotFound()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var answer = await hub.Http.CheckAsync(other.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", "000000000");
        answer.Status.ShouldBe(503);
        answer.Code.ShouldBe("subject-undecided");
    }

    [Fact]
    public async Task Start_WrongSettings_FailsAtOnceWithEveryFault()
    {
        var fault = await Should.ThrowAsync<ConfigurationFaultException>(() => hub.StartAnotherAsync("--Fetch:Deadline=00:00:00.001", "--Fetch:BreakAtLeast=1"));
        fault.Faults.Count.ShouldBe(2);
        fault.Message.ShouldContain("00:00:00.0010000");
    }

    [Fact]
    public async Task Ready_InsurerStopped_IsDegradedAndStillReady()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        using var response = await hub.Http.GetAsync(new Uri(other.Address + "/health/ready"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("degraded");
    }

    [Fact]
    public async Task Check_AuditStoreLocked_Answers503WithoutDataAndRecovers()
    {
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id"));
        Task<Answer> CheckAsync() => hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", person.Identifiers["national-id"]);
        (await CheckAsync()).Status.ShouldBe(200);
        using (var locker = new SqliteConnection($"Data Source={hub.Settings.AuditFile};Pooling=False"))
        {
            locker.Open();
            using var command = locker.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();

            // What comes first is durable without the store; its fault shows within the second that it waits for the lock.
            await CheckAsync();
            await UntilAsync(AuditHealth.Unavailable);
            var refused = await CheckAsync();
            refused.Status.ShouldBe(503);
            refused.Code.ShouldBe("audit-unavailable");
            refused.Headers.RetryAfter.ShouldNotBeNull();
            refused.Body.TryGetProperty("programmes", out _).ShouldBeFalse();
            (await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", person.Identifiers["national-id"])).Status.ShouldBe(503);
            using var ready = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/health/ready"), TestContext.Current.CancellationToken);
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }
        await UntilAsync(AuditHealth.Durable);
        (await CheckAsync()).Status.ShouldBe(200);
    }

    /// <summary>Asks the log and not the hub: a caller who asks a thousand times a second is limited.</summary>
    private Task UntilAsync(AuditHealth health) => Patience.UntilAsync(() => hub.Hub.Rooms.GetRequiredService<AuditLog>().Health == health, $"an audit log that is {health}");

    private async Task ShouldBeUnknownAsync(string address, string reason)
    {
        // Covered by NSSF alone: with the insurer silent nobody can say, and "no" would send them away.
        var person = hub.Demo.People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef") && p.Identifiers.ContainsKey("national-id"));
        var answer = await hub.Http.CheckAsync(address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", person.Identifiers["national-id"]);
        answer.Status.ShouldBe(200);
        answer.Source("health-insurance").GetProperty("status").GetString().ShouldBe("unavailable");
        answer.Source("health-insurance").GetProperty("reason").GetString().ShouldBe(reason);
        answer.Source("civil-registry").GetProperty("status").GetString().ShouldBe("answered");
        answer.Body.GetProperty("covered").GetString().ShouldBe("unknown");
        answer.Body.GetProperty("coverage").GetArrayLength().ShouldBe(0);
        answer.Body.GetProperty("coverageUnknown").EnumerateArray().Select(c => c.GetProperty("payer").GetString()).ShouldContain("nssf");
        answer.Programme("nssf-health").GetProperty("enrolled").GetString().ShouldBe("unknown");
    }
}
