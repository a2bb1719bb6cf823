using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Guarantees;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.PointOfCare;

/// <summary>One payer as the page shows it.</summary>
/// <param name="Until">Last day of the coverage; null where nobody says, or the scope does not show it.</param>
/// <param name="Guarantee">Null where the scope gives none, or the coverage is over before one could begin.</param>
internal sealed record PayerShown(Title Payer, string Package, int Copayment, DateOnly? Until, GivenGuarantee? Guarantee);

/// <summary>What came of asking about one card.</summary>
/// <param name="Asked">By what was asked, shown so that a slip is seen.</param>
/// <param name="At">The age of the answer.</param>
/// <param name="Why">What to do, in a sentence.</param>
/// <param name="Payers">In order of payment.</param>
/// <param name="NotKnown">Payers of whom nobody can say now.</param>
internal sealed record CoverageFound(
    CoverageVerdict Verdict, Subject Asked, DateTimeOffset At, PageText Why, IReadOnlyList<PayerShown> Payers, IReadOnlyList<Title> NotKnown)
{
    /// <summary>The answer of an exchange.</summary>
    public static CoverageFound Of(Exchange exchange, IReadOnlyList<GivenGuarantee> given)
    {
        var coverage = exchange.Entitlements!.Coverage;
        var verdict = coverage.Covered switch { Truth.True => CoverageVerdict.Covered, Truth.False => CoverageVerdict.NotCovered, _ => CoverageVerdict.Unknown };
        return new(
            verdict, exchange.Subject, exchange.At, VerifyTexts.WhatToDo(verdict),
            [.. coverage.InForce.Select(line => new PayerShown(
                TitleOf(line.Programme, exchange), line.Terms.Package, line.Terms.Copayment.Percent,
                line.Terms.To is { } attribute && exchange.MayExplain([attribute]) ? line.To : null, given.FirstOrDefault(g => g.Payer == line.Terms.Payer)))],
            [.. coverage.Unknown.Select(payer => TitleOf(payer.Programme, exchange))]);
    }

    /// <summary>An exchange that found no answer: nobody can say now, whatever the reason.</summary>
    public static CoverageFound Unsaid(Subject asked, DateTimeOffset at, PageText why) => new(CoverageVerdict.Unknown, asked, at, why, [], []);

    // Nothing of a person is printed by accident.
    public override string ToString() => nameof(CoverageFound);

    private static Title TitleOf(Programme programme, Exchange exchange) => programme.On(exchange.Date)!.Title;
}
