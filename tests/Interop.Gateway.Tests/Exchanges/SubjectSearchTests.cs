using Interop.Adapters;
using Interop.Gateway.Consents;
using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.Tests.Privacy;
using Interop.Gateway.Tests.Registries;
using Interop.Schemas.Catalogue;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Tests.Exchanges;

/// <summary>Whoever is outside a scope and whoever does not exist get one answer, whichever registries answer.</summary>
public sealed class SubjectSearchTests : IDisposable
{
    private const string Insured = "010203040", Resident = "010203041", Contested = "010203042", Nobody = "999999999";
    private static readonly SubjectConditionConfig Known = new(SubjectConditionKind.Known, "health-insurance"), Lives = new(SubjectConditionKind.Jurisdiction);

    private readonly FourRegistries four = new();
    private readonly TempFolder folder = new();
    private ConsentRegister? consents;

    [Fact]
    public async Task Find_NoCondition_TellsTheThreeApart()
    {
        (await FindAsync([], Insured)).Outcome.ShouldBeNull();
        (await FindAsync([], Nobody)).Outcome.ShouldBe(ExchangeOutcome.SubjectNotFound);
        (await FindAsync([], Contested)).Outcome.ShouldBe(ExchangeOutcome.IdentityConflict);
    }

    [Fact]
    public async Task Find_KnownToTheRegistry_OnlyTheyAreFoundAndNobodyIsAskedOfTheOthers()
    {
        (await FindAsync([Known], Insured)).Outcome.ShouldBeNull();
        foreach (var (value, truth) in ((string, ExchangeOutcome)[])
            [(Resident, ExchangeOutcome.SubjectOutsideScope), (Contested, ExchangeOutcome.IdentityConflict), (Nobody, ExchangeOutcome.SubjectNotFound)])
        {
            var (outcome, exchange) = await FindAsync([Known], value);
            outcome.ShouldBe(ExchangeOutcome.SubjectOutsideScope);
            exchange.Hidden!.Outcome.ShouldBe(truth, "the record keeps it");
        }
        four.All.ShouldAllBe(r => r.Asked.Count == 0);
    }

    [Theory]
    [InlineData(FetchOutcome.Answered, nameof(ExchangeOutcome.SubjectOutsideScope))]
    [InlineData(FetchOutcome.Unreachable, nameof(ExchangeOutcome.SubjectConditionUndecided))]
    [InlineData(FetchOutcome.TimedOut, nameof(ExchangeOutcome.SubjectConditionUndecided))]
    public async Task Find_ByResidence_NobodyIsAnsweredAsTheRegistryOfResidenceAnswers(FetchOutcome civil, string expected)
    {
        if (civil != FetchOutcome.Answered)
            four.Civil.Answer = FakeRegistry.Fails(civil);
        foreach (var insurance in (FetchOutcome[])[FetchOutcome.Answered, FetchOutcome.Unreachable])
        {
            four.Insurance.Answer = insurance == FetchOutcome.Answered ? FakeRegistry.Always(RegistryRecord.Absent) : FakeRegistry.Fails(insurance);
            foreach (var (type, value) in ((string, string)[])[("national-id", Nobody), ("nssf", "99999999"), ("national-id", Contested)])
                (await FindAsync([Lives], value, type)).Outcome.ToString().ShouldBe(expected, $"{type}, insurer {insurance}");
            // Somebody who lives elsewhere.
            if (civil == FetchOutcome.Answered)
                four.Civil.Finds("C2", (SubjectConditionConfig.Residence, AttributeValue.OfCode("01010101")));
            (await FindAndReadAsync([Lives], Resident)).Outcome.ToString().ShouldBe(expected, $"insurer {insurance}");
            if (civil == FetchOutcome.Answered)
                four.Civil.Answer = FakeRegistry.Always(RegistryRecord.Absent);
        }
    }

    [Fact]
    public async Task Refusal_LivesElsewhere_LeavesNothingToAnswerWith()
    {
        four.Civil.Finds("C2", (SubjectConditionConfig.Residence, AttributeValue.OfCode("01010101")));
        var (outcome, exchange) = await FindAndReadAsync([Lives], Resident);
        outcome.ShouldBe(ExchangeOutcome.SubjectOutsideScope);
        (exchange.Facts, exchange.Sources.Count, exchange.Lookup.Count, exchange.Disclosed.Count, exchange.Entitlements).ShouldBe((null, 0, 0, 0, null));
        exchange.Hidden!.Sources.ShouldHaveSingleItem().Registry.ShouldBe("civil-registry", "the record keeps who was asked");
    }

    [Fact]
    public async Task Refusal_LivesThere_LetsTheAnswerOut()
    {
        four.Civil.Finds("C2", (SubjectConditionConfig.Residence, AttributeValue.OfCode("12010107")));
        (await FindAndReadAsync([Lives], Resident)).Outcome.ShouldBeNull();
    }

    [Fact]
    public async Task Find_WithConsent_OnlyWhoeverGaveItIsFoundAndAFaultOfTheRegisterTellsNobodyApart()
    {
        SubjectConditionConfig[] consent = [new(SubjectConditionKind.Consent)];
        (await FindAsync(consent, Insured)).Outcome.ShouldBe(ExchangeOutcome.SubjectOutsideScope);
        var draft = new ConsentDraft(new("national-id", Insured), "alpha", ["TREAT"], ["vital.birthDate"], FourRegistries.Today, FourRegistries.Today, ConsentMedium.Written, "folder 1");
        consents!.Add(consents.NewId(), draft, FourRegistries.Person(("national-id", Insured)), "dpo-1");

        var (outcome, exchange) = await FindAsync(consent, Insured);
        outcome.ShouldBeNull();
        var catalogue = AttributeCatalogue.Current;
        (exchange.Consents(catalogue["vital.birthDate"]), exchange.Consents(catalogue["vital.sex"])).ShouldBe((true, false));
        exchange.MayExplain([catalogue["vital.sex"]]).ShouldBeFalse("the scope grants it, the consent does not name it");
        foreach (var other in (string[])[Resident, Contested, Nobody])
            (await FindAsync(consent, other)).Outcome.ShouldBe(ExchangeOutcome.SubjectOutsideScope);

        using (var store = new SqliteConnection($"Data Source={folder["hub.db"]}"))
        {
            store.Open();
            using var command = store.CreateCommand();
            command.CommandText = "drop table consent_subject";
            command.ExecuteNonQuery();
        }
        foreach (var anybody in (string[])[Insured, Resident, Contested, Nobody])
            (await FindAsync(consent, anybody)).Outcome.ShouldBe(ExchangeOutcome.SubjectConditionUndecided);
        four.All.ShouldAllBe(r => r.Asked.Count == 0);
    }

    [Fact]
    public async Task Find_ByResidence_AChildRegisteredSinceTheDirectoryWasBuiltIsFound()
    {
        four.Civil.Finds("C9", (SubjectConditionConfig.Residence, AttributeValue.OfCode("12010107")));
        (await FindAndReadAsync([Lives], Nobody)).Outcome.ShouldBeNull();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
        four.Dispose();
    }

    private async Task<(ExchangeOutcome? Outcome, Exchange Exchange)> FindAndReadAsync(SubjectConditionConfig[] conditions, string value)
    {
        var (outcome, exchange) = await FindAsync(conditions, value);
        if (outcome is not null)
            return (outcome, exchange);
        exchange.Facts = new(AttributeCatalogue.Current);
        exchange.Sources = await four.Reading.ReadAsync(
            PlanPart.Of(exchange.Scope!.ReadForSubject, four.Set), exchange.Person, exchange.Scope.Registries, exchange.Date, four.Reading.Start(), exchange.Facts, TestContext.Current.CancellationToken);
        using var directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        return (Search(directory).Refusal(exchange), exchange);
    }

    private async Task<(ExchangeOutcome? Outcome, Exchange Exchange)> FindAsync(SubjectConditionConfig[] conditions, string value, string type = "national-id")
    {
        if (!ReferenceDirectory.Exists(four.DirectoryPath))
        {
            four.Civil.Knows("C1", ("national-id", Insured)).Knows("C2", ("national-id", Resident)).Knows("C3", ("national-id", Contested)).Knows("C4", ("national-id", Contested));
            four.Insurance.Knows("N1", ("national-id", Insured));
            await four.BuildDirectoryAsync();
        }
        using var directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        var exchange = ExchangeOf.Question(conditions, type: type, value: value);
        return (await Search(directory).FindAsync(exchange, four.Reading.Start(), TestContext.Current.CancellationToken), exchange);
    }

    private SubjectSearch Search(ReferenceDirectory directory) => new(
        directory, new(four.Set, four.Reading, new(four.Reading, directory, AttributeCatalogue.Current), four.Live, four.LastKnown(four.Keeping(ScopeFile.RegisterOf()))), new(AttributeCatalogue.Current),
        consents ??= new(new(folder["hub.db"], [ConsentRegister.Schema], four.Time), four.Keys, four.Time), AttributeCatalogue.Current);
}
