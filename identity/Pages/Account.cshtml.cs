using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Pages;

/// <summary><c>/account</c>: what a person sees of and changes in the own account. Each change wants the present password.</summary>
[Authorize(AuthenticationSchemes = Session.Scheme)]
internal sealed class AccountModel(
    SignInDesk desk, OwnPassword passwords, SecondFactors factors, EnrolmentOffer offers, PeopleRegister people, ILogger<AccountModel> logger) : IdentityPage
{
    public PersonRow Person { get; private set; } = null!;

    public DateTimeOffset Since { get; private set; }

    public int CodesLeft { get; private set; }

    /// <summary>New recovery codes, shown once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public OfferedFactor Offered { get; private set; } = null!;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => (Person, Since) = (Me, SessionCookies.Since(User));

    public override void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        CodesLeft = factors.CodesLeft(Person.Id);
        var (secret, offer) = offers.Make(Person);
        Offered ??= new(secret, offer, Person.UserName);
    }

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        if (!await KnowsAsync())
            return Refuse(Texts.PasswordWrong);
        var change = await passwords.ChangeAsync(Person, Field("password"), HttpContext.RequestAborted);
        return change.Outcome == PersonOutcome.Done ? await ChangedAsync("password", Texts.PasswordChanged) : Refuse(Texts.Of(change));
    }

    public async Task<IActionResult> OnPostFactorAsync()
    {
        if (!await KnowsAsync())
            return Refuse(Texts.PasswordWrong);
        if (offers.Open(Person, Field("offer")) is not { } secret)
            return Refuse(Texts.SignInLost);
        Codes = factors.Enrol(Person.Id, secret, Field("code"));
        if (Codes is not null)
            return await ChangedAsync("second factor", Texts.EnrolDone, secondFactor: true);
        Offered = new(secret, Field("offer"), Person.UserName);
        return Refuse(Texts.EnrolWrong);
    }

    public async Task<IActionResult> OnPostRecoveryAsync()
    {
        if (!await KnowsAsync() || Person.TotpSealed is null)
            return Refuse(Texts.PasswordWrong);
        Codes = factors.Renew(Person.Id);
        Log.PersonChanged(logger, Person.Id, "recovery codes");
        return Page();
    }

    public async Task<IActionResult> OnPostElsewhereAsync()
    {
        people.SignOutEverywhere(Person.Id);
        return await ChangedAsync("sessions", Texts.OtherSessionsEnded);
    }

    private async Task<bool> KnowsAsync() => await desk.ConfirmAsync(Person, Field("present"), From, HttpContext.RequestAborted);

    /// <summary>The change ended every session; this one goes on under the new stamp.</summary>
    private async Task<IActionResult> ChangedAsync(string what, PageText done, bool secondFactor = false)
    {
        Log.PersonChanged(logger, Person.Id, what);
        Person = people.Find(Person.Id)!;
        await SessionCookies.SignInAsync(HttpContext, Person, secondFactor || User.HasClaim(Session.MethodClaim, "otp"), Since);
        Done = done;
        return Page();
    }
}
