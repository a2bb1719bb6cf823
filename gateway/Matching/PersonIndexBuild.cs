using System.Runtime.InteropServices;
using System.Text;

namespace Interop.Gateway.Matching;

/// <summary>Somebody as the index takes them in.</summary>
/// <param name="IdentifierType">Type of the one identifier by which the hub finds the person again.</param>
/// <param name="Identifier">Its value.</param>
/// <param name="Said">What the registries say of them; a household's card is given by its member.</param>
internal readonly record struct IndexedPerson(string IdentifierType, string Identifier, MatchQuestion Said)
{
    public override string ToString() => nameof(IndexedPerson);
}

/// <summary>One person in the index; names are numbers of its tables.</summary>
/// <param name="Birth">Packed; 0 when not known.</param>
/// <param name="Village">As a number; 0 when not known.</param>
/// <param name="Card">Household's number times 100 and the member; 0 for none.</param>
/// <param name="Sex">0 not known, 1 male, 2 female.</param>
/// <param name="Type">Which type of identifier.</param>
/// <param name="At">Where its identifier begins.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal record struct IndexRow(int FamilyKhmer, int GivenKhmer, int FamilyLatin, int GivenLatin, int Birth, int Village, long Card, int At, byte Sex, byte Type);

/// <summary>Takes people in, one after the other, and makes the index of them.</summary>
internal sealed class PersonIndexBuild
{
    private readonly NameTable families = new(), givens = new();
    private readonly List<IndexRow> rows = [];
    private readonly List<string> types = [];
    private readonly List<byte> identifiers = [];

    public int Count => rows.Count;

    public int Add(in IndexedPerson person)
    {
        var said = person.Said;
        var type = types.IndexOf(person.IdentifierType);
        if (type < 0)
        {
            type = types.Count;
            types.Add(person.IdentifierType);
        }
        rows.Add(new(
            families.Add(said.FamilyKhmer), givens.Add(said.GivenKhmer), families.Add(said.FamilyLatin), givens.Add(said.GivenLatin),
            said.Birth?.Packed ?? 0, said.Place is { Pairs: 4 } village ? village.Code : 0, said.Card is { } card ? Packed(card) : 0,
            identifiers.Count, said.Female is { } female ? female ? (byte)2 : (byte)1 : (byte)0, (byte)type));
        var bytes = Encoding.UTF8.GetBytes(person.Identifier);
        identifiers.Add((byte)bytes.Length);
        identifiers.AddRange(bytes);
        return rows.Count - 1;
    }

    /// <summary>Another registry tells that the person's household holds a card.</summary>
    public void Hold(int person, EquityCard card) => CollectionsMarshal.AsSpan(rows)[person].Card = Packed(card);

    public PersonIndex Complete()
    {
        var blocks = new Blocks();
        for (var i = 0; i < rows.Count; i++)
            Block(rows[i], i, blocks);
        blocks.Complete();
        return new([.. rows], families, givens, blocks, [.. types], [.. identifiers]);
    }

    private static long Packed(EquityCard card) => (card.Household * 100) + card.Member;

    private void Block(in IndexRow row, int person, Blocks blocks)
    {
        var birth = BirthDate.Unpack(row.Birth);
        var village = new Place(row.Village, 4);
        foreach (var (family, given) in (ReadOnlySpan<(int, int)>)[(row.FamilyKhmer, row.GivenKhmer), (row.FamilyLatin, row.GivenLatin)])
        {
            if (Blocks.Names(families[family], givens[given]) is not { } names)
                continue;
            if (row.Birth != 0)
                blocks.Add(Blocks.Way.NamesAndYear, Blocks.Mix(names, (uint)birth.Year), person);
            if (row.Village != 0)
                blocks.Add(Blocks.Way.NamesAndCommune, Blocks.Mix(names, (uint)village.Within(3).Code), person);
        }
        if (row.Birth != 0 && !birth.YearOnly)
            blocks.Add(Blocks.Way.Day, (uint)row.Birth, person);
        if (row.Birth != 0 && row.Village != 0)
            blocks.Add(Blocks.Way.VillageAndYear, Blocks.Mix((uint)row.Village, (uint)birth.Year), person);
        if (row.Card != 0)
            blocks.Add(Blocks.Way.Card, PersonIndex.CardKey(row.Card / 100), person);
    }
}
