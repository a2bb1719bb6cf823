using System.Globalization;

namespace Interop.Adapters.Mapping;

/// <summary>Dates and times as registries write them: ISO 8601 unless the mapping states a .NET format.</summary>
internal static class IsoTime
{
    // PostgreSQL and SQLite write a blank for the T, and PostgreSQL an offset of whole hours.
    private static readonly string[] Times =
    [
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:sszz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd HH:mmK",
    ];

    /// <summary>A calendar date; of a date and time, the date as written.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, string? format, out DateOnly date)
    {
        if (format is not null) return DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        if (text.Length == 10) return TryDay(text, out date);
        date = default;
        return text.Length > 10 && TryTime(text, null, out _) && TryDay(text[..10], out date);
    }

    /// <summary>A moment; a time without offset is UTC, a date its first moment.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, string? format, out DateTimeOffset time)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (format is not null) return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, utc, out time);
        if (text.Length == 10 && TryDay(text, out var day))
        {
            time = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }
        return DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, utc, out time);
    }

    private static bool TryDay(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text[4] != '-' || text[7] != '-' || !TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..], out var day))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = number * 10 + (digit - '0');
        }
        return true;
    }
}
