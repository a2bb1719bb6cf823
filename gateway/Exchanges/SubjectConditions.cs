using Interop.Gateway.Consents;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>Whether a subject is one that a scope lets be asked about. The later outweighs the earlier.</summary>
internal enum SubjectVerdict
{
    Within,
    /// <summary>A registry that must be asked did not answer.</summary>
    Undecided,
    Outside,
}

/// <summary>
/// The one place that knows what each condition about a person means. Conditions that the hub can decide by what it holds itself are decided before
/// any registry is asked; the others as soon as what <see cref="PrivacyScope.ReadForSubject"/> names has been read. Whatever is not certain is outside.
/// </summary>
internal sealed class SubjectConditions(AttributeCatalogue catalogue)
{
    /// <summary>What can be decided before a registry is asked anything. Whoever is not found, or is several, meets no condition.</summary>
    /// <param name="exchange">With the scope that admitted it.</param>
    /// <param name="person">What the reference directory says of the subject.</param>
    public static SubjectVerdict BeforeReading(Exchange exchange, Resolution person)
    {
        var verdict = SubjectVerdict.Within;
        foreach (var condition in exchange.Scope!.Subject)
            if (IsDecidedBeforeReading(condition.Kind) && Of(condition, exchange, person) is var one && one > verdict)
                verdict = one;
        return verdict;
    }

    /// <summary>What only the facts decide.</summary>
    public SubjectVerdict AfterReading(Exchange exchange, Facts facts)
    {
        var verdict = SubjectVerdict.Within;
        foreach (var condition in exchange.Scope!.Subject)
            if (!IsDecidedBeforeReading(condition.Kind) && Of(condition, exchange, facts) is var one && one > verdict)
                verdict = one;
        return verdict;
    }

    public static bool IsDecidedBeforeReading(SubjectConditionKind kind) => kind != SubjectConditionKind.Jurisdiction;

    /// <summary>One condition that is decided before anything is read.</summary>
    public static SubjectVerdict Of(SubjectConditionConfig condition, Exchange exchange, Resolution person) => condition.Kind switch
    {
        // The day of the question counts too: else whoever names a day of the past could ask about everybody who was ever known.
        SubjectConditionKind.Known => IsKnown(condition, person, exchange.Date) && IsKnown(condition, person, DateOnly.FromDateTime(exchange.At.UtcDateTime))
            ? SubjectVerdict.Within
            : SubjectVerdict.Outside,
        // That the register cannot be read is told of nobody more than of somebody.
        SubjectConditionKind.Consent => exchange.Consent switch
        {
            { Answer: ConsentAnswer.Undecided } => SubjectVerdict.Undecided,
            { Answer: ConsentAnswer.Given } when person.Outcome == ResolutionOutcome.Found => SubjectVerdict.Within,
            _ => SubjectVerdict.Outside,
        },
        _ => SubjectVerdict.Outside,
    };

    /// <summary>One condition that the facts decide.</summary>
    public SubjectVerdict Of(SubjectConditionConfig condition, Exchange exchange, Facts facts) => condition.Kind switch
    {
        SubjectConditionKind.Jurisdiction => LivesIn(exchange.Caller.Institution.Jurisdiction, facts[catalogue[SubjectConditionConfig.Residence]]),
        _ => SubjectVerdict.Outside,
    };

    /// <summary>A reference whose record names several people makes none of them known.</summary>
    private static bool IsKnown(SubjectConditionConfig condition, Resolution person, DateOnly on)
    {
        foreach (var reference in person.References)
            if (reference.Registry == condition.Registry && reference.LocalKey is not null && (condition.Capacities is null || condition.Capacities.Contains(reference.Capacity))
                && (reference.From is null || reference.From <= on) && (reference.To is null || on.DayNumber <= (long)reference.To.Value.DayNumber + condition.GraceDays))
                return true;
        return false;
    }

    /// <summary>Only silence leaves it open. A record that cannot be read or belongs to several people is somebody's, which nobody is told.</summary>
    private static SubjectVerdict LivesIn(string jurisdiction, in Fact residence) => residence switch
    {
        { State: FactState.Value } => residence.Value.Text!.StartsWith(jurisdiction, StringComparison.Ordinal) ? SubjectVerdict.Within : SubjectVerdict.Outside,
        { State: FactState.Unknown, Reason: UnknownReason.RegistryUnavailable or UnknownReason.RegistryTimedOut } => SubjectVerdict.Undecided,
        _ => SubjectVerdict.Outside,
    };
}
