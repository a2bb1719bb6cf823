using Interop.Identity;
using Interop.Identity.Pages;

namespace Interop.Gateway.Pages;

/// <summary>Adds the gateway's own pages to the one layout, and their entries to its menu.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddGatewayPages(this IServiceCollection services) => services
        .AddInteropPages(typeof(PagesRegistration).Assembly)
        .AddMenuEntry(new MenuEntry(CatalogueModel.Path, CatalogueTexts.Title))
        .AddMenuEntry(new MenuEntry(VerifySignatureModel.Path, SignatureTexts.Menu))
        .AddMenuEntry(new MenuEntry(VerifyReceiptModel.Path, ReceiptTexts.Menu))
        .AddSingleton<CatalogueTrial>();
}
