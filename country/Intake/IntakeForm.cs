namespace Interop.Country.Intake;

/// <summary>
/// What a clerk writes of somebody who stands at the counter without a number that is known: a name in one script or two, perhaps in the
/// wrong order; a birth date as far as it is known; where they say they live.
/// </summary>
public sealed record IntakeForm
{
    public string? FamilyKhmer { get; init; }
    public string? GivenKhmer { get; init; }
    public string? FamilyLatin { get; init; }
    public string? GivenLatin { get; init; }

    /// <summary>ISO 8601, a day or a year alone (<c>1980-05-03</c>, <c>1980</c>); null when not said.</summary>
    public string? Birth { get; init; }

    /// <summary>Null when not ticked.</summary>
    public bool? Female { get; init; }

    /// <summary>Gazetteer code of 8, 6 or 4 digits; null when not said.</summary>
    public string? Place { get; init; }

    /// <summary>Number of the household's equity card, without the member; null when none was shown.</summary>
    public string? EquityCard { get; init; }

    /// <summary>Says nothing: the form is somebody's data.</summary>
    public override string ToString() => nameof(IntakeForm);
}

/// <summary>A form, and whom it is about.</summary>
/// <param name="CivilKeys">Keys of the civil registry's rows about them; none for a stranger whom no registry of the country knows.</param>
public sealed record LabelledForm(IntakeForm Form, IReadOnlyList<string> CivilKeys);

/// <summary>A row of the civil registry, with the household's equity card if it has one: what a form is compared with.</summary>
/// <param name="Birth">1 January of the year where only that is known.</param>
/// <param name="EquityCard">Card number, a dash and the member number; null when not on one.</param>
public sealed record RegisteredPerson(
    string CivilKey, string FamilyKhmer, string GivenKhmer, string FamilyLatin, string GivenLatin,
    DateOnly Birth, bool Approximate, bool Female, string Village, string? EquityCard)
{
    public override string ToString() => nameof(RegisteredPerson);
}
