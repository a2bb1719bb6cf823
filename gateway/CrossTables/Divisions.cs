namespace Interop.Gateway.CrossTables;

/// <summary>What people are divided by, and the attribute each is read from.</summary>
internal static class Divisions
{
    public const string Everybody = "everybody", Life = "life", Province = "province", District = "district", Commune = "commune";
    public const string Sex = "sex", Age = "age", Disability = "disability", Wealth = "wealth";
    public const string Unknown = "unknown", Living = "living", Deceased = "deceased";

    /// <summary>What can be asked for, with the attribute that a scope must grant for it, whole or reduced.</summary>
    public static readonly IReadOnlyList<(string Division, string Attribute)> All =
    [
        (Province, "address.village"), (District, "address.village"), (Commune, "address.village"), (Sex, "vital.sex"), (Age, "vital.birthDate"),
        (Disability, "disability.severity"), (Wealth, "idpoor.level"),
    ];

    public static readonly string[] Sexes = ["female", "male", Unknown];

    /// <summary>Completed years in fives, as the age bands of statistics are.</summary>
    public static readonly string[] Ages = [.. Enumerable.Range(0, 17).Select(i => $"{i * 5}-{(i * 5) + 4}"), "85+", Unknown];

    /// <summary>By certificate: who holds none is not known to have a disability, which is not the same as having none.</summary>
    public static readonly string[] Disabilities = ["severe", "moderate", "mild", "none-certified", Unknown];

    /// <summary>Level of an equity card in force on the date.</summary>
    public static readonly string[] Wealths = ["level-1", "level-2", "no-card", Unknown];
}
