using Interop.Country.Intake;

namespace Interop.Country.Tests;

public class LabelledFormTests(WrittenCountry country)
{
    private static readonly RegisteredPerson[] People = [.. LabelledForms.People(WrittenCountry.Options)];
    private static readonly LabelledForm[] Forms = [.. LabelledForms.Draw(WrittenCountry.Options, 10_000)];
    private static readonly Dictionary<string, RegisteredPerson> ByKey = People.ToDictionary(p => p.CivilKey);
    private static readonly (IntakeForm Form, RegisteredPerson Person)[] Known = [.. Forms.Where(f => f.CivilKeys.Count > 0).Select(f => (f.Form, ByKey[f.CivilKeys[0]]))];

    [Fact]
    public void People_OfACountry_AreTheCivilRegistrysRows() =>
        People.Select(p => string.Join('|', p.CivilKey, p.FamilyKhmer, p.GivenKhmer, p.FamilyLatin, p.GivenLatin, p.Birth.ToString("yyyy-MM-dd"), p.Approximate ? 1 : 0, p.Female ? 2 : 1, p.Village)).Order()
            .ShouldBe(country.Civil("SELECT PID, NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, DOB, DOB_APPROX, SEX_CD, VILL_CD FROM PEOPLE").Select(r => string.Join('|', r)).Order());

    [Fact]
    public void People_OnACard_AreThoseOfIdPoor() =>
        People.Where(p => p.EquityCard is not null).Select(p => p.EquityCard).Order()
            .ShouldBe(country.IdPoor().Select(r => $"{r["EquityCardNo"]}-{r["MemberNo"]}").Distinct().Order());

    [Fact]
    public void Forms_DrawnTwice_AreTheSame() => LabelledForms.Draw(WrittenCountry.Options, 10_000).Select(f => f.Form).ShouldBe(Forms.Select(f => f.Form));

    /// <summary>Each kind of dirt is there, about as often as stated; the tolerance covers slips that change nothing.</summary>
    [Theory]
    [InlineData("strangers", IntakeDirt.Strangers)]
    [InlineData("khmer-only", IntakeDirt.KhmerOnly)]
    [InlineData("latin-only", IntakeDirt.LatinOnly)]
    [InlineData("birth-unsaid", IntakeDirt.BirthUnsaid)]
    [InlineData("sex-unsaid", IntakeDirt.SexUnsaid)]
    [InlineData("sex-wrong", IntakeDirt.SexWrong)]
    [InlineData("place-unsaid", IntakeDirt.PlaceUnsaid)]
    [InlineData("commune-only", IntakeDirt.CommuneOnly)]
    [InlineData("other-province", IntakeDirt.Moved)]
    [InlineData("swapped", IntakeDirt.SwappedOrder)]
    [InlineData("khmer-otherwise", IntakeDirt.KhmerOrder + IntakeDirt.KhmerMisspelling)]
    [InlineData("latin-otherwise", IntakeDirt.OtherRomanisation + IntakeDirt.FreeRomanisation + IntakeDirt.LatinTypo)]
    public void Dirt_OfEachKind_IsThereInItsProportion(string kind, double proportion)
    {
        var share = kind switch
        {
            "strangers" => Forms.Average(f => f.CivilKeys.Count == 0 ? 1.0 : 0),
            "khmer-only" => Of(k => k.Form.FamilyLatin is null),
            "latin-only" => Of(k => k.Form.FamilyKhmer is null),
            "birth-unsaid" => Of(k => k.Form.Birth is null),
            "sex-unsaid" => Of(k => k.Form.Female is null),
            "sex-wrong" => Of(k => k.Form.Female is { } female && female != k.Person.Female),
            "place-unsaid" => Of(k => k.Form.Place is null),
            "commune-only" => Of(k => k.Form.Place?.Length == 6),
            "other-province" => Of(k => k.Form.Place is { } place && place[..2] != k.Person.Village[..2]),
            "swapped" => Of(k => k.Form.GivenKhmer is { } given ? given == k.Person.FamilyKhmer : string.Equals(k.Form.GivenLatin, k.Person.FamilyLatin, StringComparison.OrdinalIgnoreCase)),
            "khmer-otherwise" => Known.Where(k => k.Form.GivenKhmer is not null).Average(k => k.Form.GivenKhmer == k.Person.GivenKhmer || k.Form.FamilyKhmer == k.Person.GivenKhmer ? 0 : 1.0),
            _ => Known.Where(k => k.Form.GivenLatin is not null).Average(k => Same(k.Form.GivenLatin, k.Person.GivenLatin) || Same(k.Form.FamilyLatin, k.Person.GivenLatin) ? 0 : 1.0),
        };

        share.ShouldBe(proportion, 0.004 + (0.25 * proportion));

        static double Of(Func<(IntakeForm Form, RegisteredPerson Person), bool> holds) => Known.Average(k => holds(k) ? 1.0 : 0);

        static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Forms_OfTheDead_AreNotThere()
    {
        var dead = country.Civil("SELECT PID FROM DEATHS").Select(r => r[0]!).ToHashSet();

        dead.ShouldNotBeEmpty();
        Forms.SelectMany(f => f.CivilKeys).ShouldAllBe(k => !dead.Contains(k));
    }

    [Fact]
    public void Forms_Places_AreOfTheGazetteer() => Forms.Where(f => f.Form.Place?.Length == 8).ShouldAllBe(f => Gazetteer.IsVillage(f.Form.Place!));
}
