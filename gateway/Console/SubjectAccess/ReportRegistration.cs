using Interop.Gateway.Console.Scopes;
using Interop.Gateway.SubjectAccess;
using Interop.Identity;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>Adds the pages on which people are told about themselves. The clerks of an institution without a scope for that are not offered theirs.</summary>
internal static class ReportRegistration
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportView>().AddSingleton<ReportJson>()
        .AddSingleton(new ConsoleSection(SubjectAccessModel.Path, ReportTexts.Title, 40, ConsoleRoles.Officer))
        .AddSingleton(p => new MenuEntry(MyDataModel.Path, ReportTexts.MyTitle, IdentityRegistration.ClerkRole)
        {
            Only = user => user.FindFirst(IdentityRegistration.InstitutionClaim) is { } own && p.GetRequiredService<SubjectReports>().MayAsk(own.Value, p.GetRequiredService<ScopeWords>().Today),
        });
}
