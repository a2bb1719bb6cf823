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
