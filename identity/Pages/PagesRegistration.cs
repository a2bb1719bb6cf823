using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Interop.Identity.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace Interop.Identity.Pages;

/// <summary>Adds the pages of this project, their layout, and their entries in the menu.</summary>
internal static class PagesRegistration
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped(p => PageLanguage.Of(p.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        // Khmer in a page stays Khmer, not a number a character.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAntiforgery(o =>
        {
            (o.Cookie.Name, o.Cookie.SecurePolicy) = ("Interop.Form", CookieSecurePolicy.SameAsRequest);
            o.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        });
        services.AddRazorPages(o => o.Conventions.ConfigureFilter(new PageHeaders()));
        services.AddPagesOf(typeof(PagesRegistration).Assembly);
        services.AddSingleton(new MenuEntry("/keys", KeyTexts.Title, Roles.Operator));
        services.AddSingleton(new MenuEntry("/account", Texts.Account));
    }

    /// <summary>Adds the pages of an assembly once, whichever program is the host.</summary>
    public static void AddPagesOf(this IServiceCollection services, Assembly assembly) => services.AddMvcCore().ConfigureApplicationPartManager(parts =>
    {
        if (parts.ApplicationParts.OfType<AssemblyPart>().All(p => p.Assembly != assembly))
            foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
                parts.ApplicationParts.Add(part);
    });
}
