namespace Interop.Adapters.Tests.Compliance;

/// <summary>One synthetic person, in the words of the far side.</summary>
public sealed record Citizen(string Key, string? NationalId, string? Book, string? Line, string Given, string Birth, bool Approximate, string Sex, string Village, string From, string? To, string Updated = "2026-05-01")
{
    public string? FamilyBook => Book is null ? null : $"{Book}-{Line}";
}

/// <summary>One row of the second set; <paramref name="Seen"/> is written dd/MM/yyyy.</summary>
public sealed record Death(string Key, string Date, string Seen, string State);

/// <summary>The people every far side holds. All are synthetic.</summary>
public static class Population
{
    public const string Khmer = "សុខា ចាន់ធូ ស្រីមុំ";
    public const string SharedNationalId = "777777777";

    public static IReadOnlyList<string> HostileValues { get; } =
    [
        "O'Brien \"the\" `tick`", "'; DROP TABLE \"PEOPLE\"; --", "a%00b\\0c", "first\r\nsecond,third;fourth", "=cmd|'/C calc'!A0",
        "\u202Eabc\u202C\u200F", "{\"x\":[1]}<script>", new string('x', 10_000), "\uD83D\uDE00 |$\\,",
    ];

    public static IReadOnlyList<string> HostileIdentifiers { get; } =
    [
        "' OR '1'='1", "\"; DROP TABLE PEOPLE; --", "%00", "a\0b", "\r\nX-Admin: 1", "=1+1", "P%", "*", "", "-", "--", "a-b-c", "\uD800",
        "\u202EP000001", new string('9', 10_000), "Patient/P000001", "P000001,P000002", "x|y", "\\", "[1,2]",
    ];

    public static Citizen Bad { get; } = Plain(5001) with { Birth = "31/31/1999" };
    public static Citizen BadPeriod { get; } = Plain(5002) with { From = "soon" };
    public static Citizen WithoutNationalId { get; } = Plain(5003) with { NationalId = null };
    public static Citizen Undocumented { get; } = Plain(5004) with { Book = null, Line = null };
    public static Citizen Moved { get; } = Plain(5005) with { To = "2026-02-03" };
    public static Citizen KhmerNamed { get; } = Plain(5006) with { Given = Khmer };
    public static Citizen Composed { get; } = Plain(5007) with { Given = "Rene\u0301" };
    public static Citizen Dead { get; } = Plain(5008);
    public static Citizen DraftDead { get; } = Plain(5009);
    public static IReadOnlyList<Citizen> Twins { get; } = [Plain(5010) with { NationalId = SharedNationalId }, Plain(5011) with { NationalId = SharedNationalId }];
    public static IReadOnlyList<Citizen> Hostile { get; } = [.. HostileValues.Select((v, i) => Plain(6001 + i) with { Given = v })];

    /// <summary>1,000 people in whom nothing is special.</summary>
    public static IReadOnlyList<Citizen> Crowd { get; } = [.. Enumerable.Range(1, 1000).Select(Plain)];

    public static IReadOnlyList<Citizen> All { get; } =
        [.. Crowd, Bad, BadPeriod, WithoutNationalId, Undocumented, Moved, KhmerNamed, Composed, Dead, DraftDead, .. Twins, .. Hostile];

    /// <summary>The newest of the registered rows is in the middle, and dd/MM/yyyy sorts otherwise as text.</summary>
    public static IReadOnlyList<Death> Deaths { get; } =
    [
        new(Dead.Key, "2026-01-01", "31/01/2026", "registered"), new(Dead.Key, "2026-01-02", "02/03/2026", "registered"),
        new(Dead.Key, "2026-01-03", "28/02/2026", "registered"), new(Dead.Key, "2026-01-04", "30/09/2026", "draft"),
        new(DraftDead.Key, "2026-04-04", "05/04/2026", "draft"),
    ];

    private static Citizen Plain(int n) => new(
        $"P{n:000000}", $"{n:000000000}", $"FB{n / 4:000000000}", $"{n % 4 + 1:00}", $"Given {n}", $"19{n % 90 + 10}-{n % 12 + 1:00}-{n % 28 + 1:00}",
        n % 7 == 0, n % 2 == 0 ? "1" : "2", $"{n % 25 + 1:00}010101", "2010-01-01", null);
}
