using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Interop.Identity.Pages;

/// <summary>The language of one request's page: what the address says, else what was chosen before, else what the browser asks for, else English.</summary>
public sealed class PageLanguage
{
    internal const string Parameter = "lang";
    private const string Khmer = "km", English = "en";
    private const string CookieName = "Interop.Language";

    /// <summary>Cambodia keeps one time without summer time.</summary>
    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    private static readonly string[] Months =
        ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"];

    private readonly string otherLink;

    private PageLanguage(bool khmer, string otherLink) => (IsKhmer, this.otherLink) = (khmer, otherLink);

    /// <summary>Whether the page is in Khmer; else it is in English.</summary>
    public bool IsKhmer { get; }

    /// <summary>The code of the language (BCP 47), for the <c>lang</c> attribute.</summary>
    public string Code => IsKhmer ? Khmer : English;

    /// <summary>The same page in the other language.</summary>
    public string OtherLink => otherLink;

    /// <summary>A text in this language.</summary>
    public string this[PageText text] => text.In(this);

    /// <summary>The months as dates name them, January first.</summary>
    public IReadOnlyList<string> MonthNames => IsKhmer ? Months : CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[..12];

    /// <summary>A number in the digits of this language.</summary>
    public string Number(int number) => Digits(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A day, e.g. <c>24 Nov 2026</c>, by the Cambodian calendar.</summary>
    public string Day(DateTimeOffset time)
    {
        var day = time.ToOffset(Cambodia);
        return IsKhmer ? $"{Number(day.Day)} {Months[day.Month - 1]} {Number(day.Year)}" : day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>A day with the time in Cambodia.</summary>
    public string Moment(DateTimeOffset time) =>
        $"{Day(time)} {Digits(time.ToOffset(Cambodia).ToString("HH:mm", CultureInfo.InvariantCulture))}";

    internal static PageLanguage Of(HttpContext context)
    {
        var request = context.Request;
        if (Known(request.Query[Parameter].ToString()) is { } chosen)
            context.Response.Cookies.Append(CookieName, chosen, new()
            {
                HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Secure = request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/", IsEssential = true,
            });
        else
            chosen = Known(request.Cookies[CookieName]) ?? Preferred(request) ?? English;
        var query = request.Query.Where(q => q.Key != Parameter).Append(new(Parameter, chosen == Khmer ? English : Khmer));
        return new(chosen == Khmer, QueryHelpers.AddQueryString(request.PathBase + request.Path, query));
    }

    private string Digits(string text) =>
        IsKhmer ? string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '\u17E0') : c)) : text;

    private static string? Known(string? code) => code is Khmer or English ? code : null;

    /// <summary>RFC 9110 §12.5.4: of the languages there are, the one the browser likes most.</summary>
    private static string? Preferred(HttpRequest request) => StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
        ? wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1).Select(w => Known(w.Value.ToString().Split('-')[0].ToLowerInvariant())).FirstOrDefault(c => c is not null)
        : null;
}
