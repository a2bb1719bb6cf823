using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Consents;

/// <summary><c>/console/consents/give</c>: an officer or a clerk records what a person has consented to.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.OfficerOrClerk)]
internal sealed class GiveConsentModel(ConsentDesk desk, ConsentRegister register, ScopeWords words) : ConsentPage
{
    public const string Path = ConsentListModel.Path + "/give";

    public ScopeWords Words => words;

    public GiveForm Form { get; private set; } = null!;

    public PersonField Person => Form.Person.With(FaultOf("subject"));

    /// <summary>The only institution it can be for; null leaves the choice.</summary>
    public string? Own => Giver.Institution;

    public void OnGet() => Form = GiveForm.Empty(register.Today, Own);

    public async Task<IActionResult> OnPostAsync()
    {
        Form = GiveForm.Read(Request.Form, Own);
        var result = await desk.GiveAsync(Giver, Form.Draft(), HttpContext.RequestAborted);
        if (result.Outcome == ConsentOutcome.Done)
            return Redirect(ConsentModel.LinkTo(result.Id) + "?kept");
        var refusal = ConsentTexts.Refusal(result.Outcome);
        Wrong = result.Outcome switch
        {
            ConsentOutcome.Faulty => [.. result.Faults!.Select(ConsentTexts.Of)],
            ConsentOutcome.NoSuchPerson or ConsentOutcome.SeveralPeople => [("subject", refusal)],
            ConsentOutcome.TextNamesPerson => [("document", refusal)],
            _ => [],
        };
        return Wrong.Count > 0 ? Refuse(PersonTexts.Mend) : Refuse(refusal, StatusCodes.Status503ServiceUnavailable);
    }
}
