namespace Interop.Country;

/// <summary>Where each part of the country lies in its folder.</summary>
internal static class CountryFiles
{
    public static string CivilRegistry(string folder) => Path.Combine(folder, "civil-registry.db");
    public static string Programmes(string folder) => Path.Combine(folder, "programmes.db");
    public static string InsurerStore(string folder) => Path.Combine(folder, "health-insurance", "insurer.db");
    public static string IdPoor(string folder) => Path.Combine(folder, "id-poor");
    public static string Samples(string folder) => Path.Combine(folder, "samples.json");
    public static string Report(string folder) => Path.Combine(folder, "country.json");
}
