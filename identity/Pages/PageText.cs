namespace Interop.Identity.Pages;

/// <summary>One text of a page in both languages, written side by side so that neither is forgotten.</summary>
/// <param name="En">English.</param>
/// <param name="Km">Khmer.</param>
public sealed record PageText(string En, string Km)
{
    /// <summary>The text in a language.</summary>
    public string In(PageLanguage language) => language.IsKhmer ? Km : En;

    /// <summary>The text with its <c>{0}</c> filled in, numbers with the digits of the language.</summary>
    public string In(PageLanguage language, params object[] values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, In(language), [.. values.Select(v => v is int number ? language.Number(number) : v)]);
}
