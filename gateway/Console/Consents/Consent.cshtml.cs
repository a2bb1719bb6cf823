using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Consents;

/// <summary><c>/console/consents/{id}</c>: one consent, and its withdrawal.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.EitherOrClerk)]
internal sealed class ConsentModel(ConsentDesk desk, ConsentRegister register, ScopeWords words, OfficerNames names) : ConsentPage
{
    public ScopeWords Words => words;

    public OfficerNames Names => names;

    /// <summary>Null when looking at it could not be recorded.</summary>
    public Consent? Consent { get; private set; }

    public ConsentStatus Status => Consent!.On(register.Today);

    public PersonField Person { get; private set; } = new();

    public string Note { get; private set; } = "";

    public PageText? NoteFault { get; private set; }

    private Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    public static string LinkTo(Guid id) => $"{ConsentListModel.Path}/{id}";

    public async Task<IActionResult> OnGetAsync()
    {
        Done = Request.Query.ContainsKey("kept") ? ConsentTexts.Kept : Request.Query.ContainsKey("withdrawn") ? ConsentTexts.Ended : null;
        return await LookAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        if (!MayChange)
            return NotYours();
        (Person, Note) = (PersonField.Read(Field), Field("note"));
        var outcome = await desk.WithdrawAsync(Giver, Id, Person.Typed, Note, HttpContext.RequestAborted);
        if (outcome == ConsentOutcome.Done)
            return Redirect(LinkTo(Id) + "?withdrawn");
        if (await LookAsync() is { } refused)
            return refused;
        var fault = ConsentTexts.Refusal(outcome);
        if (outcome is ConsentOutcome.Faulty or ConsentOutcome.AnotherPerson)
            Person = Person.With(fault);
        if (outcome is ConsentOutcome.NoteMissing or ConsentOutcome.TextNamesPerson)
            NoteFault = fault;
        return Refuse(fault, outcome == ConsentOutcome.NotRecorded ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult?> LookAsync()
    {
        (var outcome, Consent) = await desk.ShowAsync(Reader, Id, HttpContext.RequestAborted);
        return outcome switch
        {
            ConsentOutcome.Done => null,
            ConsentOutcome.NotRecorded => Refuse(PersonTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable),
            _ => NotFound(),
        };
    }
}
