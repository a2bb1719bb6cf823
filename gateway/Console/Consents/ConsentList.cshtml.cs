using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Consents;

/// <summary><c>/console/consents</c>: finds consents by person, grantee and status. The search is a form, since a number is somebody's, and is recorded before it shows anything.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.EitherOrClerk)]
internal sealed class ConsentListModel(ConsentDesk desk, ConsentRegister register, ScopeWords words, OfficerNames names) : ConsentPage
{
    public const string Path = "/console/consents";

    public const int MostShown = 200;

    private const int MostKept = 10_000;

    public static readonly IReadOnlyList<ConsentStatus> Statuses = Enum.GetValues<ConsentStatus>();

    public ScopeWords Words => words;

    public DateOnly Today => register.Today;

    public PersonField Person { get; private set; } = new() { IsOptional = true };

    public string Grantee { get; private set; } = "";

    public ConsentStatus? Status { get; private set; }

    /// <summary>Whether the reader may choose the institution.</summary>
    public bool ChoosesGrantee => Reader.Institution is null;

    /// <summary>Null when nothing was looked for.</summary>
    public IReadOnlyList<Consent>? Found { get; private set; }

    public async Task<IActionResult> OnPostAsync([FromServices] PageLanguage language)
    {
        var (keeps, wanted) = (Field("format") == "csv", Field("status"));
        (Person, Grantee) = (PersonField.Read(Field, optional: true), Field("grantee"));
        Status = Statuses.Where(s => WireName.Of(s) == wanted).Select(s => (ConsentStatus?)s).FirstOrDefault();
        var (outcome, found) = await desk.FindAsync(
            Reader, new(Person.IsEmpty ? null : Person.Typed, Grantee.Length == 0 ? null : Grantee, Status, keeps ? MostKept : MostShown), HttpContext.RequestAborted);
        if (outcome == ConsentOutcome.NotRecorded)
            return Refuse(PersonTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        if (outcome != ConsentOutcome.Done)
        {
            Person = Person.With(PersonTexts.Wrong);
            return Refuse(PersonTexts.Wrong);
        }
        Found = found;
        return keeps ? Csv("consents", Table(found, language)) : Page();
    }

    private TableView Table(IReadOnlyList<Consent> found, PageLanguage language) => new(
        "consents", language[ConsentTexts.Title],
        ["id", "grantee", "granteeName", "status", "purposes", "attributes", "from", "to", "given", "document", "recordedBy", "recordedAt", "withdrawnBy", "withdrawnAt", "withdrawnBecause"],
        [
            .. found.Select(c => (IReadOnlyList<string>)[
                $"{c.Id}", c.Grantee, language[words.Institution(c.Grantee)], WireName.Of(c.On(Today)), string.Join(' ', c.Purposes), string.Join(' ', c.Attributes),
                Plain($"{c.From:yyyy-MM-dd}"), Plain($"{c.To:yyyy-MM-dd}"), WireName.Of(c.Medium), c.Document, language[names.Of(c.RecordedBy)], Plain($"{c.RecordedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}"),
                c.Withdrawal is { } by ? language[names.Of(by.Officer)] : "", c.Withdrawal is { } at ? Plain($"{at.At:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "", c.Withdrawal?.Note ?? ""]),
        ]);

    private static string Plain(FormattableString text) => FormattableString.Invariant(text);
}
