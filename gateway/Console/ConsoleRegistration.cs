using Interop.Gateway.Console.Foresight;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Console.Signals;
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
        .AddSingleton(new ConsoleSection(SimulatorModel.Path, SimulatorTexts.Title, 12, ConsoleRoles.Officer))
        .AddSingleton(new ConsoleSection(ReplayModel.Path, ForesightTexts.ReplayTitle, 14, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(AdviceModel.Path, ForesightTexts.AdviceTitle, 16, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton<Drafts>().AddSingleton<SimulatorTables>().AddSingleton<ReplayTables>()
        .AddSingleton(new ConsoleSection(SignalListModel.Path, SignalTexts.Title, 20, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(TrailModel.Path, TrailTexts.Title, 30, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton<OfficerNames>().AddSingleton<ScopeWords>().AddSingleton<TrailTables>()
        .Configure<RazorPagesOptions>(o => o.Conventions.AddPageRoute("/Console/Scopes/EditScope", EditScopeModel.New));
}
