using Interop.Identity;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>Adds the console of data protection officers and auditors.</summary>
internal static class ConsoleRegistration
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddMenuEntry(new MenuEntry(ConsoleSection.Home, ConsoleTexts.Title, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton(new ConsoleSection(ConsoleSection.Home, ConsoleTexts.Overview, 0, ConsoleRoles.Officer, ConsoleRoles.Auditor))
        .AddSingleton<OfficerNames>();
}
