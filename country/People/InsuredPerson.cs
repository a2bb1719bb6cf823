namespace Interop.Country.People;

/// <summary>One person in the insurer's books: one number, one or more policies.</summary>
internal sealed class InsuredPerson
{
    public required string Number { get; init; }
    public required Spelling Spelling { get; init; }
    public required string Name { get; init; }
    public string? IdCard { get; set; }
    public string? BirthCertificate { get; set; }
    public string? EquityCard { get; set; }
    public List<Policy> Policies { get; } = [];
}

/// <param name="Scheme">One of <c>Schemes</c>.</param>
/// <param name="Status"><c>A</c> active, <c>S</c> suspended, <c>E</c> ended.</param>
/// <param name="PaidTo">Last day contributions are paid for; null where the scheme has none.</param>
/// <param name="Changed">UTC.</param>
internal sealed record Policy(string Scheme, char Status, DateOnly From, DateOnly? To, DateOnly? PaidTo, DateTime Changed);
