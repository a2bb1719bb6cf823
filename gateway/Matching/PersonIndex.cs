using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Interop.Gateway.Matching;

/// <summary>One who may be meant, and how far they agree with what was said.</summary>
/// <param name="Person">Number in the index.</param>
internal readonly record struct Candidate(int Person, Agreement Agreement);

/// <summary>
/// Everybody the most trusted registry knows, by what people say of themselves. It is personal data: it lies in memory alone, is made from the
/// registries and is gone with the process. Never changed once it is made, so any number may ask at once.
/// </summary>
internal sealed class PersonIndex
{
    /// <summary>Compared at most for one question; a question that brings more says too little to find anybody.</summary>
    private const int MostCompared = 20_000;
    // Who does not know the day is rarely more than two years off.
    private const int YearsAround = 2;

    private readonly IndexRow[] rows;
    private readonly NameTable families, givens;
    private readonly Blocks blocks;
    private readonly string[] types;
    private readonly byte[] identifiers;

    public PersonIndex(IndexRow[] rows, NameTable families, NameTable givens, Blocks blocks, string[] types, byte[] identifiers)
    {
        (this.rows, this.families, this.givens, this.blocks, this.types, this.identifiers) = (rows, families, givens, blocks, types, identifiers);
        Counts = new(rows, families, givens);
    }

    public int People => rows.Length;

    public IndexCounts Counts { get; }

    /// <summary>What the arrays hold; names are few beside them.</summary>
    public long Bytes => (rows.Length * (long)Unsafe.SizeOf<IndexRow>()) + blocks.Bytes + identifiers.Length;

    /// <summary>The identifier by which the hub finds the person again.</summary>
    public (string Type, string Value) IdentifierOf(int person)
    {
        var at = rows[person].At;
        return (types[rows[person].Type], Encoding.UTF8.GetString(identifiers, at + 1, identifiers[at]));
    }

    /// <summary>Whoever agrees with the question in enough to be worth comparing, compared.</summary>
    public List<Candidate> Find(MatchQuestion question, WeightTable weights)
    {
        var found = new List<int>(256);
        Gather(question, found);
        found.Sort();
        var comparison = new Comparison(question, rows, families, givens, weights);
        var candidates = new List<Candidate>(found.Count);
        for (var i = 0; i < found.Count && candidates.Count < MostCompared; i++)
            if (i == 0 || found[i] != found[i - 1])
                candidates.Add(new(found[i], comparison.With(found[i])));
        return candidates;
    }

    /// <summary>How many people hold the household's card.</summary>
    public int Holders(EquityCard card) => blocks.Count(Blocks.Way.Card, CardKey(card.Household));

    internal static uint CardKey(long household) => Blocks.Mix((uint)(household >> 32), (uint)household);

    private void Gather(MatchQuestion question, List<int> found)
    {
        foreach (var names in (ReadOnlySpan<uint?>)[Blocks.Names(question.FamilyKhmer, question.GivenKhmer), Blocks.Names(question.FamilyLatin, question.GivenLatin)])
        {
            if (names is not { } key)
                continue;
            if (question.Birth is { } born)
                for (var year = born.Year - YearsAround; year <= born.Year + YearsAround; year++)
                    blocks.Find(Blocks.Way.NamesAndYear, Blocks.Mix(key, (uint)year), found);
            if (question.Place is { Pairs: >= 3 } place)
                blocks.Find(Blocks.Way.NamesAndCommune, Blocks.Mix(key, (uint)place.Within(3).Code), found);
        }
        if (question.Card is { } card)
            blocks.Find(Blocks.Way.Card, CardKey(card.Household), found);
        if (question.Birth is not { } birth)
            return;
        if (!birth.YearOnly && found.Count < MostCompared)
        {
            blocks.Find(Blocks.Way.Day, (uint)birth.Packed, found);
            if (birth.Swapped is { } swapped)
                blocks.Find(Blocks.Way.Day, (uint)swapped.Packed, found);
        }
        if (question.Place is { Pairs: 4 } village)
            for (var year = birth.Year - 1; year <= birth.Year + 1; year++)
                blocks.Find(Blocks.Way.VillageAndYear, Blocks.Mix((uint)village.Code, (uint)year), found);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{People} people");
}
