using System.Text.RegularExpressions;
using Interop.Country.Samples;

namespace Interop.Country.Tests;

public class SampleTests(WrittenCountry country)
{
    private readonly IReadOnlyList<SamplePerson> samples = SyntheticCountry.ReadSamples(country.Folder);

    public static TheoryData<string> Programmes => [.. ExpectedAnswers.Programmes];

    [Fact]
    public void Samples_AreManyAndAllDifferent()
    {
        samples.Count.ShouldBeGreaterThanOrEqualTo(40);
        samples.Select(s => string.Join(',', s.Identifiers.Values)).ShouldBeUnique();
        samples.Select(s => s.Why).ShouldBeUnique();
        samples.Count(s => s.Date != WrittenCountry.Options.Today).ShouldBeGreaterThan(2);
    }

    [Theory]
    [MemberData(nameof(Programmes))]
    public void Samples_OfEachProgramme_ShowEveryAnswer(string programme)
    {
        var answers = samples.Where(s => s.Expect.ContainsKey(programme)).Select(s => s.Expect[programme]).ToHashSet();

        answers.ShouldContain(new ExpectedAnswer("entitled", "yes"));
        answers.ShouldContain(new ExpectedAnswer("entitled", "no"));
        answers.ShouldContain(new ExpectedAnswer("not-entitled", "yes"));
        answers.ShouldContain(new ExpectedAnswer("not-entitled", "no"));
        answers.ShouldContain(a => a.Entitled == "unknown");
        answers.ShouldContain(a => a.Enrolled == "unknown");
    }

    [Fact]
    public void Samples_Coverage_ShowsEveryPayerAndTheOrders()
    {
        var orders = samples.Select(s => string.Join(' ', s.Coverage)).ToHashSet();

        foreach (var order in new[]
        {
            "", "nssf-injury", "nssf-injury nssf", "nssf-c", "cbhi", "hef", "nssf-injury nssf hef", "nssf-c hef", "cbhi hef",
            "rh-voucher hef", "nssf-injury nssf rh-voucher hef",
        })
            orders.ShouldContain(order);
    }

    [Fact]
    public void Samples_OfTheHospital_AskHealthProgrammesOnly()
    {
        var hospital = samples.Where(s => s.Institution == "calmette-hospital").ToArray();

        hospital.Length.ShouldBeGreaterThan(8);
        hospital.ShouldAllBe(s => s.Purpose == "TREAT" && s.Expect.Count == 6 && !s.Expect.ContainsKey("disability-allowance"));
        samples.Except(hospital).ShouldAllBe(s => s.Institution == "social-ministry" && s.Purpose == "ELIGDTRM" && s.Expect.Count == 12);
    }

    [Theory]
    [InlineData("national-id", "^[0-9]{9}$")]
    [InlineData("birth-registration", "^BR[0-9]{12}$")]
    [InlineData("nssf", "^[0-9]{8}$")]
    [InlineData("equity-card", "^[0-9]{12}-[0-9]{2}$")]
    [InlineData("family-book", "^FB[0-9]{9}-[0-9]{2}$")]
    public void Samples_IdentifiersOfEachType_AreThereAndHaveTheirPattern(string type, string pattern)
    {
        var values = samples.Where(s => s.Identifiers.ContainsKey(type)).Select(s => s.Identifiers[type]).ToArray();

        values.Length.ShouldBeGreaterThan(10);
        values.ShouldAllBe(v => Regex.IsMatch(v, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Samples_CivilIdentifiers_LeadToOnePersonEach()
    {
        var civil = country.Civil("SELECT PID, NID, BRN, FBN || '-' || FB_LINE FROM PEOPLE");
        foreach (var sample in samples)
        {
            var keys = civil.Where(r => Is(sample, "national-id", r[1]) || Is(sample, "birth-registration", r[2]) || Is(sample, "family-book", r[3])).Select(r => r[0]);
            keys.Distinct().Count().ShouldBeLessThanOrEqualTo(1, sample.Why);
        }

        static bool Is(SamplePerson sample, string type, string? value) => value is not null && sample.Identifiers.GetValueOrDefault(type) == value;
    }

    // The fewest people and any seed: what is too rare to be met is planted.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(-3)]
    public void Choose_FewestPeopleAndAnySeed_FindsEverySituation(int seed)
    {
        var households = new CountryHouseholds(new() { People = CountryOptions.FewestPeople, Seed = seed, Today = new(2026, 2, 28) });

        var choice = SampleChoice.Make(households, new(2026, 2, 28), TestContext.Current.CancellationToken);

        choice.Samples.Count.ShouldBe(Situations.All.Count);
        var written = Gazetteer.Provinces.SelectMany(p => households.Of(p, choice.Planted)).ToArray();
        written.Sum(h => h.Members.Count).ShouldBe(CountryOptions.FewestPeople);
        var books = written.SelectMany(h => h.Members).Select(m => m.FamilyBookLine).Where(b => b is not null).ToHashSet();
        choice.Samples.Where(s => s.Identifiers.ContainsKey("family-book")).ShouldAllBe(s => books.Contains(s.Identifiers["family-book"]));
    }
}
