using System.Diagnostics.Metrics;
using Interop.Adapters;
using Interop.Gateway.Configuration;
using Interop.Gateway.Matching;
using Interop.Gateway.Tests.Registries;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Tests.Matching;

/// <summary>How people come from the registries into the index, and when there is one.</summary>
public sealed class IndexReadingTests : IDisposable
{
    private readonly FourRegistries four = new();
    private readonly ServiceProvider metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public IndexReadingTests()
    {
        four.Civil.Answer = (request, _) => Task.FromResult(new FetchResult(FetchOutcome.Answered, [.. request.Values.Select(key => new RegistryRecord(
            RecordStatus.Found, key, [.. request.Attributes.Select(a => ValueOf(a.Name, key))], new DateTimeOffset?[request.Attributes.Count]))]));
        four.Civil.Knows("C1", ("national-id", "010203040"), ("family-book", "120101001-03")).Knows("C2", ("national-id", "010203041")).Knows("C3");
        four.IdPoor.Knows("I1", ("equity-card", "120101000042-02"), ("family-book", "120101001-03"));
    }

    [Fact]
    public async Task Read_PeopleOfTheCivilRegistry_AreFoundByTheNumberSharedLeast()
    {
        var index = await ReadAsync();

        index.People.ShouldBe(2, "whoever holds no number cannot be asked about");
        Find(index, "C1").ShouldBe(("family-book", "120101001-03"));
        Find(index, "C2").ShouldBe(("national-id", "010203041"));
    }

    [Fact]
    public async Task Read_CardOfAnotherRegistry_IsThePersonsWhoseNumberItNames()
    {
        var index = await ReadAsync();

        EquityCard.TryRead("120101000042", out var card).ShouldBeTrue();
        index.Holders(card).ShouldBe(1);
    }

    [Fact]
    public async Task Read_MoreThanABatch_TakesAllAndSaysHowFarItIs()
    {
        for (var i = 0; i < 2_500; i++)
            four.Civil.Knows($"D{i}", ("national-id", $"{200_000_000 + i}"));
        var progress = new List<int>();

        (await new IndexReading(four.Set, AttributeCatalogue.Current).ReadAsync(progress.Add, TestContext.Current.CancellationToken)).People.ShouldBe(2_502);
        progress.ShouldBe([1_000, 2_000]);
        four.Civil.Asked.Select(a => a.Values.Count).ShouldBe([1_000, 1_000, 502]);
    }

    [Fact]
    public async Task Read_RegistrySilent_Throws()
    {
        four.Civil.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);

        (await Should.ThrowAsync<RegistryReadException>(ReadAsync())).Outcome.ShouldBe(FetchOutcome.Unreachable);
    }

    [Fact]
    public async Task Get_RegistryComesBack_IsReadAfterAWhileAndNotAtEveryQuestion()
    {
        var answers = four.Civil.Answer;
        four.Civil.Answer = FakeRegistry.Fails(FetchOutcome.TimedOut);
        using var index = Index(new());

        (await index.GetAsync(default)).ShouldBeNull();
        four.Civil.Answer = answers;
        (await index.GetAsync(default)).ShouldBeNull("it has only just failed");
        four.Time.Advance(TimeSpan.FromSeconds(31));
        (await index.GetAsync(default)).ShouldNotBeNull().People.ShouldBe(2);
    }

    [Fact]
    public async Task Get_StillBeingRead_WaitsNoLongerThanItsPatience()
    {
        var answers = four.Civil.Answer;
        var silent = new TaskCompletionSource();
        four.Civil.Answer = async (request, token) =>
        {
            await silent.Task.WaitAsync(token);
            return await answers(request, token);
        };
        using var index = Index(new());

        var asked = index.GetAsync(default).AsTask();
        asked.IsCompleted.ShouldBeFalse();
        four.Time.Advance(TimeSpan.FromSeconds(6));
        (await asked).ShouldBeNull();
        silent.SetResult();
        (await index.GetAsync(default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Get_GrownOld_AnswersAndIsReadAnew()
    {
        using var index = Index(new());
        (await index.GetAsync(default))!.People.ShouldBe(2);
        four.Civil.Knows("C4", ("national-id", "010203044"));

        four.Time.Advance(TimeSpan.FromHours(25));
        (await index.GetAsync(default))!.People.ShouldBe(2, "the old one answers while it is read");
        PersonIndex? read = null;
        while (read?.People != 3)
        {
            read = await index.GetAsync(default);
            await Task.Yield();
        }
    }

    [Fact]
    public void MatchIndex_SettingsOutOfRange_AreAllNamed() =>
        Should.Throw<ConfigurationFaultException>(() => Index(new() { Patience = TimeSpan.FromHours(1), Age = TimeSpan.Zero, RetryAfter = TimeSpan.Zero }))
            .Message.ShouldSatisfyAllConditions(m => m.ShouldContain("Matching:Patience"), m => m.ShouldContain("Matching:Age"), m => m.ShouldContain("Matching:RetryAfter"));

    private static AttributeValue ValueOf(string attribute, string key) => attribute switch
    {
        "name.family.latin" => AttributeValue.OfString(key == "C1" ? "Sok" : "Chan"),
        "name.given.latin" => AttributeValue.OfString(key == "C1" ? "Sophea" : "Rithy"),
        "name.family.khmer" => AttributeValue.OfString("សុខ"),
        "vital.birthDate" => AttributeValue.OfDate(new(1980, 5, 3)),
        "vital.sex" => AttributeValue.OfCode("female"),
        "address.village" => AttributeValue.OfCode("12010203"),
        _ => AttributeValue.None,
    };

    private static (string, string)? Find(PersonIndex index, string key)
    {
        var asked = new MatchQuestion
        {
            FamilyLatin = NamePart.Of(ValueOf("name.family.latin", key).Text), GivenLatin = NamePart.Of(ValueOf("name.given.latin", key).Text), Birth = new BirthDate(1980, 5, 3),
        };
        var found = index.Find(asked, WeightTable.Of(asked, index, MatchWeights.Current)).Where(c => c.Agreement is { Family: 0, Given: 0 }).ToArray();
        return index.IdentifierOf(found.ShouldHaveSingleItem().Person);
    }

    private Task<PersonIndex> ReadAsync() => new IndexReading(four.Set, AttributeCatalogue.Current).ReadAsync(_ => { }, TestContext.Current.CancellationToken);

    private MatchIndex Index(MatchingOptions options) =>
        new(new(four.Set, AttributeCatalogue.Current), Options.Create(options), metrics.GetRequiredService<IMeterFactory>(), four.Time, NullLogger<MatchIndex>.Instance);

    public void Dispose()
    {
        metrics.Dispose();
        four.Dispose();
    }
}
