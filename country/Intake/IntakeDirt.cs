namespace Interop.Country.Intake;

/// <summary>
/// How often each thing goes wrong on a form. As with <see cref="Dirt"/>, the proportions are chosen to be plausible and frequent enough to
/// measure by, not measured. They are of forms unless something else is said.
/// </summary>
internal static class IntakeDirt
{
    public const double Strangers = 0.1;
    public const double KhmerOnly = 0.35;
    public const double LatinOnly = 0.35;
    public const double SwappedOrder = 0.05;

    /// <summary>Of Latin name parts: the other romanisation of the list.</summary>
    public const double OtherRomanisation = 0.2;
    /// <summary>Of Latin name parts: one that no list holds, as the clerk heard it.</summary>
    public const double FreeRomanisation = 0.08;
    /// <summary>Of Latin name parts: a slip of the finger.</summary>
    public const double LatinTypo = 0.03;
    /// <summary>Of Khmer name parts: typed in another order of marks, or with a letter that looks the same.</summary>
    public const double KhmerOrder = 0.15;
    /// <summary>Of Khmer name parts: spelled otherwise.</summary>
    public const double KhmerMisspelling = 0.04;

    public const double BirthUnsaid = 0.02;
    public const double BirthYearOnly = 0.06;
    public const double BirthDayAndMonthSwapped = 0.02;
    public const double BirthPartWrong = 0.03;
    /// <summary>Where the registry itself has the year alone: said one or two years off.</summary>
    public const double ApproximateYearOff = 0.3;
    public const double BirthYearOff = 0.015;

    public const double SexUnsaid = 0.03;
    public const double SexWrong = 0.004;

    public const double PlaceUnsaid = 0.03;
    public const double CommuneOnly = 0.05;
    public const double DistrictOnly = 0.02;
    public const double NextVillage = 0.06;
    public const double NextCommune = 0.03;
    public const double Moved = 0.06;

    /// <summary>Of those on a card.</summary>
    public const double CardShown = 0.4;
    /// <summary>Of cards shown: one digit is wrong.</summary>
    public const double CardMisread = 0.02;
}
