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
internal sealed class AuthorizePerson(IOptions<TokenOptions> options) : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var http = context.Http();
        var session = await http.AuthenticateAsync(Session.Scheme);
        if (session.Succeeded)
        {
            context.SignIn(PersonClaims.FromSession(session, context.Request, PersonAudience(options.Value)));
            return;
        }

        // OpenID Connect Core §3.1.2.1: an application that only looks whether somebody is there wants no page.
        if (context.Request.HasPromptValue(PromptValues.None))
        {
            context.Reject(Errors.LoginRequired, "Nobody is signed in.");
            return;
        }
        var back = http.Request.PathBase + http.Request.Path
            + QueryString.Create(context.Request.GetParameters().Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));
        http.Response.Redirect(http.Request.PathBase + Session.SignInPath + QueryString.Create("returnUrl", back));
        context.HandleRequest();
    }

    /// <summary>What a person's token is for: to ask who that is. Exchanges are asked by institutions, so their audience is another.</summary>
    private static string PersonAudience(TokenOptions options) => options.Audience + ":userinfo";
}
