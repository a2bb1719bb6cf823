namespace Interop.Gateway.Matching;

/// <summary>Compares one question with one person after the other; what two names have in common is found out once.</summary>
internal sealed class Comparison(MatchQuestion question, IndexRow[] rows, NameTable families, NameTable givens, WeightTable weights)
{
    // By part of the question (family, given), script, and table it is compared with (family, given).
    private readonly Dictionary<int, sbyte>[] known = [.. Enumerable.Range(0, 8).Select(_ => new Dictionary<int, sbyte>())];

    public Agreement With(int person)
    {
        ref readonly var row = ref rows[person];
        var straight = Names(row, swapped: false);
        // As good as can be: the other order could not be better.
        var names = straight is { Family: 0, Given: 0 } ? straight : Better(straight, Names(row, swapped: true));
        var (birth, year) = Birth(row);
        return names with
        {
            Birth = birth,
            Year = year,
            Sex = question.Female is { } female && row.Sex != 0 ? (row.Sex == 2) == female ? (sbyte)0 : (sbyte)1 : Agreement.Unknown,
            Place = question.Place is { } place && row.Village != 0 ? place.Compare(new(row.Village, 4)) : Agreement.Unknown,
            Card = question.Card is not { } card ? Agreement.Unknown : row.Card == 0 ? (sbyte)3 : card.Compare(new(row.Card / 100, (int)(row.Card % 100))),
        };
    }

    private Agreement Better(in Agreement straight, in Agreement swapped) => weights.OfNames(swapped) > weights.OfNames(straight) ? swapped : straight;

    private Agreement Names(in IndexRow row, bool swapped)
    {
        var (family, familyScript) = Best(swapped ? 1 : 0, 0, row.FamilyKhmer, row.FamilyLatin);
        var (given, givenScript) = Best(swapped ? 0 : 1, 1, row.GivenKhmer, row.GivenLatin);
        return new(family, familyScript, given, givenScript, swapped, Agreement.Unknown, Agreement.Unknown, Agreement.Unknown, Agreement.Unknown, Agreement.Unknown);
    }

    /// <param name="part">0 the family name that was said, 1 the given name.</param>
    /// <param name="table">0 compared with family names, 1 with given names.</param>
    private (sbyte, NameScript) Best(int part, int table, int khmer, int latin)
    {
        var (k, l) = (Level(part, table, NameScript.Khmer, khmer), Level(part, table, NameScript.Latin, latin));
        return k == Agreement.Unknown || (l != Agreement.Unknown && l < k) ? (l, NameScript.Latin) : (k, NameScript.Khmer);
    }

    private sbyte Level(int part, int table, NameScript script, int number)
    {
        if (number == NameTable.None || (part == 0 ? question.Family(script) : question.Given(script)) is not { } said)
            return Agreement.Unknown;
        var levels = known[(part * 4) + ((int)script * 2) + table];
        if (!levels.TryGetValue(number, out var level))
        {
            var other = (table == 0 ? families : givens)[number]!;
            // Either form may have been entered in the other script's field.
            levels[number] = level = other.Script == said.Script ? (sbyte)said.Compare(other) : Agreement.Unknown;
        }
        return level;
    }

    private (sbyte Birth, sbyte Year) Birth(in IndexRow row)
    {
        if (question.Birth is not { } birth || row.Birth == 0)
            return (Agreement.Unknown, Agreement.Unknown);
        var (field, level) = birth.Compare(BirthDate.Unpack(row.Birth));
        return field == MatchField.BirthDate ? (level, Agreement.Unknown) : (Agreement.Unknown, level);
    }
}
