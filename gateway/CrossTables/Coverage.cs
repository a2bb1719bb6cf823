namespace Interop.Gateway.CrossTables;

/// <summary>What is known of one person, as far as the indicators need it.</summary>
/// <param name="Age">Completed years; null when not known.</param>
/// <param name="IsPoor">Holds an equity card in force.</param>
/// <param name="IsSevere">A severe disability is certified.</param>
/// <param name="HasWork">Has an occupation at working age.</param>
/// <param name="ReceivesCash">A cash benefit or pay for public works was lately received.</param>
/// <param name="ReceivesDisability">The disability allowance was lately received.</param>
/// <param name="Contributes">Is a member of a social insurance.</param>
/// <param name="IsInsuredAtWork">Is insured against accidents at work.</param>
internal readonly record struct CoveredPerson(
    int? Age, bool IsPoor, bool IsSevere, bool HasWork, bool ReceivesCash, bool ReceivesDisability, bool Contributes, bool IsInsuredAtWork);

/// <summary>One series of the indicator; <paramref name="Covered"/> is null of whom it is not about.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Ratio">Who is divided by whom.</param>
/// <param name="Covered">Null where the registries cannot tell one of the two; <paramref name="Missing"/> then says which.</param>
/// <param name="Missing">What the hub lacks.</param>
internal sealed record CoverageSeries(string Code, string Ratio, Func<CoveredPerson, bool?>? Covered, string? Missing);

/// <summary>
/// SDG indicator 1.3.1, proportion of the population covered by social protection floors/systems: its series and their denominators as in the metadata of
/// the custodian, the International Labour Organization (UN Statistics Division, SDG indicator metadata 1.3.1, series SI_COV_*, computation method).
/// A figure that the registries cannot give is said to be missing and is never estimated.
/// </summary>
internal static class Coverage
{
    public const int ChildBelow = 18, WorkFrom = 15;

    public static readonly IReadOnlyList<CoverageSeries> All =
    [
        new("sdg-1.3.1-benefits", "people who receive a cash benefit or contribute to a social insurance / population", p => p.ReceivesCash || p.Contributes, null),
        new("sdg-1.3.1-children", "children under 18 who receive a cash benefit / children under 18", p => p.Age is { } age && age < ChildBelow ? p.ReceivesCash : null, null),
        new("sdg-1.3.1-maternity", "women who receive a maternity cash benefit / women who gave birth in the year", null, "no registry tells how many women gave birth in the year"),
        new("sdg-1.3.1-disability", "people with a severe disability who receive a disability cash benefit / people with a severe disability",
            p => p.IsSevere ? p.ReceivesDisability : null, null),
        new("sdg-1.3.1-unemployed", "unemployed people who receive an unemployment cash benefit / unemployed people", null, "no registry tells who is unemployed, and no programme pays for it"),
        new("sdg-1.3.1-work-injury", "workers insured against accidents at work / people in work", p => p.HasWork ? p.IsInsuredAtWork : null, null),
        new("sdg-1.3.1-pensions", "people above pension age who receive a pension / people above pension age", null, "no registry tells who receives a pension"),
        new("sdg-1.3.1-vulnerable", "recipients of social assistance / people not covered by contributory benefits", null, "no registry tells who receives a contributory pension"),
        new("sdg-1.3.1-poor", "poor people who receive a cash benefit / poor people", p => p.IsPoor ? p.ReceivesCash : null, null),
    ];

    /// <summary>Those that can be counted.</summary>
    public static readonly IReadOnlyList<CoverageSeries> Counted = [.. All.Where(s => s.Covered is not null)];
}
