using System.Globalization;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>One difference between two versions of a scope.</summary>
/// <param name="What">A member, e.g. <c>to</c>, or a member and one entry of it, e.g. <c>attributes/vital.birthDate</c>.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is gone.</param>
/// <param name="Widens">Whether the later version lets out more, lets it out longer, or lets it be kept longer.</param>
internal sealed record ScopeChange(string What, string? Before, string? After, bool Widens);

/// <summary>What a version changes, for whoever has to approve it. A change that cannot be said to narrow counts as one that widens.</summary>
internal static class ScopeDiff
{
    private const string There = "yes";

    /// <param name="before">Null for a scope that is new: everything it grants then widens.</param>
    /// <param name="after">The later version.</param>
    public static IReadOnlyList<ScopeChange> Of(ScopeConfig? before, ScopeConfig after) =>
    [
        .. Member("useCase", before?.UseCase, after.UseCase, before is null || after.UseCase is null || before.UseCase is not null),
        .. Member("consumer", before?.Consumer, after.Consumer, widens: true),
        .. Entries("purposes", Names(before?.Purposes), Names(after.Purposes), NewOnly),
        .. Entries("operations", Names(before?.Operations.Select(WireName.Of)), Names(after.Operations.Select(WireName.Of)), NewOnly),
        .. Entries("registries", Names(before?.Registries), Names(after.Registries), NewOnly),
        .. Entries("programmes", Names(before?.Programmes), Names(after.Programmes), NewOnly),
        .. Entries("attributes", Reductions(before?.Attributes.Select(a => (a.Name, a.Reduction))), Reductions(after.Attributes.Select(a => (a.Name, a.Reduction))), ShowsMore),
        .. Entries("services", Fields(before), Fields(after), ShowsMore),
        .. Circumstances(before, after),
        // Every condition takes people away, so one that is gone lets more of them be asked about.
        .. Entries("subject", Names(before?.Subject.Select(c => c.ToString())), Names(after.Subject.Select(c => c.ToString())), (_, becomes) => becomes is null),
        .. Member("from", Day(before?.From), Day(after.From), before is null || after.From < before.From),
        .. Member("to", Day(before?.To), Day(after.To), before is null || after.To > before.To),
        .. Member("retentionDays", Number(before?.RetentionDays), Number(after.RetentionDays), before is null || after.RetentionDays > before.RetentionDays),
        .. Member("lastKnownHours", Number(before?.LastKnownHours), Number(after.LastKnownHours), (after.LastKnownHours ?? 0) > (before?.LastKnownHours ?? 0)),
        .. Member("guaranteeHours", Number(before?.GuaranteeHours), Number(after.GuaranteeHours), after.GuaranteeHours > (before?.GuaranteeHours ?? 0)),
        .. Member("limits", before?.Limits?.ToString(), after.Limits?.ToString(), widens: before?.Limits is not null),
        .. Member("legalBasis", before?.LegalBasis, after.LegalBasis, widens: false),
    ];

    private static IEnumerable<ScopeChange> Member(string what, string? before, string? after, bool widens) =>
        before == after ? [] : [new(what, before, after, widens)];

    private static IEnumerable<ScopeChange> Entries(
        string what, Dictionary<string, string> before, Dictionary<string, string> after, Func<string?, string?, bool> widens) =>
        from name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
        let was = before.GetValueOrDefault(name)
        let becomes = after.GetValueOrDefault(name)
        where was != becomes
        select new ScopeChange($"{what}/{name}", was, becomes, widens(was, becomes));

    /// <summary>Of attributes that are granted in both; one that is new or gone says so by itself.</summary>
    private static IEnumerable<ScopeChange> Circumstances(ScopeConfig? before, ScopeConfig after) =>
        from grant in after.Attributes.DistinctBy(g => g.Name).OrderBy(g => g.Name, StringComparer.Ordinal)
        let former = before?.Attributes.FirstOrDefault(g => g.Name == grant.Name)
        let was = former?.Circumstance
        let becomes = grant.Circumstance
        where was?.ToString() != becomes?.ToString()
        select new ScopeChange($"circumstances/{grant.Name}", was?.ToString(), becomes?.ToString(), former is not null && HoldsMore(was, becomes, after));

    private static bool HoldsMore(CircumstanceConfig? was, CircumstanceConfig? becomes, ScopeConfig scope) =>
        was is not null && (becomes is null || (from purpose in scope.Purposes from given in (bool[])[false, true] select becomes.Holds(purpose, given) && !was.Holds(purpose, given)).Contains(true));

    private static bool NewOnly(string? before, string? after) => after is not null;

    /// <summary>A reduction that cannot be compared with the one before widens.</summary>
    private static bool ShowsMore(string? before, string? after) => after is not null && (before is null || !Named(after).IsAtMost(Named(before)));

    private static Reduction Named(string reduction) => Enum.GetValues<Reduction>().First(r => WireName.Of(r) == reduction);

    private static Dictionary<string, string> Names(IEnumerable<string>? names) => (names ?? []).Distinct().ToDictionary(n => n, _ => There);

    private static Dictionary<string, string> Reductions(IEnumerable<(string Name, Reduction Reduction)>? grants) =>
        (grants ?? []).DistinctBy(g => g.Name).ToDictionary(g => g.Name, g => WireName.Of(g.Reduction));

    /// <summary>Operations, and their fields one by one, since each leaves by itself.</summary>
    private static Dictionary<string, string> Fields(ScopeConfig? scope) => Reductions((scope?.Services ?? []).SelectMany(s => s.Operations.SelectMany(o =>
        s.Fields.Select(f => ($"{s.Service}/{o} {(f.Path.Length == 0 ? "everything" : f.Path)}", f.Reduction)).Prepend(($"{s.Service}/{o}", Reduction.Whole)))));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
