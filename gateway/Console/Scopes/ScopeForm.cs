using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Console.Scopes;

/// <summary>
/// A scope as a form holds it: texts as typed, so that a page that is refused shows again what was typed. What a form cannot show - grants of
/// published services - is kept as it was in the version the form began with.
/// </summary>
internal sealed partial record ScopeForm(
    string Name, string Consumer, string From, string To, string LegalBasis, string Retention, string PerSecond, string Burst, string PerDay)
{
    private const string Date = "yyyy-MM-dd";
    private const int LongestName = 64, LongestBasis = 500, MostDays = 36_500, DaysOfYear = 365, MostHours = 720;

    /// <summary>Code of a template, or <see cref="ScopeTemplates.Exceptional"/>; empty while nothing is chosen.</summary>
    public string UseCase { get; init; } = "";

    /// <summary>Hours; empty for never.</summary>
    public string LastKnown { get; init; } = "";

    public IReadOnlySet<string> Purposes { get; private init; } = new HashSet<string>();

    public IReadOnlySet<string> Programmes { get; private init; } = new HashSet<string>();

    public IReadOnlySet<Operation> Operations { get; private init; } = new HashSet<Operation>();

    public IReadOnlyDictionary<string, Reduction> Grants { get; private init; } = new Dictionary<string, Reduction>();

    /// <summary>By attribute; those that say nothing are not there.</summary>
    public IReadOnlyDictionary<string, CircumstanceForm> Circumstances { get; private init; } = new Dictionary<string, CircumstanceForm>();

    /// <summary>Hours for which a guarantee holds; empty where none is given.</summary>
    public string Guarantee { get; private init; } = "";

    public SubjectForm Subject { get; private init; } = new(false, false, false);

    /// <summary>
    /// The form of a new scope. It begins narrow: what a use case is for is ticked, what it may learn is not, and no time is longer than a year or the
    /// use case allows.
    /// </summary>
    /// <param name="template">Null for an exceptional scope, where nothing is ticked.</param>
    public static ScopeForm For(ScopeTemplate? template, DateOnly today) => new(
        "", "", Text(today), Text(Earlier(today.AddYears(1), today.AddDays((template?.LongestDays ?? MostDays) - 1))), "",
        Plain($"{Math.Min(DaysOfYear, template?.LongestRetentionDays ?? MostDays)}"), "", "", "")
    {
        UseCase = template?.Code ?? ScopeTemplates.Exceptional,
        Purposes = (template?.Purposes ?? []).ToHashSet(), Operations = (template?.Operations ?? []).ToHashSet(),
    };

    public static ScopeForm Of(ScopeConfig scope) => new(
        scope.Scope, scope.Consumer, Text(scope.From), Text(scope.To), scope.LegalBasis, Plain($"{scope.RetentionDays}"),
        scope.Limits is { } limit ? Plain($"{limit.PerSecond}") : "", scope.Limits is { } l ? Plain($"{l.Burst}") : "", scope.Limits is { } m ? Plain($"{m.PerDay}") : "")
    {
        UseCase = scope.UseCase ?? ScopeTemplates.Exceptional, LastKnown = scope.LastKnownHours is { } hours ? Plain($"{hours}") : "",
        Guarantee = scope.GuaranteeHours is { } valid ? Plain($"{valid}") : "",
        Purposes = scope.Purposes.ToHashSet(), Programmes = scope.Programmes.ToHashSet(), Operations = scope.Operations.ToHashSet(),
        Grants = scope.Attributes.DistinctBy(a => a.Name).ToDictionary(a => a.Name, a => a.Reduction), Subject = SubjectForm.Of(scope.Subject),
        Circumstances = scope.Attributes.DistinctBy(a => a.Name).Where(a => a.Circumstance is not null).ToDictionary(a => a.Name, a => CircumstanceForm.Of(a.Circumstance!)),
    };

    public static ScopeForm Read(IFormCollection form) => new(
        form["name"].ToString().Trim(), form["consumer"].ToString(), form["from"].ToString(), form["to"].ToString(), form["basis"].ToString().Trim(),
        form["retention"].ToString().Trim(), form["perSecond"].ToString().Trim(), form["burst"].ToString().Trim(), form["perDay"].ToString().Trim())
    {
        UseCase = form["useCase"].ToString(), LastKnown = form["lastKnown"].ToString().Trim(),
        Guarantee = form["guarantee"].ToString().Trim(),
        Purposes = form["purpose"].OfType<string>().ToHashSet(), Programmes = form["programme"].OfType<string>().ToHashSet(),
        Operations = Enum.GetValues<Operation>().Where(o => form["operation"].Contains(WireName.Of(o))).ToHashSet(),
        Grants = form["attribute"].OfType<string>().Distinct().ToDictionary(a => a, a => ReductionIn(form["reduction:" + a].ToString())), Subject = SubjectForm.Read(form),
        Circumstances = form["attribute"].OfType<string>().Distinct().Select(a => (Name: a, Form: CircumstanceForm.Read(form, a))).Where(a => !a.Form.IsEmpty).ToDictionary(a => a.Name, a => a.Form),
    };

    /// <summary>The scope, or everything that is wrong by the id of its field, in the order of the page; what goes beyond the use case comes last.</summary>
    /// <param name="before">The version the form began with; null for an empty form.</param>
    public ScopeConfig? Scope(ScopeWords words, UseCaseWords useCases, ScopeConfig? before, out IReadOnlyList<(string Field, PageText Fault)> faults)
    {
        var wrong = new List<(string, PageText)>();
        void Check(bool good, string field, PageText fault)
        {
            if (!good)
                wrong.Add((field, fault));
        }

        Check(Name.Length <= LongestName && Code().IsMatch(Name), "name", FormTexts.NameWrong);
        Check(words.Institutions.Any(i => i.Code == Consumer), "consumer", FormTexts.ConsumerMissing);
        var template = useCases.Find(UseCase);
        Check(template is not null || UseCase == ScopeTemplates.Exceptional, "useCase", UseCaseTexts.Choose);
        Check(Purposes.Count > 0, "purposes", FormTexts.PurposeMissing);
        Check(Operations.Count > 0 || before?.Services is { Length: > 0 }, "operations", FormTexts.OperationMissing);
        Check(Grants.Count + Programmes.Count > 0 || before?.Services is { Length: > 0 }, "attributes", FormTexts.NothingGranted);
        var conditions = Subject.Conditions(words.Registries.ToHashSet());
        Check(conditions.All(c => c is not null) && conditions.DistinctBy(c => c?.ToString()).Count() == conditions.Count, "subject", SubjectTexts.KnownWrong);
        var subject = conditions.OfType<SubjectConditionConfig>().ToArray();
        var circumstances = new Dictionary<string, CircumstanceConfig?>();
        foreach (var name in Grants.Keys)
        {
            circumstances[name] = Circumstances.GetValueOrDefault(name, CircumstanceForm.Empty).Circumstance(Purposes, words.IsSensitive(name), out var unfit);
            Check(!unfit, "because-" + name, SubjectTexts.BecauseWrong);
        }
        foreach (var (name, reduction) in Grants)
            Check(words.Find(name) is { } known && (reduction == Reduction.Whole || known.Reductions.Contains(reduction)), "attribute-" + name, FormTexts.ReductionWrong);
        var (from, to) = (Day(From), Day(To));
        Check(from is not null, "from", FormTexts.DateWrong);
        Check(to is not null, "to", FormTexts.DateWrong);
        Check(from is null || to is null || from <= to, "to", FormTexts.EndsBefore);
        Check(LegalBasis.Length is > 0 and <= LongestBasis, "basis", FormTexts.BasisWrong);
        var retention = int.TryParse(Retention, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays ? days : -1;
        Check(retention >= 0, "retention", FormTexts.RetentionWrong);
        int? lastKnown = int.TryParse(LastKnown, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= MostHours ? hours : null;
        Check(LastKnown.Length == 0 || lastKnown is not null, "lastKnown", FormTexts.LastKnownWrong);
        Check(GuaranteeIn(out var guarantee), "guarantee", FormTexts.GuaranteeWrong);
        Check(LimitIn(out var limit), "perSecond", FormTexts.LimitsWrong);
        // What could not be read stands for nothing here, so that the bounds of the rest can be told at once.
        var scope = new ScopeConfig(
            Name, before?.Version ?? 1, Consumer, [.. Purposes.Order(StringComparer.Ordinal)], [.. Operations.Order()],
            [.. words.RegistriesFor(Grants.Keys, Programmes, subject).Union(before is { Services.Length: > 0 } ? before.Registries : []).Order(StringComparer.Ordinal)],
            [.. Programmes.Order(StringComparer.Ordinal)], [.. Grants.Where(g => words.Find(g.Key) is not null).OrderBy(g => words.Find(g.Key)!.Ordinal).Select(g => new GrantConfig(g.Key, g.Value, circumstances[g.Key]))],
            subject, from ?? words.Today, to ?? from ?? words.Today, LegalBasis, Math.Max(retention, 0), ScopeStatus.Draft, null, null, limit, before?.Services, template?.Code, guarantee, lastKnown);
        foreach (var excess in useCases.ExcessesOf(scope))
            Check(false, UseCaseWords.FieldOf(excess), useCases.Sentence(excess));
        faults = wrong;
        return wrong.Count > 0 ? null : scope;
    }

    private bool GuaranteeIn(out int? hours)
    {
        var good = int.TryParse(Guarantee, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= PrivacyScope.LongestGuaranteeHours;
        hours = good ? number : null;
        return good || Guarantee.Length == 0;
    }

    /// <summary>Without all three there is no limit; some of them alone mean nothing.</summary>
    private bool LimitIn(out Limit? limit)
    {
        limit = null;
        if (PerSecond.Length + Burst.Length + PerDay.Length == 0)
            return true;
        if (!double.TryParse(PerSecond, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            || !int.TryParse(Burst, NumberStyles.None, CultureInfo.InvariantCulture, out var burst) || !long.TryParse(PerDay, NumberStyles.None, CultureInfo.InvariantCulture, out var day))
            return false;
        limit = new(rate, burst, day);
        return !limit.Faults("").Any();
    }

    private static Reduction ReductionIn(string text) => Enum.GetValues<Reduction>().FirstOrDefault(r => WireName.Of(r) == text, Reduction.Whole);

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static string Text(DateOnly day) => day.ToString(Date, CultureInfo.InvariantCulture);

    private static string Plain(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
