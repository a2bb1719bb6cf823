using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Guarantees;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.PointOfCare;

/// <summary>One payer that pays, as the page shows it.</summary>
/// <param name="Because">Why it stands here in the order.</param>
/// <param name="Period">First and last day of the coverage; null where nobody says, or the scope does not show it.</param>
/// <param name="Guarantee">Null where the scope gives none, the coverage is over before one could begin, or a registry does not answer now.</param>
internal sealed record PayerShown(Title Payer, CoverageTerms Terms, Title Because, (DateOnly? From, DateOnly? Until) Period, GivenGuarantee? Guarantee)
{
    /// <summary>How old what a silent registry said last is, where this payer hangs on it; null where all have answered.</summary>
    public TimeSpan? Age { get; init; }
}

/// <summary>One payer that does not pay, or of whom nobody can say now, and why.</summary>
internal sealed record PayerUnpaying(Title Payer, IReadOnlyList<PageText> Because);

/// <summary>What came of asking about one card.</summary>
/// <param name="Asked">By what was asked, shown so that a slip is seen.</param>
/// <param name="Purpose">For what was asked, an HL7 code.</param>
/// <param name="At">The age of the answer.</param>
/// <param name="Day">For which day was asked.</param>
/// <param name="Why">What to do, in a sentence.</param>
internal sealed record CoverageFound(CoverageVerdict Verdict, Subject Asked, string Purpose, DateTimeOffset At, DateOnly Day, PageText Why)
{
    /// <summary>In order of payment.</summary>
    public IReadOnlyList<PayerShown> Payers { get; private init; } = [];

    /// <summary>Payers of whom nobody can say now: never among those that do not pay.</summary>
    public IReadOnlyList<PayerUnpaying> NotKnown { get; private init; } = [];

    /// <summary>Payers that have answered and do not pay.</summary>
    public IReadOnlyList<PayerUnpaying> NotPaying { get; private init; } = [];

    /// <summary>Whether the hub asks again by itself.</summary>
    public bool IsAskedAgain { get; private init; }

    /// <summary>Proves that it was asked and answered; null where it was not.</summary>
    public string? Receipt { get; private init; }

    /// <summary>The answer of an exchange.</summary>
    public static CoverageFound Of(Exchange exchange, IReadOnlyList<GivenGuarantee> given)
    {
        var coverage = exchange.Entitlements!.Coverage;
        var verdict = coverage.Covered switch { Truth.True => CoverageVerdict.Covered, Truth.False => CoverageVerdict.NotCovered, _ => CoverageVerdict.Unknown };
        return new(verdict, exchange.Subject, exchange.Caller.Purpose, exchange.At, exchange.Date, VerifyTexts.WhatToDo(verdict))
        {
            Receipt = exchange.Receipt?.ToString(),
            IsAskedAgain = exchange.Recheck?.Id is not null,
            Payers = [.. coverage.InForce.Select(line => new PayerShown(
                TitleOf(line.Programme, exchange), line.Terms, line.Terms.Because, (Shown(line.Terms.From, line.From, exchange), Shown(line.Terms.To, line.To, exchange)),
                given.FirstOrDefault(g => g.Payer == line.Terms.Payer)) { Age = exchange.At - line.LastRead })],
            NotKnown = [.. coverage.Unknown.Select(payer => new PayerUnpaying(TitleOf(payer.Programme, exchange), Reasons(payer.Because, Truth.Unknown)))],
            NotPaying = [.. exchange.Entitlements.Programmes
                .Where(p => p.Programme.On(exchange.Date)?.Coverage is not null && coverage.InForce.All(i => i.Programme != p.Programme) && coverage.Unknown.All(u => u.Programme != p.Programme))
                .Select(p => new PayerUnpaying(TitleOf(p.Programme, exchange), p.Entitled == Truth.False ? Reasons(p.Because, Truth.False) : [VerifyTexts.NotEnrolled]))],
        };
    }

    /// <summary>An exchange that found no answer: nobody can say now, whatever the reason.</summary>
    public static CoverageFound Unsaid(Exchange exchange, PageText why) =>
        new(CoverageVerdict.Unknown, exchange.Subject, exchange.Caller.Purpose, exchange.At, exchange.Date, why) { IsAskedAgain = exchange.Recheck?.Id is not null };

    // Nothing of a person is printed by accident.
    public override string ToString() => nameof(CoverageFound);

    private static DateOnly? Shown(CatalogueAttribute? attribute, DateOnly? day, Exchange exchange) => attribute is not null && exchange.MayExplain([attribute]) ? day : null;

    /// <summary>Only what decided: what was met beside it is of no use at the counter.</summary>
    private static IReadOnlyList<PageText> Reasons(IReadOnlyList<Reason> because, Truth decided) =>
        [.. because.Where(r => r.IsWithheld || r.Outcome == decided).Select(VerifyTexts.Of)];

    private static Title TitleOf(Programme programme, Exchange exchange) => programme.On(exchange.Date)!.Title;
}
