using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Registries;

public sealed class RegistryReadingTests : IDisposable
{
    private static readonly CatalogueAttribute Sex = AttributeCatalogue.Current["vital.sex"], BirthDate = AttributeCatalogue.Current["vital.birthDate"], Level = AttributeCatalogue.Current["idpoor.level"];
    private static readonly Resolution Anyone = FourRegistries.Person(("national-id", "010203040"));

    private readonly FourRegistries four = new();
    private readonly Facts facts = new(AttributeCatalogue.Current);

    [Fact]
    public async Task Read_Found_IsTheValueWithItsTimeAndNoneWhereThereIsNone()
    {
        four.Civil.Finds("C1", ("vital.sex", AttributeValue.OfCode("female")));
        (await ReadAsync(Anyone)).ShouldBe([SourceReport.Answered("civil-registry", four.Time.GetUtcNow())]);
        facts[Sex].ShouldBe(new(FactState.Value, AttributeValue.OfCode("female"), UnknownReason.NotUnknown, four.Time.GetUtcNow()));
        facts[BirthDate].State.ShouldBe(FactState.None);
    }

    [Fact]
    public async Task Read_Absent_IsNone()
    {
        (await ReadAsync(Anyone)).ShouldBe([SourceReport.Answered("civil-registry", four.Time.GetUtcNow())]);
        facts[Sex].ShouldBe(new(FactState.None, AttributeValue.None, UnknownReason.NotUnknown, null));
    }

    [Theory]
    [InlineData(FetchOutcome.TimedOut, nameof(UnknownReason.RegistryTimedOut))]
    [InlineData(FetchOutcome.Unreachable, nameof(UnknownReason.RegistryUnavailable))]
    [InlineData(FetchOutcome.Refused, nameof(UnknownReason.RegistryUnavailable))]
    [InlineData(FetchOutcome.Garbage, nameof(UnknownReason.RegistryUnavailable))]
    public async Task Read_Failed_IsUnknownForThatReason(FetchOutcome outcome, string reason)
    {
        four.Civil.Answer = FakeRegistry.Fails(outcome);
        await ShouldBeUnknownAsync(Anyone, Enum.Parse<UnknownReason>(reason));
    }

    [Theory]
    [InlineData(RecordStatus.Malformed, nameof(UnknownReason.RecordMalformed))]
    [InlineData(RecordStatus.Ambiguous, nameof(UnknownReason.IdentityConflict))]
    public async Task Read_RecordThatCannotBeUsed_IsUnknownForThatReason(RecordStatus status, string reason)
    {
        four.Civil.Answer = FakeRegistry.Always(new(status, null, [], []));
        await ShouldBeUnknownAsync(Anyone, Enum.Parse<UnknownReason>(reason));
    }

    [Fact]
    public async Task Read_AdapterThrows_IsUnavailable()
    {
        four.Civil.Answer = (_, _) => throw new InvalidOperationException("a bug of an adapter");
        await ShouldBeUnknownAsync(Anyone, UnknownReason.RegistryUnavailable);
    }

    [Fact]
    public async Task Read_OneRegistryHangs_IsTimedOutAtTheDeadlineAndTheOthersStand()
    {
        four.Civil.Answer = (_, _) => new TaskCompletionSource<FetchResult>().Task;
        four.IdPoor.Finds("I1", ("idpoor.level", AttributeValue.OfCode("1")));
        var read = ReadAsync(Anyone, [Sex, Level]);
        await FourRegistries.UntilAsync(() => four.IdPoor.Answered == 1 && four.Civil.Asked.Count == 1);

        four.Time.Advance(four.Fetch.Deadline - TimeSpan.FromMilliseconds(1));
        read.IsCompleted.ShouldBeFalse();
        four.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await read).Select(r => (r.Registry, r.Status, r.Reason)).ShouldBe(
            [("civil-registry", SourceStatus.Unavailable, UnknownReason.RegistryTimedOut), ("id-poor", SourceStatus.Answered, UnknownReason.NotUnknown)]);
        facts[Sex].Reason.ShouldBe(UnknownReason.RegistryTimedOut);
        facts[Level].Value.ShouldBe(AttributeValue.OfCode("1"));
    }

    [Fact]
    public async Task Read_SeveralRegistries_AreAskedBeforeTheFirstAnswers()
    {
        var answer = new TaskCompletionSource<FetchResult>();
        foreach (var registry in four.All)
            registry.Answer = (_, _) => answer.Task;
        var read = ReadAsync(FourRegistries.Person(("national-id", "010203040")), [Sex, Level, .. FourRegistries.Named("nssf.status", "veteran.status")]);
        await FourRegistries.UntilAsync(() => four.All.All(r => r.Asked.Count == 1));
        answer.SetResult(new(FetchOutcome.Answered, [RegistryRecord.Absent]));
        (await read).ShouldAllBe(r => r.Status == SourceStatus.Answered);
    }

    [Fact]
    public async Task Read_WithheldRegistry_IsNeverCalled()
    {
        four.Civil.Finds("C1", ("vital.sex", AttributeValue.OfCode("female")));
        (await ReadAsync(Anyone, [Sex, Level], FourRegistries.Allowed("id-poor")))[0].ShouldBe(new("civil-registry", SourceStatus.Withheld, UnknownReason.RegistryWithheld, null));
        four.Civil.Asked.ShouldBeEmpty();
        facts[Sex].ShouldBe(Fact.Unknown(UnknownReason.RegistryWithheld));
        facts[Level].State.ShouldBe(FactState.None);
    }

    [Fact]
    public async Task Read_NoIdentifierTheRegistryIndexes_IsNotLinkableAndNotAsked()
    {
        await ShouldBeUnknownAsync(FourRegistries.Person(("equity-card", "1-01"), ("nssf", "1")), UnknownReason.NotLinkable);
        four.Civil.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ContradictedReference_IsIdentityConflictAndNotAsked()
    {
        await ShouldBeUnknownAsync(Anyone with { References = [new("civil-registry", "resident", null, null, null)] }, UnknownReason.IdentityConflict);
        four.Civil.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_DirectoryHasAReference_AsksByTheRegistrysOwnKey()
    {
        await ReadAsync(Anyone with { References = [new("id-poor", "member", null, null, "I1"), new("civil-registry", "resident", null, null, "C1")] });
        var asked = four.Civil.Asked.ShouldHaveSingleItem();
        (asked.IdentifierType, asked.Values.Single()).ShouldBe((FetchRequest.LocalKey, "C1"));
        asked.Attributes.ShouldBe([BirthDate, Sex]);
    }

    [Fact]
    public async Task Read_NoReference_AsksByAnIdentifierTheRegistryIndexes()
    {
        await ReadAsync(FourRegistries.Person(("nssf", "1"), ("birth-registration", "2")));
        var asked = four.Civil.Asked.ShouldHaveSingleItem();
        (asked.IdentifierType, asked.Values.Single()).ShouldBe(("birth-registration", "2"));
    }

    [Fact]
    public async Task Read_PartOfTheDeadlineSpent_LeavesTheRest()
    {
        var started = four.Reading.Start();
        four.Time.Advance(TimeSpan.FromMilliseconds(300));
        four.Civil.Answer = (_, _) => new TaskCompletionSource<FetchResult>().Task;
        var read = ReadAsync(Anyone, [Sex], started: started);
        four.Time.Advance(TimeSpan.FromMilliseconds(499));
        read.IsCompleted.ShouldBeFalse();
        four.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await read).Single().Reason.ShouldBe(UnknownReason.RegistryTimedOut);
    }

    [Fact]
    public async Task Read_DeadlineSpent_IsTimedOutAndNotAsked()
    {
        var started = four.Reading.Start();
        four.Time.Advance(four.Fetch.Deadline);
        await ShouldBeUnknownAsync(Anyone, UnknownReason.RegistryTimedOut, started);
        four.Civil.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_CallerGivesUp_Throws()
    {
        using var caller = new CancellationTokenSource();
        four.Civil.Answer = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, four.Time, token).ContinueWith(_ => FetchResult.Failed(FetchOutcome.Unreachable), TaskScheduler.Default);
        var read = four.Reading.ReadAsync(Parts(Sex), Anyone, FourRegistries.Allowed(), FourRegistries.Today, four.Reading.Start(), facts, caller.Token).AsTask();
        await caller.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => read);
    }

    public void Dispose() => four.Dispose();

    private async Task ShouldBeUnknownAsync(Resolution person, UnknownReason reason, long? started = null)
    {
        (await ReadAsync(person, started: started)).ShouldBe([new("civil-registry", SourceStatus.Unavailable, reason, null)]);
        facts[Sex].ShouldBe(Fact.Unknown(reason));
        facts[BirthDate].ShouldBe(Fact.Unknown(reason));
    }

    private Task<SourceReport[]> ReadAsync(Resolution person, CatalogueAttribute[]? attributes = null, HashSet<string>? allowed = null, long? started = null) => four.Reading.ReadAsync(
        Parts(attributes ?? [Sex, BirthDate]), person, allowed ?? FourRegistries.Allowed(), FourRegistries.Today, started ?? four.Reading.Start(), facts, TestContext.Current.CancellationToken).AsTask();

    private PlanPart[] Parts(params CatalogueAttribute[] attributes) => new AttributePlan(attributes, four.Set, AttributeCatalogue.Current).Parts;
}
