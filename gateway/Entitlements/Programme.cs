using System.Runtime.InteropServices;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>The three answers of one programme on one date. <paramref name="InForce"/> is false where the programme covers nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Verdict(Truth Entitled, Truth Enrolled, Truth InForce);

/// <summary>What a programme pays and when. Payers pay by <paramref name="Order"/>, ascending; <paramref name="Because"/> says why here.</summary>
/// <param name="Payer">Unique code of who pays.</param>
/// <param name="Order">Unique place in the order of payment.</param>
/// <param name="Package">What is paid for.</param>
/// <param name="Copayment">What is left to the patient.</param>
/// <param name="InForce">When it pays.</param>
/// <param name="From">Where the first day of the coverage is read, if anywhere.</param>
/// <param name="To">Where the last day of the coverage is read, if anywhere.</param>
/// <param name="Because">Why the payer stands here in the order.</param>
internal sealed record CoverageTerms(
    string Payer, int Order, string Package, Copayment Copayment, Condition InForce, CatalogueAttribute? From, CatalogueAttribute? To, Title Because);

/// <summary>One version of a programme, compiled.</summary>
internal sealed class RuleVersion(int number, Period effective, Title title, ProgrammeKind kind, Title legalBasis, Condition entitled, Condition enrolled, CoverageTerms? coverage)
{
    private readonly HashSet<int> ordinals = [.. Read(entitled, enrolled, coverage).Select(a => a.Ordinal)];

    public int Number => number;
    public Period Effective => effective;
    public Title Title => title;
    public ProgrammeKind Kind => kind;
    public Title LegalBasis => legalBasis;
    public Condition Entitled => entitled;
    public Condition Enrolled => enrolled;
    public CoverageTerms? Coverage => coverage;

    /// <summary>Whether a benefit was lately received; null where no registry tells. Not among <see cref="Attributes"/>: a check of one person does not read it.</summary>
    public Condition? Receiving { get; init; }

    /// <summary>Every attribute the version may read, those of relatives (<c>mother.*</c>) and of coverage periods included; each once.</summary>
    public IReadOnlyList<CatalogueAttribute> Attributes { get; } = [.. Read(entitled, enrolled, coverage).Distinct()];

    /// <summary>Whether some of what it reads is a relative's.</summary>
    public bool ReadsRelatives { get; } = Read(entitled, enrolled, coverage).Any(a => a.Via is not null);

    public bool Reads(CatalogueAttribute attribute) => ordinals.Contains(attribute.Ordinal);

    public Verdict Evaluate(Facts facts, DateOnly date) => new(
        entitled.Evaluate(facts, date), enrolled.Evaluate(facts, date), coverage is null ? Truth.False : coverage.InForce.Evaluate(facts, date));

    private static IEnumerable<CatalogueAttribute> Read(Condition entitled, Condition enrolled, CoverageTerms? coverage) =>
        [.. entitled.Attributes, .. enrolled.Attributes, .. coverage?.InForce.Attributes ?? [], .. new[] { coverage?.From, coverage?.To }.OfType<CatalogueAttribute>()];
}

/// <summary>
/// A programme with its versions, of which at most one counts on a date. On a date with none the programme does not exist: nobody is
/// entitled or enrolled, it covers nothing, and the one reason is <see cref="NotInForce"/>.
/// </summary>
internal sealed class Programme(string code, IReadOnlyList<RuleVersion> versions)
{
    /// <summary>The id of the condition that failed when no version counts on the date.</summary>
    public const string NotInForce = "in-force";

    private static readonly Title NotInForceText = new("The programme has a rule in force on the date", "កម្មវិធីមានវិធានចូលជាធរមាននៅកាលបរិច្ឆេទនេះ");

    private readonly RuleVersion[] versions = [.. versions.OrderBy(v => v.Effective.From)];

    public string Code => code;

    /// <summary>In order of time.</summary>
    public IReadOnlyList<RuleVersion> Versions => versions;

    /// <summary>The version that counts on the date, or null.</summary>
    public RuleVersion? On(DateOnly date)
    {
        foreach (var version in versions)
            if (version.Effective.Contains(date))
                return version;
        return null;
    }

    /// <summary>Allocates nothing.</summary>
    public Verdict Evaluate(Facts facts, DateOnly date) => On(date)?.Evaluate(facts, date) ?? default;

    /// <summary>Adds the conditions that decided <see cref="Verdict.Entitled"/>; see <see cref="Condition.Explain"/>.</summary>
    public void Explain(Facts facts, DateOnly date, List<Reason> into)
    {
        if (On(date) is { } version)
            version.Entitled.Explain(facts, date, into);
        else
            into.Add(new(NotInForce, NotInForceText, Truth.False, []));
    }

    public override string ToString() => code;
}
