namespace Interop.Country.People;

/// <summary>Relationship to the head of the household; the values are the civil registry's codes.</summary>
internal enum Relation { Head = 1, Spouse = 2, Child = 3, Parent = 4, Grandchild = 5, Other = 9 }

/// <summary>
/// One person of the country with what each registry holds on them. The properties of the civil registry are the person's own;
/// the other registries' rows carry their own copies of identifiers and names, which may be missing or spelled otherwise.
/// </summary>
internal sealed class Person
{
    public required Household Household { get; init; }
    public required int Line { get; init; }
    public required Relation Relation { get; init; }
    public required bool Female { get; init; }
    /// <summary>The true day of birth; the civil registry may hold only the year (<see cref="Approximate"/>).</summary>
    public required DateOnly Born { get; init; }
    public required NameForm Family { get; init; }
    public required NameForm Given { get; init; }
    /// <summary>Null when she does not live in the household.</summary>
    public Person? Mother { get; init; }

    // The civil registry's row.
    public string? NationalId { get; set; }
    public string? BirthRegistration { get; set; }
    public bool InFamilyBook { get; set; } = true;
    public bool Approximate { get; set; }
    public string? Occupation { get; set; }
    public DateOnly Registered { get; set; }
    public DateOnly? Died { get; set; }
    public DateOnly? DeathRegistered { get; set; }
    public DateTime Updated { get; set; }
    /// <summary>A second row of the civil registry holds the same national ID.</summary>
    public bool Duplicated { get; set; }

    /// <summary>Grade attended, 1 to 12, or null when not in school. The school's knowledge; the programmes registry holds it.</summary>
    public int? Grade { get; set; }

    // The other registries' rows.
    public List<Assessment> Assessments { get; } = [];
    public InsuredPerson? Insured { get; set; }
    public Beneficiary? Beneficiary { get; set; }

    /// <summary>An identifier of this person leads to two people: no question about them has an answer.</summary>
    public bool Conflicted { get; set; }

    public Numbers Numbers => new(Household.Seed, (Household.Number * Household.Slots) + Line);
    public string? FamilyBookLine => InFamilyBook ? $"{Household.BookNumber}-{Line:00}" : null;
    /// <summary>The date of birth as the civil registry holds it.</summary>
    public DateOnly RegisteredBirth => Approximate ? new DateOnly(Born.Year, 1, 1) : Born;
    public string? MotherNationalId => BirthRegistration is null ? null : Mother?.NationalId;

    public int AgeOn(DateOnly day) => Ages.Completed(Born, day);

    public bool IsNewborn(DateOnly today) => AgeOn(today) < 1;
}

internal static class Ages
{
    /// <summary>Whole years completed; negative before birth.</summary>
    public static int Completed(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        // Who is born on 29 February completes the year on 1 March where there is no such day.
        return (day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }
}
