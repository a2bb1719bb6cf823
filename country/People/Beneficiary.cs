namespace Interop.Country.People;

/// <summary>One person in the programmes registry: facts on which programmes rest, and enrolments.</summary>
internal sealed class Beneficiary
{
    public required string Id { get; init; }
    public required Spelling Spelling { get; init; }
    public required string NameKhmer { get; init; }
    public required string NameLatin { get; init; }
    public string? CitizenNumber { get; set; }
    public string? BirthRegistration { get; set; }
    public string? EquityCard { get; set; }
    /// <summary><c>L</c> mild, <c>M</c> moderate, <c>H</c> severe.</summary>
    public string? DisabilityGrade { get; set; }
    public string? DisabilityKind { get; set; }
    public DateOnly? DisabilityUntil { get; set; }
    public DateOnly? ExpectedDelivery { get; set; }
    public bool? InSchool { get; set; }
    public int? Grade { get; set; }
    public bool? MealsAtSchool { get; set; }
    /// <summary><c>V</c> veteran, <c>D</c> dependant.</summary>
    public string? Veteran { get; set; }
    public DateOnly FirstSeen { get; set; }
    public DateTime Changed { get; set; }
    public List<Enrolment> Enrolments { get; } = [];

    public bool HasFacts => DisabilityGrade is not null || ExpectedDelivery is not null || InSchool is not null || Veteran is not null;
}

/// <param name="Programme">One of <c>ProgrammeCodes</c>.</param>
/// <param name="LastBenefit">First day of the last month a benefit was declared for; null when none was.</param>
internal sealed record Enrolment(string Programme, DateOnly Start, DateOnly? End, DateOnly? LastBenefit, DateTime Changed);
