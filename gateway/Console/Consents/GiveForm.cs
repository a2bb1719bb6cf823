using System.Globalization;
using Interop.Gateway.Consents;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Console.Consents;

/// <summary>A consent as the form holds it: texts as typed, so that a form that is refused shows them again. A class: nothing prints it.</summary>
internal sealed class GiveForm
{
    private const string Date = "yyyy-MM-dd";

    public PersonField Person { get; init; } = new();

    public string Grantee { get; init; } = "";

    public IReadOnlyList<string> Purposes { get; init; } = [];

    public IReadOnlyList<string> Attributes { get; init; } = [];

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public string Medium { get; init; } = "";

    public string Document { get; init; } = "";

    /// <summary>An empty form: a year from today.</summary>
    public static GiveForm Empty(DateOnly today, string? grantee) => new() { Grantee = grantee ?? "", From = Text(today), To = Text(ConsentDraft.UsualEnd(today)) };

    /// <param name="form">What was sent.</param>
    /// <param name="grantee">The only institution it can be for; null leaves the choice to the form.</param>
    public static GiveForm Read(IFormCollection form, string? grantee) => new()
    {
        Person = PersonField.Read(name => form[name].ToString()), Grantee = grantee ?? form["grantee"].ToString(),
        Purposes = [.. form["purpose"].OfType<string>().Distinct()], Attributes = [.. form["attribute"].OfType<string>().Distinct()],
        From = form["from"].ToString().Trim(), To = form["to"].ToString().Trim(), Medium = form["medium"].ToString(), Document = form["document"].ToString().Trim(),
    };

    public ConsentDraft Draft() => new(
        Person.Typed, Grantee, Purposes, Attributes, Day(From), Day(To),
        Enum.GetValues<ConsentMedium>().Where(m => WireName.Of(m) == Medium).Select(m => (ConsentMedium?)m).FirstOrDefault(), Document);

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Text(DateOnly day) => day.ToString(Date, CultureInfo.InvariantCulture);
}
