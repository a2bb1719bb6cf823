using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Embargoes;

/// <summary><c>/console/embargoes/{id}</c>: one embargo, and what an officer can do with it.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class EmbargoModel(EmbargoDesk desk, ScopeWords words, OfficerNames names, TimeProvider time) : ConsolePage
{
    public ScopeWords Words => words;

    public OfficerNames Names => names;

    /// <summary>Null when looking at it could not be recorded.</summary>
    public Embargo? Embargo { get; private set; }

    public EmbargoStatus Status => Embargo!.At(time.GetUtcNow());

    public PersonField Person { get; private set; } = new();

    private Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    public static string LinkTo(Guid id) => $"{EmbargoListModel.Path}/{id}";

    public async Task<IActionResult> OnGetAsync()
    {
        Done = Request.Query.ContainsKey("requested") ? EmbargoTexts.DoneRequested : null;
        return await LookAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostApproveAsync()
    {
        if (!IsDpo)
            return NotYours();
        Person = PersonField.Read(Field);
        var outcome = await desk.ApproveAsync(Officer, Id, Person.Typed, HttpContext.RequestAborted);
        if (outcome is EmbargoOutcome.Faulty or EmbargoOutcome.AnotherPerson)
            Person = Person.With(EmbargoTexts.Refusal(outcome));
        return await ShowAsync(outcome, EmbargoTexts.DoneApproved);
    }

    public async Task<IActionResult> OnPostRefuseAsync() =>
        !IsDpo ? NotYours() : await ShowAsync(await desk.RefuseAsync(Officer, Id, Field("note"), HttpContext.RequestAborted), EmbargoTexts.DoneRefused);

    public async Task<IActionResult> OnPostLiftAsync() =>
        !IsDpo ? NotYours() : await ShowAsync(await desk.LiftAsync(Officer, Id, Field("note"), HttpContext.RequestAborted), EmbargoTexts.DoneLifted);

    private async Task<IActionResult> ShowAsync(EmbargoOutcome outcome, PageText done)
    {
        if (await LookAsync() is { } refused)
            return refused;
        if (outcome != EmbargoOutcome.Done)
            return Refuse(EmbargoTexts.Refusal(outcome), outcome == EmbargoOutcome.NotRecorded ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity);
        Done = done;
        return Page();
    }

    private async Task<IActionResult?> LookAsync()
    {
        (var outcome, Embargo) = await desk.ShowAsync(Officer, Id, HttpContext.RequestAborted);
        return outcome switch
        {
            EmbargoOutcome.Done => null,
            EmbargoOutcome.NotRecorded => Refuse(PersonTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable),
            _ => NotFound(),
        };
    }
}
