using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>The scopes of an institution as they are, or as they would be if one more version were approved.</summary>
/// <param name="Register">Decides admission over them.</param>
/// <param name="Day">The day they are looked at: today, or the first day of a version that begins later.</param>
/// <param name="Version">The version that is not in force yet; null where things are as they are.</param>
internal sealed record Hypothesis(ScopeRegister Register, DateOnly Day, ScopeConfig? Version)
{
    public static Hypothesis AsItIs(ScopeLedger ledger, DateOnly today) => new(ledger.Register, today, null);

    /// <summary>
    /// Puts a version in the place of those that its approval would replace. Only scopes of its institution that are in force on the day are
    /// compiled, into a register of its own.
    /// </summary>
    /// <param name="faults">What is wrong with the version by now; nothing of it is compiled then.</param>
    public static Hypothesis? With(ScopeConfig version, ScopeLedger ledger, AttributeCatalogue catalogue, DateOnly today, out IReadOnlyList<string> faults)
    {
        faults = ledger.Check(version).Faults;
        if (faults.Count > 0)
            return null;
        var day = today < version.From ? version.From : today > version.To ? version.To : today;
        var register = new ScopeRegister(catalogue);
        // The version stands first: where it contradicts another, which its approval would refuse, it is the one to be looked at.
        register.Replace(ledger.Register.InForce(version.Consumer, day).Select(s => s.Config)
            .Where(c => c.Scope != version.Scope || !ScopeFaults.Overlap(c, version))
            .Prepend(version with { Status = ScopeStatus.Active }));
        return new(register, day, version);
    }

    /// <summary>Whether this scope is the version that is not in force yet.</summary>
    public bool IsVersion(PrivacyScope? scope) => scope is not null && Version is { } version && scope.Name == version.Scope && scope.Version == version.Version;
}
