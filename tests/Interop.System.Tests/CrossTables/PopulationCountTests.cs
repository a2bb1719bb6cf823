using Interop.Gateway.CrossTables;
using Interop.Gateway.Entitlements;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.CrossTables;

/// <summary>The count of the small country against asking about each of its people alone, the way a single check does.</summary>
public sealed class PopulationCountTests(HubFixture hub)
{
    private static readonly HashSet<string> AllRegistries = ["civil-registry", "health-insurance", "id-poor", "programmes"];

    private IServiceProvider Rooms => hub.Hub.Rooms;

    [Fact]
    public async Task Run_WholeCountry_CountsWhatSingleChecksSay()
    {
        var date = DateOnly.FromDateTime(Rooms.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var rules = Rooms.GetRequiredService<ProgrammeRules>();
        var catalogue = Rooms.GetRequiredService<AttributeCatalogue>();
        var layout = new TableLayout(rules.All, date);
        var one = new PersonCounts(layout, new(catalogue), date);
        var people = await EverybodyAsync();
        foreach (var person in people)
            one.Add(await FactsOfAsync(person, rules, catalogue, date));
        var expected = CrossTree.Of(one, layout);

        CountProgress last = default;
        var counted = await Rooms.GetRequiredService<PopulationCount>().RunAsync(layout, AllRegistries, date, p => last = p, TestContext.Current.CancellationToken);

        Text(counted, layout).ShouldBe(Text(expected, layout));
        last.Done.ShouldBe(last.Total);
        // A comparison of nothing with nothing would be no comparison.
        people.Count.ShouldBeGreaterThan(4_000);
        layout.Count(counted, layout.Find("hef")!.Value, At(layout, "hef", "exclusion-errors")).ShouldBeGreaterThan(0);
        layout.Count(counted, layout.Find("cash-transfer")!.Value, At(layout, "cash-transfer", "receiving")).ShouldBeGreaterThan(0);
        layout.Count(counted, layout.Find("scholarship")!.Value, At(layout, "scholarship", "inclusion-errors")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Run_RegistryWithheld_LeavesUnknownWhatHangsOnIt()
    {
        var date = DateOnly.FromDateTime(Rooms.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var layout = new TableLayout([Rooms.GetRequiredService<ProgrammeRules>().Find("hef")!], date);
        var counted = await Rooms.GetRequiredService<PopulationCount>().RunAsync(layout, AllRegistries.Where(r => r != "id-poor").ToHashSet(), date, _ => { }, TestContext.Current.CancellationToken);

        var living = counted.Below[Divisions.Life].Single(r => r.Code == Divisions.Living);
        layout.Count(living, 1, At(layout, "hef", "unknown")).ShouldBeGreaterThan(0);
        var wealth = living.Below[Divisions.Wealth];
        layout.Count(wealth.Single(r => r.Code == Divisions.Unknown), 0, Statuses.Total).ShouldBe(layout.Count(living, 0, Statuses.Total), "no card is known of anybody, and none is known to hold none");
    }

    private static int At(TableLayout layout, string table, string measure)
    {
        var statuses = layout.Tables[layout.Find(table)!.Value];
        return Enumerable.Range(0, statuses.Shown).Single(s => statuses.NameOf(s) == measure);
    }

    private static string Text(CrossRow everybody, TableLayout layout) => string.Join('\n', everybody.Subtree()
        .Select(r => $"{r.Division} {r.Code} {string.Join(' ', Enumerable.Range(0, layout.Width).Select(w => r.Counts[w]))}"));

    /// <summary>Everybody by the numbers they could be asked about by; whoever holds none by the records that make them known.</summary>
    private async Task<List<Resolution>> EverybodyAsync()
    {
        var directory = Rooms.GetRequiredService<ReferenceDirectory>();
        var found = new Dictionary<string, Resolution>();
        foreach (var registry in Rooms.GetRequiredService<RegistrySet>().Adapters)
            await foreach (var known in registry.EnumerateAsync(new(), TestContext.Current.CancellationToken))
                foreach (var (type, value) in known.Identifiers)
                    if (directory.Resolve(type, value) is { Outcome: ResolutionOutcome.Found } person)
                        found.TryAdd(Name(person), person);
        using var walk = directory.Walk();
        foreach (var person in walk.People())
            found.TryAdd(Name(person), person);
        return [.. found.Values];
    }

    private static string Name(Resolution person) => string.Join('|', person.References.Select(r => $"{r.Registry} {r.LocalKey} {r.From}").Order(StringComparer.Ordinal));

    private async Task<Facts> FactsOfAsync(Resolution person, ProgrammeRules rules, AttributeCatalogue catalogue, DateOnly date)
    {
        var registries = Rooms.GetRequiredService<RegistrySet>();
        var versions = rules.All.Select(p => p.On(date)).OfType<RuleVersion>().ToArray();
        var plan = plans ??= new AttributePlan(versions.SelectMany(v => v.Attributes.Concat(v.Receiving?.Attributes ?? [])).Concat(new CountedAttributes(catalogue).All), registries, catalogue);
        var (reading, facts) = (Rooms.GetRequiredService<RegistryReading>(), new Facts(catalogue));
        var started = reading.Start();
        await reading.ReadAsync(plan.Parts, person, AllRegistries, date, started, facts, TestContext.Current.CancellationToken);
        if (Array.Exists(versions, v => v.ReadsRelatives && v.Evaluate(facts, date) is { Entitled: Truth.Unknown } or { InForce: Truth.Unknown }))
            foreach (var relative in plan.Relatives)
                await Rooms.GetRequiredService<RelativeReading>().ReadAsync(relative, AllRegistries, date, started, facts, TestContext.Current.CancellationToken);
        return facts;
    }

    private AttributePlan? plans;
}
