using Interop.Identity;

namespace Interop.Gateway.Console;

/// <summary>Who may open a page of the console, as the attribute <c>Authorize</c> wants it.</summary>
internal static class ConsoleRoles
{
    /// <summary>Data protection officers, who change things.</summary>
    public const string Officer = IdentityRegistration.OfficerRole;

    /// <summary>Auditors, who look.</summary>
    public const string Auditor = IdentityRegistration.AuditorRole;

    /// <summary>Whoever has business here at all.</summary>
    public const string Either = Officer + "," + Auditor;
}
