using Interop.Country.People;

namespace Interop.Country.Programmes;

/// <summary>The programmes registry's own codes.</summary>
internal static class ProgrammeCodes
{
    public const string Veterans = "NFV", Voucher = "RHV", CashTransfer = "CT2", Scholarship = "SCH",
        SchoolMeals = "SMP", PublicWorks = "PWP", Disability = "DIS";

    /// <summary>Code, English title, Khmer title, riel paid in a month (0: in kind).</summary>
    public static readonly (string Code, string English, string Khmer, int Amount)[] All =
    [
        (Veterans, "National fund for veterans", "បេឡាជាតិអតីតយុទ្ធជន", 320_000),
        (Voucher, "Reproductive health voucher", "ប័ណ្ណសុខភាពបន្តពូជ", 0),
        (CashTransfer, "Cash transfer for poor pregnant women and children under two", "ការឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះ និងកុមារ", 40_000),
        (Scholarship, "Scholarship for poor pupils", "អាហារូបករណ៍សិស្សក្រីក្រ", 30_000),
        (SchoolMeals, "School meals and take-home rations", "អាហារូបត្ថម្ភតាមសាលារៀន", 0),
        (PublicWorks, "Public works", "ការងារសាធារណៈ", 120_000),
        (Disability, "Disability allowance", "ការឧបត្ថម្ភជនពិការ", 20_000),
    ];
}

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

/// <param name="Programme">One of <see cref="ProgrammeCodes"/>.</param>
/// <param name="LastBenefit">First day of the last month a benefit was declared for; null when none was.</param>
internal sealed record Enrolment(string Programme, DateOnly Start, DateOnly? End, DateOnly? LastBenefit, DateTime Changed);
