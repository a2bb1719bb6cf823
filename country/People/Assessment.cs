namespace Interop.Country.People;

/// <summary>The card of a household assessed as poor, with the rounds that assessed it (one; two if it was seen again).</summary>
/// <param name="Number">Twelve digits: commune code, then a serial number within the province.</param>
/// <param name="Interviews">Oldest first.</param>
internal sealed record EquityCard(string Number, bool BookShown, IReadOnlyList<Interview> Interviews)
{
    /// <summary>The last day of validity of the latest interview.</summary>
    public DateOnly ValidTo => Interviews[^1].ValidTo;
}

/// <param name="Round">The year the round closed; names its folder.</param>
/// <param name="Level">1 very poor, 2 poor.</param>
internal sealed record Interview(int Round, DateOnly Date, int Level)
{
    /// <summary>A card is valid for three years from the interview.</summary>
    public DateOnly ValidTo => Date.AddYears(3);
}

/// <summary>One row of a round's file: one member of one household.</summary>
internal sealed record Assessment(
    Interview Interview, string CardNumber, int Member, string? NationalId, string? FamilyBook, int? FamilyBookLine,
    Spelling Spelling, string NameKhmer, string NameLatin)
{
    public string EquityCard => $"{CardNumber}-{Member:00}";
    public string? FamilyBookNumber => FamilyBook is null ? null : $"{FamilyBook}-{FamilyBookLine:00}";
}
