using Interop.Gateway.Consents;
using Interop.Identity;

namespace Interop.Gateway.Console.Consents;

/// <summary>What the pages about consents have in common: whose business a consent is.</summary>
internal abstract class ConsentPage : ConsolePage
{
    /// <summary>Officers and clerks change; an auditor who is neither looks.</summary>
    public bool MayChange => IsDpo || User.IsInRole(ConsoleRoles.Clerk);

    /// <summary>Who looks: a clerk at what concerns the own institution, others at everything.</summary>
    protected DeskOfficer Reader => new(Officer, IsDpo || IsAuditor ? null : Own);

    /// <summary>Who changes: an auditor who is a clerk too changes as a clerk.</summary>
    protected DeskOfficer Giver => new(Officer, IsDpo ? null : Own);

    private string Own => User.FindFirst(IdentityRegistration.InstitutionClaim)?.Value ?? "";
}
