using Interop.Identity.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Interop.Identity.Sessions;

/// <summary>Adds the cookie schemes of people, and the key ring that protects them.</summary>
internal static class SessionRegistration
{
    public static void AddSessions(this IServiceCollection services)
    {
        // One name for every copy of the program, wherever it is installed: they share their cookies.
        services.AddDataProtection().SetApplicationName("Interop");
        services.AddOptions<KeyManagementOptions>().Configure<Storage.IdentityStore, IOptions<IdentityOptions>>(static (keys, store, identity) =>
            (keys.XmlRepository, keys.XmlEncryptor) = (new SealedKeyRing(store), new KeySealer(identity)));
        services.AddSingleton<EnrolmentOffer>();
        new AuthenticationBuilder(services)
            .AddScheme<CookieAuthenticationOptions, CookieAuthenticationHandler>(Session.Scheme, null, SessionCookies.Configure)
            .AddScheme<CookieAuthenticationOptions, CookieAuthenticationHandler>(Session.HalfScheme, null, SessionCookies.ConfigureHalf);
        services.ConfigureOptions<PostConfigureCookieAuthenticationOptions>();
    }
}
