using System.Buffers;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Console.Foresight;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Foresight;
using Interop.Gateway.Hosting;
using Interop.Gateway.Institutions;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.System.Tests.Foresight;

/// <summary>A simulation beside the exchange it simulates.</summary>
public sealed class SimulationTests(HubFixture hub)
{
    private const string Officer = "officer-of-simulations";

    private static readonly string EveryAttribute = $",\"attributes\":[{string.Join(',', AttributeCatalogue.Current.All.Select(a => $"\"{a.Name}\""))}]";

    [Theory]
    [InlineData("calmette-hospital", "TREAT")]
    [InlineData("planning-ministry", "HRESCH")]
    [InlineData("social-ministry", "ELIGDTRM")]
    public async Task Lookup_OfManyPeople_EqualsTheRealExchangeAttributeByAttribute(string institution, string purpose)
    {
        foreach (var (type, value) in People(12))
        {
            var real = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(institution), purpose, type, value, EveryAttribute);
            var simulated = await SimulateAsync(hub.Hub, institution, purpose, Operation.Lookup, type, value);
            if (real.Status != 200)
            {
                ExchangeProblems.Of(simulated.Outcome).Kind.Code.ShouldBe(real.Code);
                continue;
            }
            simulated.Outcome.ShouldBe(ExchangeOutcome.Answered);
            Body(simulated).GetProperty("attributes").GetRawText().ShouldBe(real.Body.GetProperty("attributes").GetRawText());
            simulated.Attributes.Count.ShouldBe(AttributeCatalogue.Current.All.Count);
            foreach (var verdict in simulated.Attributes)
                (real.Attribute(verdict.Attribute.Name).GetProperty("status").GetString() == "withheld").ShouldBe(!verdict.IsGranted, verdict.Attribute.Name);
        }
    }

    [Theory]
    [InlineData("nssf", "COVERAGE")]
    [InlineData("social-ministry", "ELIGDTRM")]
    public async Task Check_OfManyPeople_EqualsTheRealExchange(string institution, string purpose)
    {
        foreach (var (type, value) in People(8))
        {
            var real = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf(institution), purpose, type, value);
            var simulated = await SimulateAsync(hub.Hub, institution, purpose, Operation.EntitlementCheck, type, value);
            if (real.Status == 200)
                foreach (var member in (string[])["programmes", "covered", "coverage"])
                    Body(simulated).GetProperty(member).GetRawText().ShouldBe(real.Body.GetProperty(member).GetRawText());
            else
                ExchangeProblems.Of(simulated.Outcome).Kind.Code.ShouldBe(real.Code);
        }
    }

    [Theory]
    [InlineData("calmette-hospital", "HPAYMT", false)]
    [InlineData("planning-ministry", "HRESCH", true)]
    public async Task Question_ThatIsRefused_IsRefusedByTheSameRule(string institution, string purpose, bool check)
    {
        var (type, value) = People(1).Single();
        var real = check ? await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf(institution), purpose, type, value) : await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(institution), purpose, type, value);
        real.Status.ShouldBe(403);
        var simulated = await SimulateAsync(hub.Hub, institution, purpose, check ? Operation.EntitlementCheck : Operation.Lookup, type, value);
        ExchangeProblems.Of(simulated.Outcome).Kind.Code.ShouldBe(real.Code);
        simulated.Exchange.Sources.ShouldBeEmpty("nothing was read");
    }

    [Fact]
    public async Task Draft_Simulated_ShowsWhatTheRealExchangeShowsOnceItIsApproved()
    {
        await using var host = await hub.StartAnotherAsync();
        var ledger = host.Rooms.GetRequiredService<ScopeLedger>();
        var former = ledger.Find("planning-statistics", 1)!.Config;
        ledger.Draft(former with { UseCase = null, Attributes = [new("vital.birthDate"), new("vital.sex"), new("address.village", Reduction.District)] }, "ann").Version.ShouldBe(2);
        var (type, value) = People(1).Single();
        var before = await hub.Http.LookupAsync(host.Address, hub.KeyOf("planning-ministry"), "HRESCH", type, value, EveryAttribute);

        var simulated = await SimulateAsync(host, "planning-ministry", "HRESCH", Operation.Lookup, type, value, ledger.Find("planning-statistics", 2)!.Config);
        simulated.Exchange.Scope!.Version.ShouldBe(2);
        Body(simulated).GetProperty("attributes").GetRawText().ShouldNotBe(before.Body.GetProperty("attributes").GetRawText());
        (await hub.Http.LookupAsync(host.Address, hub.KeyOf("planning-ministry"), "HRESCH", type, value, EveryAttribute)).Body.GetProperty("attributes").GetRawText()
            .ShouldBe(before.Body.GetProperty("attributes").GetRawText(), "a simulation changes nothing");

        ledger.Submit("planning-statistics", 2, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Approve("planning-statistics", 2, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
        var real = await hub.Http.LookupAsync(host.Address, hub.KeyOf("planning-ministry"), "HRESCH", type, value, EveryAttribute);
        Body(simulated).GetProperty("attributes").GetRawText().ShouldBe(real.Body.GetProperty("attributes").GetRawText());
    }

    [Fact]
    public async Task Simulation_IsRecordedBeforeAndAfterAsTheActOfTheOfficer()
    {
        var (type, value) = People(1).Single();
        var simulated = await SimulateAsync(hub.Hub, "planning-ministry", "HRESCH", Operation.Lookup, type, value);

        using var log = await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        var leaves = log.Leaves(0, (int)log.Size).Where(l => AuditLeaf.Read(l.Leaf).Exchange == simulated.Exchange.Id).ToArray();
        var entries = leaves.Select(l => AuditLeaf.Read(l.Leaf)).ToArray();
        entries.Select(e => (e.Phase, e.Outcome)).ShouldBe([(AuditPhase.Admitted, "admitted"), (AuditPhase.Completed, "answered")]);
        entries.ShouldAllBe(e => e.Institution == "" && e.User == Officer && e.Door == "console" && e.Operation == "simulation" && e.Key == null && e.SubjectPseudonym.Length == 32);
        entries[0].Disclosed.ShouldBeEmpty();
        entries[1].Disclosed.ShouldBe(simulated.Exchange.Disclosed);
        entries[1].Disclosed.ShouldContain("vital.sex");
        (entries[1].Scope, entries[1].ScopeVersion).ShouldBe(("planning-statistics", 1));
        leaves.ShouldAllBe(l => !Encoding.UTF8.GetString(l.Leaf).Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Simulation_ThatCannotBeRecorded_ShowsNothing()
    {
        var (rooms, (type, value)) = (hub.Hub.Rooms, People(1).Single());
        var closed = new AuditLog(new() { File = hub.Settings.AuditFile + ".closed", Origin = "closed" }, TimeProvider.System, NullLogger<AuditLog>.Instance);
        await closed.DisposeAsync();
        var simulations = new Simulations(
            rooms.GetRequiredService<ExchangeAnswering>(), new(closed, rooms.GetRequiredService<SubjectKeys>(), TimeProvider.System), AttributeCatalogue.Current, TimeProvider.System);
        (await RunAsync(hub.Hub, simulations, "planning-ministry", "HRESCH", Operation.Lookup, type, value, null)).ShouldBeNull();
        (await RunAsync(hub.Hub, simulations, "planning-ministry", "TREAT", Operation.Lookup, type, value, null)).ShouldBeNull("a refusal is a look too");
    }

    private IEnumerable<(string Type, string Value)> People(int count) => hub.Demo.People.Take(count).Select(p => (p.Identifiers.First().Key, p.Identifiers.First().Value));

    private static async Task<SimulationResult> SimulateAsync(
        HubHost host, string institution, string purpose, Operation operation, string type, string value, ScopeConfig? draft = null) =>
        (await RunAsync(host, host.Rooms.GetRequiredService<Simulations>(), institution, purpose, operation, type, value, draft)).ShouldNotBeNull();

    private static ValueTask<SimulationResult?> RunAsync(
        HubHost host, Simulations simulations, string institution, string purpose, Operation operation, string type, string value, ScopeConfig? draft) =>
        simulations.RunAsync(Officer, host.Rooms.GetRequiredService<Drafts>().With(draft, out _)!, new()
        {
            Institution = host.Rooms.GetRequiredService<InstitutionRegister>().Find(institution)!, Purpose = purpose, Operation = operation, Subject = new(type, value),
        }, TestContext.Current.CancellationToken);

    private static JsonElement Body(SimulationResult simulated)
    {
        var answer = new ArrayBufferWriter<byte>();
        NativeAnswer.Write(answer, simulated.Exchange, "");
        return JsonDocument.Parse(answer.WrittenMemory).RootElement;
    }
}
