using System.Security.Claims;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>One entry of the console's own menu. Whoever brings pages brings their sections; roles decide who sees them.</summary>
/// <param name="Path">Where it leads; what lies below it belongs to it.</param>
/// <param name="Title">What it says.</param>
/// <param name="Order">Its place; the overview is 0.</param>
/// <param name="Roles">Anybody of these roles sees it.</param>
internal sealed record ConsoleSection(string Path, PageText Title, int Order, params string[] Roles)
{
    public const string Home = "/console";

    public bool IsFor(ClaimsPrincipal user) => Roles.Any(user.IsInRole);

    /// <summary>How the menu marks the section while a page is shown (ARIA 1.2, aria-current). The overview lies above all others and is only itself.</summary>
    public string? Mark(PathString shown) => shown == Path ? "page" : Path != Home && shown.StartsWithSegments(Path, StringComparison.Ordinal) ? "true" : null;
}
