namespace Interop.Country.HealthInsurance;

/// <summary>The insurer's scheme codes.</summary>
internal static class Schemes
{
    public const string Nssf = "P1", NssfCivil = "C1", HealthEquityFund = "H1", Community = "B1";
}
