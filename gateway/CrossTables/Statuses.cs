using Interop.Gateway.Entitlements;

namespace Interop.Gateway.CrossTables;

/// <summary>A number that is shown: the sum of some statuses.</summary>
internal sealed record Measure(string Code, int[] Of);

/// <summary>
/// The statuses a table counts people by: each person has one of them, or none where the table is not about the person. What is shown is the total (at 0),
/// then every status, then every measure.
/// </summary>
/// <param name="Code">Of the table, e.g. a programme's.</param>
/// <param name="Names">One a status.</param>
/// <param name="Measures">Sums of statuses that are shown too.</param>
/// <param name="CountsAll">Whether each person has a status, so that the total is the population.</param>
internal sealed record Statuses(string Code, IReadOnlyList<string> Names, IReadOnlyList<Measure> Measures, bool CountsAll)
{
    public const int Total = 0;
    private const int Entitlements = 3, Uptakes = 6;

    private static readonly string[] Truths = ["not-entitled", "unknown", "entitled"];

    private static readonly string[] Taken =
    [
        "enrolled-receiving", "enrolled", "not-enrolled-receiving", "not-enrolled", "enrolment-unknown-receiving", "enrolment-unknown",
    ];

    public static Statuses Population { get; } = new("population", ["people"], [], true);

    /// <summary>How many numbers are shown.</summary>
    public int Shown => 1 + Names.Count + Measures.Count;

    /// <summary>The name of a number that is shown.</summary>
    public string NameOf(int shown) => shown == Total ? "total" : shown <= Names.Count ? Names[shown - 1] : Measures[shown - 1 - Names.Count].Code;

    /// <summary>The statuses that a number that is shown adds up.</summary>
    public IEnumerable<int> StatusesOf(int shown) =>
        shown == Total ? Enumerable.Range(0, Names.Count) : shown <= Names.Count ? [shown - 1] : Measures[shown - 1 - Names.Count].Of;

    /// <summary>
    /// A programme: entitled, not or unknown, by enrolled, not or unknown, by known to have lately received a benefit or not. An exclusion error is entitled
    /// and not enrolled; an inclusion error is not entitled, and enrolled or receiving.
    /// </summary>
    public static Statuses OfProgramme(string code) => new(
        code, [.. from truth in Truths from taken in Taken select $"{truth}:{taken}"],
        [
            new("entitled", [.. All(Truth.True)]), new("not-entitled", [.. All(Truth.False)]), new("unknown", [.. All(Truth.Unknown)]),
            new("enrolled", [.. Each(0), .. Each(1)]), new("receiving", [.. Each(0), .. Each(2), .. Each(4)]),
            new("exclusion-errors", [At(Truth.True, 2), At(Truth.True, 3)]),
            new("inclusion-errors", [At(Truth.False, 0), At(Truth.False, 1), At(Truth.False, 2), At(Truth.False, 4)]),
        ], true);

    /// <summary>People whom programmes of one kind reach: enrolled or receiving in none, one, or several of them.</summary>
    public static Statuses OfKind(string kind) => new("double:" + kind, ["reached-by-none", "reached-by-one", "reached-by-several"], [], true);

    /// <summary>An indicator: of the people it is about, those covered and the others.</summary>
    public static Statuses OfIndicator(string code) => new(code, ["covered", "not-covered"], [], false);

    /// <summary>The status of one person in a programme.</summary>
    public static int Of(Truth entitled, Truth enrolled, Truth receiving) =>
        At(entitled, (enrolled switch { Truth.True => 0, Truth.False => 2, _ => 4 }) + (receiving == Truth.True ? 0 : 1));

    /// <summary>Whether somebody of that status is enrolled or receiving.</summary>
    public static bool IsReached(int status) => status % Uptakes is 0 or 1 or 2 or 4;

    public static bool IsReceiving(int status) => status % Uptakes % 2 == 0;

    public static bool IsEnrolled(int status) => status % Uptakes < 2;

    private static int At(Truth entitled, int taken) => ((int)entitled * Uptakes) + taken;

    private static IEnumerable<int> All(Truth entitled) => Enumerable.Range((int)entitled * Uptakes, Uptakes);

    private static IEnumerable<int> Each(int taken) => Enumerable.Range(0, Entitlements).Select(e => (e * Uptakes) + taken);
}
