using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Identity.Pages;

/// <summary><c>/sign-in/second-factor</c>: sets up the second factor of who has none and needs one; signs in when that is done.</summary>
internal sealed class EnrolModel(SignInDesk desk, SecondFactors factors, EnrolmentOffer offers, PeopleRegister people, TimeProvider time) : IdentityPage
{
    public const string Path = "/sign-in/second-factor";

    public OfferedFactor? Offered { get; private set; }

    /// <summary>The recovery codes, once the factor is set up.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>Where the page leads when all is done.</summary>
    public string Next { get; private set; } = AccountPath;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await PersonAsync() is not { } person)
            return Step(Session.SignInPath);
        var (secret, offer) = offers.Make(person);
        Offered = new(secret, offer, person.UserName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await PersonAsync() is not { } person || offers.Open(person, Field("offer")) is not { } secret)
            return Step(Session.SignInPath);
        Codes = factors.Enrol(person.Id, secret, Field("code"));
        if (Codes is null)
        {
            Offered = new(secret, Field("offer"), person.UserName);
            return Refuse(Texts.EnrolWrong);
        }

        person = people.Find(person.Id)!;
        desk.SignedIn(person);
        await SessionCookies.SignInAsync(HttpContext, person, secondFactor: true, time.GetUtcNow());
        (Next, Done) = (Onward, Texts.EnrolDone);
        return Page();
    }

    /// <summary>Who has a second factor already proves it; a password alone must not replace it.</summary>
    private async Task<PersonRow?> PersonAsync() =>
        await SessionCookies.HalfSignedInAsync(HttpContext) is { TotpSealed: null } person ? person : null;
}
