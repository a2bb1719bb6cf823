using Interop.Identity;

namespace Interop.Gateway.Console;

/// <summary>Who may open a page of the console, as the attribute <c>Authorize</c> wants it.</summary>
internal static class ConsoleRoles
{
    /// <summary>Data protection officers, who change things.</summary>
    public const string Officer = IdentityRegistration.OfficerRole;

    /// <summary>Auditors, who look.</summary>
    public const string Auditor = IdentityRegistration.AuditorRole;

    /// <summary>Clerks, who serve people at a desk of their own institution and have no business beyond it.</summary>
    public const string Clerk = IdentityRegistration.ClerkRole;

    /// <summary>Whoever has business here at all.</summary>
    public const string Either = Officer + "," + Auditor;

    /// <summary>Whoever takes consents of people.</summary>
    public const string OfficerOrClerk = Officer + "," + Clerk;

    /// <summary>Whoever may look at consents.</summary>
    public const string EitherOrClerk = Either + "," + Clerk;
}
