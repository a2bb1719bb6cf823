using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Registries;

public sealed class LiveResolutionTests : IDisposable
{
    private readonly FourRegistries four = new();

    [Fact]
    public async Task Resolve_NobodyKnows_NotFoundAfterAllWereAsked()
    {
        (await ResolveAsync("national-id")).ShouldBe(Resolution.NotFound);
        four.All.ShouldAllBe(r => r.Asked.Count == 1);
    }

    [Fact]
    public async Task Resolve_SeveralKnow_IsThePersonOfTheMostTrusted()
    {
        four.Civil.Finds("C1", ("person.nationalId", AttributeValue.OfString("010203040")), ("person.familyBook", AttributeValue.OfString("12-01")));
        four.IdPoor.Finds("I1");
        var person = await ResolveAsync("national-id");
        person.Outcome.ShouldBe(ResolutionOutcome.Found);
        person.References.ShouldBe([new("civil-registry", four.Civil.Mapping.Known.Capacity, null, null, "C1")]);
        person.Identifiers.ShouldBe([new("national-id", "010203040"), new("family-book", "12-01")], ignoreOrder: true);
        four.IdPoor.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_FirstDoesNotKnow_TheNextIsAsked()
    {
        four.IdPoor.Finds("I1", ("idpoor.equityCard", AttributeValue.OfString("7-01")));
        var person = await ResolveAsync("national-id");
        person.References.Single().Registry.ShouldBe("id-poor");
        person.Identifiers.ShouldBe([new("national-id", "010203040"), new("equity-card", "7-01")], ignoreOrder: true);
        four.Civil.Asked.Count.ShouldBe(1);
        four.Insurance.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FetchOutcome.Unreachable)]
    [InlineData(FetchOutcome.Garbage)]
    public async Task Resolve_FirstFails_TheNextIsAsked(FetchOutcome outcome)
    {
        four.Civil.Answer = FakeRegistry.Fails(outcome);
        four.Programmes.Finds("P1");
        (await ResolveAsync("national-id")).References.Single().Registry.ShouldBe("programmes");
    }

    [Fact]
    public async Task Resolve_OneIsSilentAndNobodyElseKnows_IsUndecidedAndNeverNotFound()
    {
        four.Civil.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await ResolveAsync("national-id")).Outcome.ShouldBe(ResolutionOutcome.Undecided);
    }

    [Fact]
    public async Task Resolve_OneHoldsAnUnreadableRowAndNobodyElseKnows_IsUndecided()
    {
        four.Civil.Answer = FakeRegistry.Always(RegistryRecord.Malformed);
        (await ResolveAsync("national-id")).Outcome.ShouldBe(ResolutionOutcome.Undecided);
    }

    [Fact]
    public async Task Resolve_MalformedRecord_TheNextIsAsked()
    {
        four.Civil.Answer = FakeRegistry.Always(RegistryRecord.Malformed);
        four.IdPoor.Finds("I1");
        (await ResolveAsync("national-id")).References.Single().Registry.ShouldBe("id-poor");
    }

    [Fact]
    public async Task Resolve_Ambiguous_IsAConflictAndNeverAPick()
    {
        four.Civil.Answer = FakeRegistry.Always(RegistryRecord.Ambiguous);
        four.IdPoor.Finds("I1");
        (await ResolveAsync("national-id")).ShouldBe(Resolution.Conflict);
        four.IdPoor.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_WithheldRegistries_AreNotAsked()
    {
        foreach (var registry in four.All)
            registry.Finds("X");
        (await ResolveAsync("national-id", FourRegistries.Allowed("health-insurance"))).References.Single().Registry.ShouldBe("health-insurance");
        four.All.Where(r => r.Asked.Count > 0).Select(r => r.Registry).ShouldBe(["health-insurance"]);
    }

    [Fact]
    public async Task Resolve_RegistriesThatDoNotIndexTheType_AreNotAsked()
    {
        await ResolveAsync("nssf");
        four.All.Where(r => r.Asked.Count > 0).Select(r => r.Registry).ShouldBe(["health-insurance"]);
    }

    [Fact]
    public async Task Resolve_DeadlineSpent_AsksNobody()
    {
        var started = four.Reading.Start();
        four.Time.Advance(four.Fetch.Deadline);
        (await four.Live.ResolveAsync("national-id", "010203040", FourRegistries.Allowed(), started, TestContext.Current.CancellationToken)).ShouldBe(Resolution.Undecided);
        four.All.ShouldAllBe(r => r.Asked.Count == 0);
    }

    [Fact]
    public async Task Resolve_FirstSpendsThePatience_TheOthersGetWhatIsLeft()
    {
        four.Civil.Answer = (_, _) =>
        {
            four.Time.Advance(TimeSpan.FromMilliseconds(700));
            return Task.FromResult(new FetchResult(FetchOutcome.Answered, [RegistryRecord.Absent]));
        };
        await ResolveAsync("national-id");
        four.IdPoor.Asked.Single().Deadline.ShouldBe(TimeSpan.FromMilliseconds(100));
    }

    public void Dispose() => four.Dispose();

    private ValueTask<Resolution> ResolveAsync(string type, HashSet<string>? allowed = null) =>
        four.Live.ResolveAsync(type, "010203040", allowed ?? FourRegistries.Allowed(), four.Reading.Start(), TestContext.Current.CancellationToken);
}
