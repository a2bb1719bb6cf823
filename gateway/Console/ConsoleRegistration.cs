using Interop.Gateway.Console.Consents;
using Interop.Gateway.Console.Embargoes;
using Interop.Gateway.Console.Foresight;
using Interop.Gateway.Console.Guarantees;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Console.Signals;
using Interop.Gateway.Console.SubjectAccess;
using Interop.Gateway.Console.Templates;
using Interop.Gateway.Console.Trail;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.Console;

/// <summary>Adds the console of data protection officers and auditors.</summary>
internal static class ConsoleRegistration
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddMenuEntry(new MenuEntry(ConsoleSection.Home, ConsoleTexts.Title, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(ConsoleSection.Home, ConsoleTexts.Overview, 0, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(ScopeListModel.Path, ScopeTexts.Title, 10, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(UseCaseWords.Path, TemplateTexts.Title, 11, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(SimulatorModel.Path, SimulatorTexts.Title, 12, ConsoleRoles.Officer))
        .AddSingleton(new ConsoleSection(ReplayModel.Path, ForesightTexts.ReplayTitle, 14, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(AdviceModel.Path, ForesightTexts.AdviceTitle, 16, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton<Drafts>().AddSingleton<SimulatorTables>().AddSingleton<ReplayTables>()
        .AddSingleton(new ConsoleSection(SignalListModel.Path, SignalTexts.Title, 20, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddMenuEntry(new MenuEntry(ConsentListModel.Path, ConsentTexts.Title, ConsoleRoles.Clerk))
        .AddSingleton(new ConsoleSection(ConsentListModel.Path, ConsentTexts.Title, 24, ConsoleRoles.Officer, ConsoleRoles.Auditor, ConsoleRoles.Clerk))
        .AddSingleton(new ConsoleSection(EmbargoListModel.Path, EmbargoTexts.Title, 26, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(RevokedGuaranteesModel.Path, RevocationTexts.Title, 28, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(TrailModel.Path, TrailTexts.Title, 30, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddReports()
        .AddSingleton<OfficerNames>().AddSingleton<ScopeWords>().AddSingleton<UseCaseWords>().AddSingleton<TrailTables>().AddSingleton<OverviewCharts>()
        .Configure<RazorPagesOptions>(o => o.Conventions.AddPageRoute("/Console/Scopes/EditScope", EditScopeModel.New));
}
