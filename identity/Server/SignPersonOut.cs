using Interop.Identity.People;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Ends the session; the library then sends the browser where the application asked.</summary>
internal sealed class SignPersonOut : IOpenIddictServerHandler<HandleEndSessionRequestContext>
{
    public async ValueTask HandleAsync(HandleEndSessionRequestContext context)
    {
        await context.Http().SignOutAsync(Session.Scheme);
        context.SignOut();
    }
}
