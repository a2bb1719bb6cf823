using System.Runtime.InteropServices;

namespace Interop.Gateway.Matching;

/// <summary>What is compared. A person has either a birth date or, where a side knows no more, a birth year.</summary>
internal enum MatchField
{
    FamilyName,
    GivenName,
    NameOrder,
    BirthDate,
    BirthYear,
    Sex,
    Place,
    EquityCard,
}

/// <summary>How far a question and a person agree, field by field: a level of <see cref="Levels"/>, or <see cref="Unknown"/>.</summary>
/// <param name="FamilyScript">The script in which the family names agree best.</param>
/// <param name="Swapped">Whether the family name asked for was compared with the given name on record.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Agreement(
    sbyte Family, NameScript FamilyScript, sbyte Given, NameScript GivenScript, bool Swapped, sbyte Birth, sbyte Year, sbyte Sex, sbyte Place, sbyte Card)
{
    public const sbyte Unknown = -1;

    /// <summary>The levels of each field, the nearest first, in the words of the answer.</summary>
    public static readonly string[][] Levels =
    [
        ["same", "sounds-same", "close", "similar", "different"],
        ["same", "sounds-same", "close", "similar", "different"],
        ["same", "swapped"],
        ["same", "day-and-month-swapped", "one-part-differs", "same-year", "near-year", "different"],
        ["same-year", "one-year-off", "two-years-off", "different"],
        ["same", "different"],
        ["same-village", "same-commune", "same-district", "same-province", "different"],
        ["same-member", "same-household", "one-digit-differs", "different"],
    ];

    /// <summary>Where the household's own card was shown, that it lives there and shares names is no news.</summary>
    public bool SharesHousehold => Card is 0 or 1;

    public sbyte this[MatchField field] => field switch
    {
        MatchField.FamilyName => Family,
        MatchField.GivenName => Given,
        MatchField.NameOrder => Family == Unknown || Given == Unknown ? Unknown : Swapped ? (sbyte)1 : (sbyte)0,
        MatchField.BirthDate => Birth,
        MatchField.BirthYear => Year,
        MatchField.Sex => Sex,
        MatchField.Place => Place,
        MatchField.EquityCard => Card,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No field."),
    };

    public bool Differs(MatchField field) => this[field] == Levels[(int)field].Length - 1;
}
