using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Embargoes;

/// <summary><c>/console/embargoes/request</c>: an officer asks for an embargo; another decides.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Officer)]
internal sealed class RequestEmbargoModel(EmbargoDesk desk, ScopeWords words) : ConsolePage
{
    public const string Path = EmbargoListModel.Path + "/request";

    public ScopeWords Words => words;

    public EmbargoForm Form { get; private set; } = new();

    public PersonField Person => Form.Person.With(FaultOf("subject"));

    public async Task<IActionResult> OnPostAsync()
    {
        Form = EmbargoForm.Read(Field);
        var result = await desk.RequestAsync(Officer, Form.Draft(), HttpContext.RequestAborted);
        if (result.Outcome == EmbargoOutcome.Done)
            return Redirect(EmbargoModel.LinkTo(result.Id) + "?requested");
        var refusal = EmbargoTexts.Refusal(result.Outcome);
        Wrong = result.Outcome switch
        {
            EmbargoOutcome.Faulty => [.. result.Faults!.Select(EmbargoTexts.Of)],
            EmbargoOutcome.NoSuchPerson or EmbargoOutcome.SeveralPeople => [("subject", refusal)],
            EmbargoOutcome.TextNamesPerson => [("reason", refusal)],
            _ => [],
        };
        return Wrong.Count > 0 ? Refuse(PersonTexts.Mend) : Refuse(refusal, StatusCodes.Status503ServiceUnavailable);
    }
}
