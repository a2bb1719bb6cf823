using System.Security.Claims;
using Interop.Identity.People;
using Microsoft.AspNetCore.Http;

namespace Interop.Identity.Pages;

/// <summary>One entry of the menu that every page shows. Rooms that bring pages bring their entries; roles decide who sees them.</summary>
/// <param name="Path">Where it leads, a path on this host.</param>
/// <param name="Title">What it says.</param>
/// <param name="Roles">Who sees it: anybody of these roles, or everybody signed in when none is named.</param>
public sealed record MenuEntry(string Path, PageText Title, params string[] Roles)
{
    /// <summary>What must be so besides; null asks nothing more.</summary>
    public Func<ClaimsPrincipal, bool>? Only { get; init; }

    internal bool IsFor(ClaimsPrincipal user) =>
        user.Identity?.AuthenticationType == Session.Scheme && (Roles.Length == 0 || Roles.Any(user.IsInRole)) && Only?.Invoke(user) != false;

    /// <summary>How a menu marks the entry while a page is shown: <c>page</c> for itself, <c>true</c> for one below it (ARIA 1.2, aria-current).</summary>
    internal string? Mark(PathString shown) => shown == Path ? "page" : shown.StartsWithSegments(Path, StringComparison.Ordinal) ? "true" : null;
}
