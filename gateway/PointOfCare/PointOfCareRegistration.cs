using Interop.Identity;
using Interop.Identity.Pages;

namespace Interop.Gateway.PointOfCare;

/// <summary>Adds the page at the counter. The clerks of an institution without a scope for it are not offered it.</summary>
internal static class PointOfCareRegistration
{
    public static IServiceCollection AddPointOfCare(this IServiceCollection services) => services
        .AddSingleton<CoverageQuestions>().AddSingleton<GuaranteeReading>().AddSingleton<SealedCards>().AddSingleton<KeptCards>()
        .AddSingleton(p => new MenuEntry(VerifyModel.Path, VerifyTexts.Title, IdentityRegistration.ClerkRole)
        {
            Only = user => user.FindFirst(IdentityRegistration.InstitutionClaim) is { } own && p.GetRequiredService<CoverageQuestions>().PurposesOf(own.Value).Count > 0,
        });
}
