using Interop.Identity.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Gives a code for whoever is signed in, or sends the browser to sign in and come back.</summary>
internal sealed class AuthorizePerson(IOptions<TokenOptions> options, TimeProvider time) : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        if (FreshSignIn.IsMalformed(context.Request))
        {
            context.Reject(Errors.InvalidRequest, "max_age must be a number of seconds, zero or more.");
            return;
        }
        var http = context.Http();
        var session = await http.AuthenticateAsync(Session.Scheme);
        var now = time.GetUtcNow();
        if (session.Principal is { } person && FreshSignIn.Suffices(person, context.Request, now))
        {
            context.SignIn(PersonClaims.FromSession(person, context.Request, PersonAudience(options.Value)));
            return;
        }

        // OpenID Connect Core §3.1.2.1: an application that only looks whether somebody is there wants no page.
        if (context.Request.HasPromptValue(PromptValues.None))
        {
            context.Reject(Errors.LoginRequired, "Nobody is signed in, or not lately enough.");
            return;
        }
        var back = http.Request.PathBase + http.Request.Path
            + QueryString.Create(FreshSignIn.AskedAt(context.Request, now));
        http.Response.Redirect(http.Request.PathBase + Session.SignInPath + QueryString.Create("returnUrl", back));
        context.HandleRequest();
    }

    /// <summary>What a person's token is for: to ask who that is. Exchanges are asked by institutions, so their audience is another.</summary>
    private static string PersonAudience(TokenOptions options) => options.Audience + ":userinfo";
}
