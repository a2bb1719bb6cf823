using System.Globalization;
using Interop.Gateway.Audit.Search;

namespace Interop.Gateway.Console.Trail;

/// <summary>What an officer typed to search by. A user may be somebody, so it is a class: nothing prints it.</summary>
internal sealed class TrailForm
{
    /// <summary>What is sent for entries without an institution.</summary>
    public const string Nobody = "-";

    public const int LongestText = 64;

    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public string Institution { get; init; } = "";

    public string Purpose { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string User { get; init; } = "";

    /// <summary>First and last day in Cambodia, e.g. <c>2026-11-25</c>; empty is open.</summary>
    public string From { get; init; } = "";

    public string To { get; init; } = "";

    /// <summary>Every field with its name, to send the same search again.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields =>
        [("institution", Institution), ("purpose", Purpose), ("outcome", Outcome), ("user", User), ("from", From), ("to", To)];

    public static TrailForm Read(Func<string, string> field) => new()
    {
        Institution = field("institution").Trim(), Purpose = field("purpose").Trim(), Outcome = field("outcome").Trim(),
        User = field("user").Trim(), From = field("from").Trim(), To = field("to").Trim(),
    };

    /// <summary>The query; null when it cannot be one.</summary>
    /// <param name="before">Where the page begins, as the page before said; empty for the first.</param>
    /// <param name="count">The most entries.</param>
    public AuditQuery? Query(string before, int count)
    {
        if (!TryDay(From, out var from) || !TryDay(To, out var to) || from > to || Outcome.Length > LongestText || User.Length > LongestText)
            return null;
        long? place = before.Length == 0 ? null : long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new(
            Institution == Nobody ? "" : Given(Institution), Given(Purpose), Given(Outcome), User: Given(User),
            From: from is { } first ? Begin(first) : null, To: to is { } last ? Begin(last).AddDays(1) : null, Before: place, Count: count);
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset Begin(DateOnly day) => new(day, TimeOnly.MinValue, Cambodia);

    private static bool TryDay(string text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        // The first and the last day there are have no moment before or after them.
        return text.Length == 0 || day is { Year: > 1970 and < 9999 };
    }
}
