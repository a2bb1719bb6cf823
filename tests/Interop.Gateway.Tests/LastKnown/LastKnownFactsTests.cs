using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.Tests.Privacy;
using Interop.Gateway.Tests.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.LastKnown;

public sealed class LastKnownFactsTests : IAsyncLifetime
{
    private static readonly CatalogueAttribute Status = AttributeCatalogue.Current["nssf.status"], To = AttributeCatalogue.Current["nssf.to"], Level = AttributeCatalogue.Current["idpoor.level"];
    private static readonly Resolution Anyone = FourRegistries.Person(("national-id", "010203040"));

    private readonly FourRegistries four = new();
    private readonly ScopeRegister scopes = ScopeFile.RegisterOf(ScopeFile.Scope() with { LastKnownHours = 72 });
    private LastKnownKeeping keeping = null!;

    public async ValueTask InitializeAsync()
    {
        keeping = four.Keeping(scopes);
        await keeping.StartAsync(TestContext.Current.CancellationToken);
        four.Insurance.Finds("N1", ("nssf.status", AttributeValue.OfCode("active")));
    }

    public async ValueTask DisposeAsync()
    {
        await keeping.StopAsync(TestContext.Current.CancellationToken);
        keeping.Dispose();
        four.Dispose();
    }

    [Theory]
    [InlineData(FetchOutcome.Unreachable, nameof(UnknownReason.RegistryUnavailable))]
    [InlineData(FetchOutcome.TimedOut, nameof(UnknownReason.RegistryTimedOut))]
    public async Task Recall_RegistrySilent_IsWhatItSaidLastWithItsAge(FetchOutcome outcome, string reason)
    {
        var read = four.Time.GetUtcNow();
        await AskAsync();
        four.Insurance.Answer = FakeRegistry.Fails(outcome);
        four.Time.Advance(TimeSpan.FromHours(5));

        var (source, facts) = await AskAsync();
        source.ShouldBe(new("health-insurance", SourceStatus.LastKnown, Enum.Parse<UnknownReason>(reason), read));
        facts[Status].ShouldBe(new(FactState.Value, AttributeValue.OfCode("active"), UnknownReason.NotUnknown, read));
        facts[To].State.ShouldBe(FactState.None);
        (facts.LastRead(Status), facts.LastRead([Level, To]), facts.LastRead(Level)).ShouldBe((read, read, null));
        facts.Fresh![Status].Reason.ShouldBe(Enum.Parse<UnknownReason>(reason));
    }

    [Theory]
    [InlineData(72, 0, true)]
    [InlineData(72, 1, false)]
    [InlineData(0, -1, false)]
    public async Task Recall_AtTheEndsOfTheAgeAllowed_IsWithinOrUnknown(int hours, int seconds, bool recalled)
    {
        await AskAsync();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync(asked: four.Time.GetUtcNow() + TimeSpan.FromHours(hours) + TimeSpan.FromSeconds(seconds))).Source.Status.ShouldBe(recalled ? SourceStatus.LastKnown : SourceStatus.Unavailable);
    }

    [Fact]
    public async Task Recall_AnotherInstitution_LearnsNothingNotEvenThatSomebodyAsked()
    {
        await AskAsync();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        var (source, facts) = await AskAsync(consumer: "beta");
        source.ShouldBe(SourceReport.Unknown("health-insurance", UnknownReason.RegistryUnavailable));
        facts.Fresh.ShouldBeNull();
    }

    [Fact]
    public async Task Recall_RecordThatCannotBeUsed_IsNotOutdoneByAnEarlierOne()
    {
        await AskAsync();
        foreach (var status in (RecordStatus[])[RecordStatus.Ambiguous, RecordStatus.Malformed])
        {
            four.Insurance.Answer = FakeRegistry.Always(new(status, null, [], []));
            (await AskAsync()).Source.Status.ShouldBe(SourceStatus.Unavailable);
        }
        (await AskAsync(allowed: FourRegistries.Allowed("id-poor"))).Source.Status.ShouldBe(SourceStatus.Withheld);
    }

    [Fact]
    public async Task Keep_AnswerThatChanged_IsWrittenAtOnceAndTheLatestIsRecalled()
    {
        await AskAsync();
        four.Time.Advance(TimeSpan.FromSeconds(1));
        four.Insurance.Answer = FakeRegistry.Always(RegistryRecord.Absent);
        await AskAsync();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync()).Facts[Status].State.ShouldBe(FactState.None, "the membership has ended since");
    }

    [Fact]
    public async Task Drop_NoScopeAllowsItAnyMore_LeavesNothing()
    {
        await AskAsync();
        scopes.Replace([]);
        keeping.Drop();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync()).Source.Status.ShouldBe(SourceStatus.Unavailable);
    }

    [Fact]
    public async Task Forget_RecordThatChanged_IsUnknownUntilItIsReadAnew()
    {
        await AskAsync();
        keeping.Forget([("alpha", "health-insurance", "national-id", "010203040")]);
        var read = four.Insurance.Answer;
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync()).Source.Status.ShouldBe(SourceStatus.Unavailable);
        four.Insurance.Answer = read;
        four.Time.Advance(TimeSpan.FromSeconds(3));
        await AskAsync();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync()).Source.Status.ShouldBe(SourceStatus.LastKnown);
    }

    [Fact]
    public async Task Forget_ReadOfTheSameMoment_IsNotKept()
    {
        await AskAsync();
        keeping.Forget([("alpha", "health-insurance", "national-id", "010203040")]);
        await AskAsync();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync()).Source.Status.ShouldBe(SourceStatus.Unavailable, "what was on its way may be from before the change");
    }

    [Fact]
    public async Task Stop_ReadsStillWaiting_AreKept()
    {
        var late = four.Keeping(scopes);
        await AskAsync(through: late, wait: false);
        await late.StartAsync(TestContext.Current.CancellationToken);
        await late.StopAsync(TestContext.Current.CancellationToken);
        late.Dispose();
        four.Insurance.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        (await AskAsync()).Source.Status.ShouldBe(SourceStatus.LastKnown);
    }

    private async Task<(SourceReport Source, Facts Facts)> AskAsync(
        string consumer = "alpha", DateTimeOffset? asked = null, HashSet<string>? allowed = null, LastKnownKeeping? through = null, bool wait = true)
    {
        through ??= keeping;
        var lastKnown = four.LastKnown(through);
        var parts = PlanPart.Of([Status, To], four.Set);
        var facts = new Facts(AttributeCatalogue.Current);
        var sources = await four.Reading.ReadAsync(parts, Anyone, allowed ?? FourRegistries.Allowed(), FourRegistries.Today, four.Reading.Start(), facts, TestContext.Current.CancellationToken);
        var question = new KnownQuestion(consumer, TimeSpan.FromHours(72), Anyone, FourRegistries.Today, asked ?? four.Time.GetUtcNow());
        var before = through.Taken;
        lastKnown.Keep(parts, sources, facts, question);
        if (wait && sources[0].Status == SourceStatus.Answered)
            await FourRegistries.UntilAsync(() => through.Taken > before);
        facts = lastKnown.Recall(parts, sources, facts, question);
        return (sources[0], facts);
    }
}
