using System.Globalization;
using System.Security.Claims;
using Interop.Identity.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Identity.Sessions;

/// <summary>The cookies of signed-in people, and what ends a session.</summary>
internal static class SessionCookies
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        Common(cookie, "Interop.Session", Session.Idle);
        cookie.LoginPath = Session.SignInPath;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.SlidingExpiration = true;
        // Half the time, the framework's own rule, would end a session after ten idle minutes; each request would be a new cookie each time.
        cookie.Events.OnCheckSlidingExpiration = static context =>
        {
            context.ShouldRenew = context.ElapsedTime > RenewAfter;
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        // Bare, and so a page of its own: see PageRefusals.
        cookie.Events.OnRedirectToAccessDenied = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public static void ConfigureHalf(CookieAuthenticationOptions cookie)
    {
        Common(cookie, "Interop.SignIn", Session.Half);
        cookie.SlidingExpiration = false;
    }

    /// <summary>Begins or renews the session of a person; <paramref name="secondFactor"/> says how it was proven.</summary>
    public static async Task SignInAsync(HttpContext context, PersonRow person, bool secondFactor, DateTimeOffset since)
    {
        var claims = new List<Claim>
        {
            new(Session.SubjectClaim, person.Id), new(Session.NameClaim, person.NameLatin), new(Session.MethodClaim, "pwd"),
            new(Session.StampClaim, person.SessionStamp), new(Session.SinceClaim, since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        };
        if (secondFactor)
            claims.Add(new(Session.MethodClaim, "otp"));
        if (person.Institution.Length > 0)
            claims.Add(new(IdentityRegistration.InstitutionClaim, person.Institution));
        claims.AddRange(person.RoleList.Select(role => new Claim(Session.RoleClaim, role)));
        await context.SignOutAsync(Session.HalfScheme);
        await context.SignInAsync(Session.Scheme, new(new ClaimsIdentity(claims, Session.Scheme, Session.NameClaim, Session.RoleClaim)));
    }

    /// <summary>Remembers for a few minutes that a person's password was right.</summary>
    public static Task SignInHalfAsync(HttpContext context, PersonRow person) => context.SignInAsync(Session.HalfScheme, new(new ClaimsIdentity(
        [new(Session.SubjectClaim, person.Id), new(Session.StampClaim, person.SessionStamp)], Session.HalfScheme)));

    /// <summary>Whose password was right a moment ago; null when nobody's, or when the person has changed since.</summary>
    public static async Task<PersonRow?> HalfSignedInAsync(HttpContext context)
    {
        var half = await context.AuthenticateAsync(Session.HalfScheme);
        return half.Principal is { } principal ? PersonOf(context, principal) : null;
    }

    /// <summary>The person of a session or half of one, as the store has it now; null when the stamp has changed or the person is disabled.</summary>
    public static PersonRow? PersonOf(HttpContext context, ClaimsPrincipal principal)
    {
        var person = principal.FindFirst(Session.SubjectClaim) is { } id ? context.RequestServices.GetRequiredService<PeopleRegister>().Find(id.Value) : null;
        return person is { DisabledAt: null } && principal.HasClaim(Session.StampClaim, person.SessionStamp) ? person : null;
    }

    /// <summary>When the person of this request signed in.</summary>
    public static DateTimeOffset Since(ClaimsPrincipal principal) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(principal.FindFirst(Session.SinceClaim)!.Value, NumberStyles.None, CultureInfo.InvariantCulture));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (now - Since(principal) < Session.Longest && PersonOf(context.HttpContext, principal) is not null)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Session.Scheme);
    }

    private static void Common(CookieAuthenticationOptions cookie, string name, TimeSpan expires)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        // Lax, not Strict: a session must hold when another site sends the person here to sign in to it (OpenID Connect).
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.CookieManager = new HostCookies();
        cookie.ExpireTimeSpan = expires;
    }
}
