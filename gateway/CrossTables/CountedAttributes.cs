using System.Globalization;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.CrossTables;

/// <summary>What is read of each person beside what the rules read, and which group of each division that puts the person in.</summary>
internal sealed class CountedAttributes(AttributeCatalogue catalogue)
{
    public const string DisabilityAllowance = "disability-allowance", WorkInjury = "nssf-injury";

    /// <summary>Programmes whose members contribute to a social insurance.</summary>
    public static readonly string[] Contributory = [WorkInjury, "nssf-health", "nssf-c"];

    private const int Midyear = 7;

    private readonly CatalogueAttribute village = catalogue["address.village"], sex = catalogue["vital.sex"], birth = catalogue["vital.birthDate"];
    private readonly CatalogueAttribute approximate = catalogue["vital.birthDateApproximate"], death = catalogue["vital.deathDate"], occupation = catalogue["occupation.code"];
    private readonly CatalogueAttribute severity = catalogue["disability.severity"], level = catalogue["idpoor.level"], validTo = catalogue["idpoor.validTo"];

    public IReadOnlyList<CatalogueAttribute> All => [village, sex, birth, approximate, death, occupation, severity, level, validTo];

    /// <summary>Of whom only the year is certain counts as born in the middle of it, as statistics do.</summary>
    public DateOnly? BirthOf(Facts facts)
    {
        if (facts[birth] is not { State: FactState.Value } born)
            return null;
        return facts[approximate] is { State: FactState.Value, Value.Boolean: true } ? new(born.Value.Date.Year, Midyear, 1) : born.Value.Date;
    }

    public bool IsDead(Facts facts, DateOnly on) => facts[death] is { State: FactState.Value } day && day.Value.Date <= on;

    public int CommuneOf(Facts facts) =>
        facts[village] is { State: FactState.Value, Value.Text: { Length: 8 } code } && int.TryParse(code.AsSpan(0, 6), NumberStyles.None, CultureInfo.InvariantCulture, out var commune)
            ? commune : PersonCounts.NoCommune;

    public int SexOf(Facts facts) => facts[sex] is { State: FactState.Value } value ? (value.Value.Text == "female" ? 0 : 1) : 2;

    public int DisabilityOf(Facts facts) => facts[severity] switch
    {
        { State: FactState.Value } value => value.Value.Text switch { "severe" => 0, "moderate" => 1, _ => 2 },
        { State: FactState.None } => 3,
        _ => 4,
    };

    public int WealthOf(Facts facts, DateOnly on) => (facts[level], facts[validTo]) switch
    {
        ({ State: FactState.Value } card, { State: FactState.Value } until) when until.Value.Date >= on => card.Value.Text == "1" ? 0 : 1,
        ({ State: FactState.Value }, { State: FactState.Value }) or ({ State: FactState.None }, _) => 2,
        _ => 3,
    };

    public bool IsPoor(Facts facts, DateOnly on) => WealthOf(facts, on) < 2;

    public bool HasWork(Facts facts) => facts[occupation] is { State: FactState.Value } work && work.Value.Text is not ("student" or "none" or "retired-civil-servant");
}
