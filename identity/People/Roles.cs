namespace Interop.Identity.People;

/// <summary>What a person may be. A person can hold several roles.</summary>
internal static class Roles
{
    /// <summary>Data protection officer: drafts, approves and withdraws privacy scopes.</summary>
    public const string Dpo = "dpo";

    /// <summary>Reads the audit log.</summary>
    public const string Auditor = "auditor";

    /// <summary>Looks after the access keys of the own institution.</summary>
    public const string Operator = "operator";

    /// <summary>Serves people at the counter: verifies coverage at the point of care, shows people in the commune what is held about them.</summary>
    public const string Clerk = "clerk";

    /// <summary>Looks after people.</summary>
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Dpo, Auditor, Operator, Clerk, Administrator];

    /// <summary>Whether a role lets its holder see or change what concerns everybody: a password alone does not do for it.</summary>
    public static bool NeedsSecondFactor(IEnumerable<string> roles) => roles.Any(r => r is Dpo or Auditor or Administrator);

    /// <summary>Whether a role means something only within an institution.</summary>
    public static bool NeedsInstitution(IEnumerable<string> roles) => roles.Any(r => r is Operator or Clerk);
}
