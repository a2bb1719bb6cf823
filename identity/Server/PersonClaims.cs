using System.Security.Claims;
using Interop.Identity.People;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Interop.Identity.Server;

/// <summary>What the hub's applications learn of a person who signed in.</summary>
internal static class PersonClaims
{
    public const string Roles = "roles";

    private static readonly string[] Told = [Claims.Name, IdentityRegistration.InstitutionClaim, Roles, Claims.AuthenticationMethodReference, Claims.AuthenticationTime];

    /// <summary>From the session, for a code of one client.</summary>
    public static ClaimsPrincipal FromSession(ClaimsPrincipal person, OpenIddictRequest request, string audience)
    {
        var identity = new ClaimsIdentity("person");
        identity.SetClaim(Claims.Subject, person.FindFirst(Session.SubjectClaim)!.Value)
            .SetClaim(Claims.Name, person.FindFirst(Session.NameClaim)?.Value)
            .SetClaim(IdentityRegistration.InstitutionClaim, person.FindFirst(IdentityRegistration.InstitutionClaim)?.Value);
        identity.AddClaims(person.FindAll(Session.RoleClaim).Select(c => new Claim(Roles, c.Value)));
        identity.AddClaims(person.FindAll(Session.MethodClaim).Select(c => new Claim(Claims.AuthenticationMethodReference, c.Value)));
        // The claim, not the cookie's own time of issue: that slides with every renewal.
        identity.AddClaim(new(Claims.AuthenticationTime, person.FindFirst(Session.SinceClaim)!.Value, ClaimValueTypes.Integer64));
        return new ClaimsPrincipal(identity).SetScopes(request.GetScopes()).SetResources(audience).SetDestinations(Destination);
    }

    /// <summary>From a code, for its tokens.</summary>
    public static ClaimsPrincipal ForTokens(ClaimsPrincipal code) => code.Clone(static _ => true).SetDestinations(Destination);

    private static IEnumerable<string> Destination(Claim claim) =>
        Told.Contains(claim.Type) ? [Destinations.AccessToken, Destinations.IdentityToken]
            : claim.Type == SealCode.IdClaim ? [Destinations.AccessToken]
            : [];
}
