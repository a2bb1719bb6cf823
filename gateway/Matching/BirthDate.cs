using System.Globalization;
using System.Runtime.InteropServices;

namespace Interop.Gateway.Matching;

/// <summary>A birth date as far as it is known.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">0 when only the year is known.</param>
/// <param name="Day">0 when only the year is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BirthDate(int Year, int Month, int Day)
{
    public bool YearOnly => Month == 0;

    /// <summary>A day of a registry, of which the year alone counts when it says so itself.</summary>
    public static BirthDate Of(DateOnly day, bool approximate) => approximate ? new(day.Year, 0, 0) : new(day.Year, day.Month, day.Day);

    /// <summary>Reads <c>1980-05-03</c>, <c>1980-05</c> (the month is not used) and <c>1980</c>.</summary>
    public static bool TryRead(string text, bool approximate, out BirthDate birth)
    {
        birth = default;
        var format = text.Length switch { 10 => "yyyy-MM-dd", 7 => "yyyy-MM", 4 => "yyyy", _ => null };
        if (format is null || !DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        birth = Of(day, approximate || text.Length < 10);
        return true;
    }

    /// <summary>As one number, for an index: year, month, day.</summary>
    public int Packed => (Year << 9) | (Month << 5) | Day;

    public static BirthDate Unpack(int packed) => new(packed >> 9, (packed >> 5) & 15, packed & 31);

    /// <summary>The day with day and month exchanged, if there is such a day and it is another.</summary>
    public BirthDate? Swapped => Day is >= 1 and <= 12 && Day != Month ? new(Year, Day, Month) : null;

    /// <summary>Level of <see cref="MatchField.BirthDate"/>, or of <see cref="MatchField.BirthYear"/> when either is a year alone.</summary>
    public (MatchField Field, sbyte Level) Compare(BirthDate other)
    {
        var years = Math.Abs(Year - other.Year);
        if (YearOnly || other.YearOnly)
            return (MatchField.BirthYear, (sbyte)Math.Min(years, 3));
        if (this == other)
            return (MatchField.BirthDate, 0);
        if (years == 0 && Month == other.Day && Day == other.Month)
            return (MatchField.BirthDate, 1);
        var same = (years == 0 ? 1 : 0) + (Month == other.Month ? 1 : 0) + (Day == other.Day ? 1 : 0);
        return (MatchField.BirthDate, same == 2 ? (sbyte)2 : years == 0 ? (sbyte)3 : years <= 2 ? (sbyte)4 : (sbyte)5);
    }

    public override string ToString() => nameof(BirthDate);
}
