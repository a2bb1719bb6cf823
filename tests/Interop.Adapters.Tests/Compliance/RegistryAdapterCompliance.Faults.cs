namespace Interop.Adapters.Tests.Compliance;

/// <summary>Hostile input, faults of the source, enumeration and health.</summary>
public abstract partial class RegistryAdapterCompliance<TFarSide>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(800);

    [Fact]
    public async Task Fetch_HostileIdentifiers_AreAbsentAndHarmNobody()
    {
        await using var adapter = Open();
        var known = Population.Crowd[0];

        foreach (var (type, good) in ((string, string)[])[(FetchRequest.LocalKey, known.Key), ("national-id", known.NationalId!), ("family-book", known.FamilyBook!)])
        {
            foreach (var hostile in Population.HostileIdentifiers)
                (await FetchAsync(adapter, type, [hostile], All)).Records.Single().Status.ShouldBe(RecordStatus.Absent, $"{type}: {hostile}");
            var all = await FetchAsync(adapter, type, [.. Population.HostileIdentifiers, good], All);
            all.Outcome.ShouldBe(FetchOutcome.Answered);
            all.Records.Select(r => r.Status).ShouldBe([.. Population.HostileIdentifiers.Select(_ => RecordStatus.Absent), RecordStatus.Found]);
        }
    }

    [Fact]
    public async Task Fetch_HostileValues_ComeIntact()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, FetchRequest.LocalKey, [.. Population.Hostile.Select(p => p.Key)], Named("name.given.latin"));

        result.Records.Select(r => r.Values.Single().Text).ShouldBe(Population.HostileValues);
    }

    [Fact]
    public async Task Fetch_KhmerText_ComesInFormC()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, "national-id", [Population.KhmerNamed.NationalId!, Population.Composed.NationalId!], Named("name.given.latin"));

        result.Records.Select(r => r.Values.Single().Text).ShouldBe([Population.Khmer, "Ren\u00E9"]);
    }

    [Fact]
    public async Task Fetch_SourceHangs_TimesOutAtTheDeadline()
    {
        await using var adapter = Open(Fault.Hang);
        var fetch = adapter.FetchAsync(new FetchRequest(FetchRequest.LocalKey, ["P000001"], All, Deadline), Stop);

        Time.Advance(Deadline - TimeSpan.FromMilliseconds(1));
        fetch.IsCompleted.ShouldBeFalse();
        Time.Advance(TimeSpan.FromMilliseconds(1));

        (await fetch).ShouldBe(FetchResult.Failed(FetchOutcome.TimedOut));
    }

    [Fact]
    public async Task Fetch_CallerGivesUp_Throws()
    {
        await using var adapter = Open(Fault.Hang);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var fetch = adapter.FetchAsync(new FetchRequest("national-id", ["000000001"], All, Deadline), caller.Token);

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => fetch);
    }

    [Theory]
    [InlineData(Fault.Midway)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Gone)]
    public Task Fetch_FaultySource_IsAnOutcome(Fault fault) => FetchFailsAsync(fault);

    protected async Task FetchFailsAsync(Fault fault)
    {
        await using var adapter = Open(fault);

        foreach (var values in (string[][])[["P000900"], [.. Population.Crowd.Select(p => p.Key)]])
        {
            var result = await FetchAsync(adapter, FetchRequest.LocalKey, values, All);
            result.Outcome.ShouldBe(OutcomeOf(fault));
            result.Records.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Enumerate_All_SeesEveryoneOnceAndCountsTheMalformed()
    {
        await using var adapter = Open();
        var tally = new EnumerationTally();

        var seen = await adapter.EnumerateAsync(tally, Stop).ToListAsync(Stop);

        seen.Select(p => p.LocalKey).Order().ShouldBe(Population.All.Where(p => p != Population.BadPeriod).Select(p => p.Key).Order());
        tally.Read.ShouldBe(Population.All.Count);
        tally.Malformed.ShouldBe(1);
        var moved = seen.Single(p => p.LocalKey == Population.Moved.Key);
        (moved.Capacity, moved.From, moved.To).ShouldBe(("resident", new DateOnly(2010, 1, 1), new DateOnly(2026, 2, 3)));
        moved.Identifiers.ShouldBe([new("national-id", Population.Moved.NationalId!), new("family-book", Population.Moved.FamilyBook!)], ignoreOrder: true);
        seen.Single(p => p.LocalKey == Population.WithoutNationalId.Key).Identifiers.Select(i => i.Key).ShouldBe(["family-book"]);
        seen.Single(p => p.LocalKey == Population.Undocumented.Key).Identifiers.Select(i => i.Key).ShouldBe(["national-id"]);
    }

    [Fact]
    public async Task Enumerate_CallerGivesUp_Throws()
    {
        await using var adapter = Open();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var person in adapter.EnumerateAsync(new EnumerationTally(), caller.Token))
                await caller.CancelAsync();
        });
    }

    [Theory]
    [InlineData(Fault.Midway)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Gone)]
    public Task Enumerate_FaultySource_ThrowsWithTheOutcome(Fault fault) => EnumerationFailsAsync(fault);

    protected async Task EnumerationFailsAsync(Fault fault)
    {
        await using var adapter = Open(fault);

        var thrown = await Should.ThrowAsync<RegistryReadException>(async () => await adapter.EnumerateAsync(new EnumerationTally(), Stop).CountAsync(Stop));

        thrown.Outcome.ShouldBe(OutcomeOf(fault));
        ShouldNameNobody(thrown.ToString());
    }

    [Fact]
    public async Task Health_Well_IsNull()
    {
        await using var adapter = Open();

        (await adapter.CheckHealthAsync(Stop)).ShouldBeNull();
    }

    [Fact]
    public Task Health_Gone_SaysWhy() => HealthFailsAsync(Fault.Gone);

    protected async Task HealthFailsAsync(Fault fault)
    {
        await using var adapter = Open(fault);

        var reason = await adapter.CheckHealthAsync(Stop);

        reason.ShouldNotBeNullOrEmpty();
        ShouldNameNobody(reason);
    }

    [Fact]
    public async Task Texts_OfRequestsResultsAndMappings_HoldNoIdentifierAndNoCredential()
    {
        await using var adapter = Open();
        var request = new FetchRequest("national-id", [Population.Crowd[0].NationalId!], All, Deadline);

        var result = await adapter.FetchAsync(request, Stop);

        ShouldNameNobody($"{request} {result} {result.Records[0]} {result.Records[0].Values[0]} {adapter.Mapping.WithConnection("here", "secret")}");
        $"{adapter.Mapping.WithConnection("here", "secret")}".ShouldNotContain("secret");
    }

    private FetchOutcome OutcomeOf(Fault fault) => fault switch
    {
        Fault.Midway => Far.Midway,
        Fault.Garbage => FetchOutcome.Garbage,
        Fault.Refuse => FetchOutcome.Refused,
        _ => FetchOutcome.Unreachable,
    };

    private static void ShouldNameNobody(string text)
    {
        foreach (var trace in (string[])["P000", "0000", "FB0", "Given", "19"]) text.ShouldNotContain(trace);
    }
}
