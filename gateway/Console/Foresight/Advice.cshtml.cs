using System.Globalization;
using Interop.Gateway.Audit;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Foresight;

/// <summary><c>/console/advice?scope=...&amp;days=90</c>: what scopes in force allow and nobody uses, and a draft without it.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class AdviceModel(ScopeLedger ledger, Advices advices, ForesightRecord record, AuditLog log, ScopeWords words, TimeProvider time) : ConsolePage
{
    public const string Path = "/console/advice";

    public ScopeWords Words => words;

    /// <summary>The scope looked at; empty for all.</summary>
    public string Scope { get; private set; } = "";

    public int Days { get; private set; } = Advices.UsualDays;

    /// <summary>Null until somebody asks.</summary>
    public AdviceResult? Found { get; private set; }

    /// <summary>What the ledger finds wrong with the draft, in English, for it quotes codes.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Scopes in force.</summary>
    public IReadOnlyList<string> Scopes => [.. ledger.All().Where(v => v.Status == ScopeStatus.Active).Select(v => v.Config.Scope).Distinct()];

    public string CsvLink => Path + QueryString.Create("scope", Scope).Add("days", Days.ToString(CultureInfo.InvariantCulture)).Add("format", "csv");

    public async Task<IActionResult> OnGetAsync([FromServices] PageLanguage language)
    {
        if (!Request.Query.ContainsKey("scope"))
            return Page();
        if (!TryRead(Request.Query["scope"].ToString(), Request.Query["days"].ToString()))
            return Refuse(DaysWrong(language));
        if (!await LookAsync())
            return Refuse(SimulatorTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        return WantsCsv ? Csv("unused", Codes()) : Page();
    }

    /// <summary>Drafts the version without what is unused; from there on it is a draft like any other.</summary>
    public async Task<IActionResult> OnPostAsync([FromServices] PageLanguage language, [FromServices] AttributeCatalogue catalogue, [FromServices] ProgrammeRules rules)
    {
        if (!IsDpo)
            return NotYours();
        if (!TryRead(Field("scope"), Field("days")))
            return Refuse(DaysWrong(language));
        if (!await LookAsync())
            return Refuse(SimulatorTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        if (Found!.Scopes.Count != 1 || Found.Scopes[0].Without(catalogue, rules) is not { } less)
            return Refuse(ForesightTexts.Changed);
        var result = ledger.Draft(less, Officer);
        if (result.Outcome == LedgerOutcome.Done)
            return Redirect(ScopeModel.LinkTo(less with { Version = result.Version }) + "?kept");
        Faults = result.Faults;
        return Refuse(ActionTexts.Refusal(result.Outcome));
    }

    /// <summary>Everything unused, a line each, in words.</summary>
    public TableView Table(PageLanguage language) => new(
        "unused", language[ForesightTexts.Table],
        [language[ForesightTexts.Unused], language[ForesightTexts.Kind], language[ScopeTexts.Scope], language[ForesightTexts.Institution], language[ForesightTexts.Exchanges]],
        [
            .. from advice in Found!.Scopes
            from unused in Named(advice)
            select (IReadOnlyList<string>)[
                language[unused.Title], language[CompareTexts.Of(unused.Kind)], $"{advice.Scope.Scope} {language[ScopeTexts.Version]} {language.Number(advice.Scope.Version)}",
                language[words.Institution(advice.Scope.Consumer)], language.Number((int)Math.Min(advice.Exchanges, int.MaxValue))],
        ], CsvLink);

    public IEnumerable<(string Kind, string Code, PageText Title)> Named(ScopeAdvice advice) =>
    [
        .. advice.Attributes.Select(a => ("attributes", a, words.Attribute(a))),
        .. advice.Purposes.Select(p => ("purposes", p, words.Purpose(p))),
        .. advice.Operations.Select(o => ("operations", WireName.Of(o), ScopeTexts.Of(o))),
        .. advice.Programmes.Select(p => ("programmes", p, words.Programme(p))),
    ];

    private TableView Codes() => new(
        "unused", "unused", ["scope", "version", "institution", "daysInForce", "exchanges", "kind", "unused"],
        [
            .. from advice in Found!.Scopes
            from unused in Named(advice)
            select (IReadOnlyList<string>)[advice.Scope.Scope, $"{advice.Scope.Version}", advice.Scope.Consumer, $"{advice.Days}", $"{advice.Exchanges}", unused.Kind, unused.Code],
        ]);

    private bool TryRead(string scope, string days)
    {
        Scope = scope;
        if (days.Length == 0)
            return true;
        var good = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Advices.MostDays;
        Days = good ? number : Days;
        return good;
    }

    private async Task<bool> LookAsync()
    {
        var (now, cancellation) = (time.GetUtcNow(), HttpContext.RequestAborted);
        if (!await record.ReadAsync(Officer, ForesightRecord.Advice, null, cancellation))
            return false;
        using var reader = await log.ReadAsync(cancellation);
        var all = await advices.RunAsync(Days, now, reader, PassBounds.OfPage(now.AddDays(-Days)), null, cancellation);
        Found = Scope.Length == 0 ? all : all with { Scopes = [.. all.Scopes.Where(a => a.Scope.Scope == Scope)] };
        return true;
    }

    private static PageText DaysWrong(PageLanguage language) => ForesightTexts.DaysWrongUpTo(Advices.MostDays, language);
}
