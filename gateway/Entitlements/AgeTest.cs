using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>
/// Completed years on the date of the check lie between two ends, ends included. Where only the year of birth is certain the true
/// birth date is any day of that year up to the date of the check, and the answer is unknown unless all those days agree.
/// </summary>
internal sealed class AgeTest(Stated? stated, AttributeCatalogue catalogue, int min, int max)
    : Condition(stated, [catalogue[BirthDate], catalogue[Approximate]])
{
    private const string BirthDate = "vital.birthDate", Approximate = "vital.birthDateApproximate";

    private readonly CatalogueAttribute birthDate = catalogue[BirthDate], approximate = catalogue[Approximate];

    public override Truth Evaluate(Facts facts, DateOnly date)
    {
        ref readonly var birth = ref facts[birthDate];
        if (birth.State != FactState.Value)
            return Truth.Unknown; // everyone has a birth date: a registry without it cannot say
        var born = birth.Value.Date;
        ref readonly var rough = ref facts[approximate];
        switch (rough.State)
        {
            case FactState.Value when rough.Value.Boolean:
                return SomeDayOf(born.Year, date);
            case FactState.Value or FactState.None:
                return On(born, date);
            default:
                var exact = On(born, date);
                return exact == SomeDayOf(born.Year, date) ? exact : Truth.Unknown;
        }
    }

    protected override void ExplainParts(Facts facts, DateOnly date, List<Reason> into) =>
        throw new InvalidOperationException("A test is explained by its own name or by one above it.");

    private Truth On(DateOnly born, DateOnly date)
    {
        if (born > date)
            return Truth.False; // nobody yet
        var age = CompletedYears(born, date);
        return (age >= min && age <= max).ToTruth();
    }

    private Truth SomeDayOf(int year, DateOnly date)
    {
        if (year > date.Year)
            return Truth.False;
        var oldest = CompletedYears(new(year, 1, 1), date);
        var youngest = year == date.Year ? 0 : CompletedYears(new(year, 12, 31), date);
        if (youngest >= min && oldest <= max)
            return Truth.True;
        return oldest < min || youngest > max ? Truth.False : Truth.Unknown;
    }

    /// <summary>Whoever is born on 29 February completes a year on 1 March where there is no 29 February.</summary>
    private static int CompletedYears(DateOnly born, DateOnly date)
    {
        var (year, month, day) = born;
        var (toYear, toMonth, toDay) = date;
        return toYear - year - (toMonth < month || (toMonth == month && toDay < day) ? 1 : 0);
    }
}
