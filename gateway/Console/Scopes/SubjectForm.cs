using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Console.Scopes;

/// <summary>One line that asks for a subject known to a registry, as typed.</summary>
internal sealed record KnownForm(string Registry, string Capacities, string GraceDays)
{
    public static KnownForm Empty { get; } = new("", "", "");

    public bool IsEmpty => this == Empty;
}

/// <summary>The conditions about the subject as a form holds them: the lines for registries in the order of the page.</summary>
internal sealed partial record SubjectForm(bool Jurisdiction, bool Consent, bool Case)
{
    private const int MostDays = 36_500;

    public IReadOnlyList<KnownForm> Known { get; private init; } = [];

    /// <summary>The lines to show: those filled in, and an empty one for a further registry.</summary>
    public IEnumerable<KnownForm> Lines => Known.Append(KnownForm.Empty);

    public static SubjectForm Of(SubjectConditionConfig[] conditions) => new(
        Has(conditions, SubjectConditionKind.Jurisdiction), Has(conditions, SubjectConditionKind.Consent), Has(conditions, SubjectConditionKind.Case))
    {
        Known =
        [
            .. conditions.Where(c => c.Kind == SubjectConditionKind.Known).Select(c => new KnownForm(
                c.Registry ?? "", string.Join(", ", c.Capacities ?? []), c.GraceDays == 0 ? "" : c.GraceDays.ToString(CultureInfo.InvariantCulture))),
        ],
    };

    public static SubjectForm Read(IFormCollection form)
    {
        var (registries, capacities, days) = (form["known"], form["capacities"], form["graceDays"]);
        return new(form["condition"].Contains("jurisdiction"), form["condition"].Contains("consent"), form["condition"].Contains("case"))
        {
            Known =
            [
                .. Enumerable.Range(0, Math.Min(registries.Count, Math.Min(capacities.Count, days.Count)))
                    .Select(i => new KnownForm(registries[i] ?? "", (capacities[i] ?? "").Trim(), (days[i] ?? "").Trim())).Where(k => !k.IsEmpty),
            ],
        };
    }

    /// <summary>The conditions; null for a line that means nothing.</summary>
    public IReadOnlyList<SubjectConditionConfig?> Conditions(IReadOnlySet<string> registries) =>
    [
        .. Known.Select(k => Condition(k, registries)),
        .. Jurisdiction ? [new(SubjectConditionKind.Jurisdiction)] : Array.Empty<SubjectConditionConfig?>(),
        .. Consent ? [new(SubjectConditionKind.Consent)] : Array.Empty<SubjectConditionConfig?>(),
        .. Case ? [new(SubjectConditionKind.Case)] : Array.Empty<SubjectConditionConfig?>(),
    ];

    private static bool Has(SubjectConditionConfig[] conditions, SubjectConditionKind kind) => conditions.Any(c => c.Kind == kind);

    private static SubjectConditionConfig? Condition(KnownForm known, IReadOnlySet<string> registries)
    {
        var days = 0;
        var capacities = known.Capacities.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
        return registries.Contains(known.Registry) && capacities.All(c => Code().IsMatch(c))
            && (known.GraceDays.Length == 0 || (int.TryParse(known.GraceDays, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days <= MostDays))
            ? new(SubjectConditionKind.Known, known.Registry, capacities.Length == 0 ? null : capacities, days)
            : null;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
