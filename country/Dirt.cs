namespace Interop.Country;

/// <summary>One kind of dirt: of how many (a proportion), and why it is there.</summary>
internal sealed record DirtKind(string Name, double Proportion, string Of, string Reason);

/// <summary>
/// What is wrong in the registries on purpose, in stated proportions: a hub that was only ever tried on clean data fails on
/// the first real district. The proportions are chosen to be plausible and frequent enough to test, not measured.
/// </summary>
internal static class Dirt
{
    public const double AdultsWithoutNationalId = 0.05;
    public const double OtherRomanisation = 0.08;
    public const double SwappedOrder = 0.03;
    public const double ApproximateBirthOver40 = 0.12;
    public const double ApproximateBirthYounger = 0.004;
    public const double Duplicates = 0.001;
    public const double ExpiredCards = 0.08;
    public const double NewbornsMissing = 0.9;
    public const double DeadStillCovered = 0.3;
    public const double TwoSchemes = 0.7;
    public const double ContradictoryRows = 0.0005;
    public const double BirthsUnregistered = 0.07;
    public const double BookNotShown = 0.06;

    public static IReadOnlyList<DirtKind> All { get; } =
    [
        new("adultsWithoutNationalId", AdultsWithoutNationalId, "people of 18 and more",
            "Some never applied or lost the card; they are found by family book only."),
        new("otherRomanisation", OtherRomanisation, "records outside the civil registry",
            "No romanisation of Khmer is binding, so each clerk writes what is heard."),
        new("swappedOrder", SwappedOrder, "records outside the civil registry",
            "Software made abroad asks for first and last name; the family name comes first in Khmer."),
        new("approximateBirthOver40", ApproximateBirthOver40, "people over 40",
            "Papers were lost between 1975 and 1979; 1 January stands for an unknown day."),
        new("approximateBirthYounger", ApproximateBirthYounger, "people up to 40", "Late registrations without papers."),
        new("duplicates", Duplicates, "people with a national ID", "One person registered in two communes."),
        new("expiredCards", ExpiredCards, "ID-Poor households", "Missed by the round that was due; the last assessment is over three years old."),
        new("newbornsMissing", NewbornsMissing, "children under one in ID-Poor households (at least)",
            "The card lists those who were there at the interview; a birth is added at the next round."),
        new("deadStillCovered", DeadStillCovered, "insured people who died", "A death reaches the insurer late or never."),
        new("twoSchemes", TwoSchemes, "members of another scheme who stand on a valid equity card",
            "The Health Equity Fund enrols whole households, also those with a worker in social security."),
        new("contradictoryRows", ContradictoryRows, "ID-Poor rows with a national ID",
            "The interviewer took the number from one card and the line from the neighbour in the book."),
        new("birthsUnregistered", BirthsUnregistered, "people born since 2000", "Birth registration is not complete."),
        new("bookNotShown", BookNotShown, "ID-Poor households", "Without the book, children on the card hold no identifier and link to nobody."),
    ];
}
