using System.Globalization;
using System.Text;
using Interop.Gateway.Console.Csv;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Pages;
using Interop.Gateway.Privacy;
using Interop.Gateway.SubjectAccess;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>Shows a report: to the person in words, to a spreadsheet in words and codes.</summary>
internal sealed class ReportView(ScopeWords words)
{
    /// <summary>The most disclosures a page shows; a page is made whole before it leaves, a file is not.</summary>
    public const int MostShown = 1_000;

    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public ScopeWords Words => words;

    public static string TypeOf(SubjectReport report, PageLanguage language) => CodeLists.IdentifierTypes[report.Question.Subject.Type].Title.In(language);

    /// <summary>Why the report was made: the request, or the document that was seen.</summary>
    public static string ReferenceOf(SubjectReport report, PageLanguage language) =>
        ReportTexts.Documents.TryGetValue(report.Question.Reference[(report.Question.Reference.IndexOf(':', StringComparison.Ordinal) + 1)..], out var document)
            ? ReportTexts.DocumentSeen.In(language, language[document]) : report.Question.Reference;

    public static string StatusOf(HeldRecord held, PageLanguage language) =>
        held.Source.AsOf is { } asOf ? ReportTexts.Answered.In(language, language.Moment(asOf)) : language[ReportWords.Silence(held.Source.Reason)];

    /// <summary>What is there, each with its title.</summary>
    public static IReadOnlyList<(string Title, string Value)> Values(HeldRecord held, PageLanguage language) =>
        [.. held.Attributes.Where(a => a.Status == DisclosureStatus.Value).Select(a => (a.Attribute.Title.In(language), Value(a, language)))];

    /// <summary>What is not there, by why.</summary>
    public static IEnumerable<(string Text, string Titles)> Rest(HeldRecord held, PageLanguage language)
    {
        string Titles(IEnumerable<CatalogueAttribute> attributes) => string.Join(", ", attributes.Select(a => a.Title.In(language)));
        var rest = ((PageText Text, string Titles)[])
        [
            (ReportTexts.HoldsNothing, Titles(held.Attributes.Where(a => a.Status == DisclosureStatus.None).Select(a => a.Attribute))),
            (ReportTexts.NotLearned, Titles(held.Attributes.Where(a => a.Status == DisclosureStatus.Unknown).Select(a => a.Attribute))),
            (ReportTexts.NotGranted, Titles(held.NotGranted)),
        ];
        if (held.Attributes.Count > 0 && held.Attributes.All(a => a.Status == DisclosureStatus.None))
            rest[0] = (ReportTexts.HoldsNothingAtAll, " ");
        return rest.Where(r => r.Titles.Length > 0).Select(r => (language[r.Text], r.Titles));
    }

    public TableView References(SubjectReport report, PageLanguage language) => new(
        "references", language[ReportTexts.Hub], [.. ((PageText[])[ReportTexts.Registry, ReportTexts.Capacity, ReportTexts.From, ReportTexts.To]).Select(t => language[t])],
        [
            .. report.References.Select(r => (IReadOnlyList<string>)[
                language[words.Registry(r.Registry)], language[ReportWords.Capacity(r.Capacity)], Day(r.From, language), Day(r.To, language)]),
        ]);

    public TableView Consents(SubjectReport report, PageLanguage language) => new(
        "consents", language[ReportTexts.Consents],
        [
            .. ((PageText[])[ReportTexts.Grantee, ReportTexts.Why, ReportTexts.What, ReportTexts.From, ReportTexts.To, ReportTexts.Stands, ReportTexts.Recorded, ReportTexts.Kept])
                .Select(t => language[t]),
        ],
        [
            .. report.Consents.Select(c => (IReadOnlyList<string>)[
                language[words.Institution(c.Grantee)], ScopeWords.List(c.Purposes.Select(PlainPurposes.Of), language),
                c.Attributes.Count == 0 ? language[ReportTexts.Everything] : ScopeWords.List(c.Attributes.Select(words.Attribute), language),
                Day(c.From, language), Day(c.To, language), language[ReportWords.Status(c.On(words.Today))], language.Day(c.RecordedAt), c.Document]),
        ]);

    /// <summary>The newest disclosures in words.</summary>
    public TableView Shown(SubjectReport report, PageLanguage language) => new(
        "disclosures", language[ReportTexts.Told],
        [.. ((PageText[])[ReportTexts.At, ReportTexts.Who, ReportTexts.What, ReportTexts.Why, ReportTexts.Result, ReportTexts.Exchange]).Select(t => language[t])],
        [
            .. report.History.Disclosures.Take(MostShown).Select(d => (IReadOnlyList<string>)[
                language.Moment(d.At), language[ReportWords.Institution(d, words)], What(d, language), language[PlainPurposes.Of(d.Purpose)], Result(d, language), $"{d.Exchange}"]),
        ]);

    /// <summary>All disclosures as CSV, written while they are read.</summary>
    public async Task WriteCsvAsync(Stream output, SubjectReport report, CancellationToken cancellation)
    {
        await output.WriteAsync(CsvText.Begin(
            ["time", "institution", "institutionName", "institutionNameKhmer", "operation", "purpose", "purposePlain", "purposePlainKhmer", "result", "reason", "attributes", "programmes", "exchange"]), cancellation);
        foreach (var d in report.History.Disclosures)
        {
            var (name, purpose) = (ReportWords.Institution(d, words), PlainPurposes.Of(d.Purpose));
            await output.WriteAsync(CsvText.Row(
            [
                d.At.ToOffset(Cambodia).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), d.Institution, name.En, name.Km, d.Operation, d.Purpose ?? "", purpose.En, purpose.Km,
                WireName.Of(d.Result), d.Refusal ?? "", d.Attributes is null ? "all" : string.Join(' ', d.Attributes), string.Join(' ', d.Programmes), $"{d.Exchange}",
            ]), cancellation);
        }
    }

    private string What(SubjectDisclosure d, PageLanguage language)
    {
        var text = new StringBuilder(language[ReportWords.Operation(d.Operation)]);
        // An officer's search names fields of the log where an exchange names attributes.
        var details = d.Programmes.Select(p => language[words.Programme(p)]).Concat(Attributes((d.Attributes ?? []).Select(words.Find).OfType<CatalogueAttribute>(), language)).ToList();
        if (d.Attributes is null && d.Operation == "lookup")
            details.Add(language[ReportTexts.Everything]);
        return (details.Count == 0 ? text : text.Append(": ").AppendJoin(", ", details)).ToString();
    }

    /// <summary>The titles; all of a registry is said in a word, which a list of thirty would not say.</summary>
    private IEnumerable<string> Attributes(IEnumerable<CatalogueAttribute> attributes, PageLanguage language)
    {
        foreach (var owned in attributes.GroupBy(a => a.Owner))
            if (words.Attributes.Single(g => g.Key == owned.Key).Where(a => a.Via is null).Except(owned).Any())
                foreach (var attribute in owned)
                    yield return attribute.Title.In(language);
            else
                yield return ReportTexts.All.In(language, language[words.Registry(owned.Key)]);
    }

    private static string Result(SubjectDisclosure d, PageLanguage language)
    {
        var text = language[ReportWords.Result(d)];
        if (d.Refusal is { } refusal)
            text += ": " + language[ReportWords.Refusal(refusal)];
        return d.WasHidden ? $"{text} ({language[ReportTexts.WasHidden]})" : text;
    }

    private static string Day(DateOnly? day, PageLanguage language) => day is { } known ? ScopeWords.Day(known, language) : "–";

    private static string Value(DisclosedAttribute disclosed, PageLanguage language) => disclosed.Value.Type switch
    {
        AttributeType.Date => ScopeWords.Day(disclosed.Value.Date, language),
        AttributeType.Boolean => language[disclosed.Value.Boolean ? ReportTexts.Yes : ReportTexts.No],
        AttributeType.Code when CodeLists.Find(disclosed.Attribute.Codes ?? "")?.GetValueOrDefault(disclosed.Value.Text!) is { } code => code.Title.In(language),
        _ => disclosed.Value.ToText(),
    };
}
