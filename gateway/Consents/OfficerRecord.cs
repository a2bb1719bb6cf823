using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.IdentityResolution;

namespace Interop.Gateway.Consents;

/// <summary>Records what an officer is about to do or to see. An act takes effect only when its record is durable.</summary>
internal sealed class OfficerRecord(AuditLog log, SubjectKeys subjects, TimeProvider time)
{
    public const string Done = "answered";

    /// <param name="act">Who does what.</param>
    /// <param name="about">Whom it is about: the person, and by what they were named. Null names nobody.</param>
    /// <param name="cancellation">Gives up; the act may then be recorded all the same.</param>
    /// <returns>False when it could not be recorded.</returns>
    public async ValueTask<bool> WriteAsync(OfficerAct act, (Resolution Person, TypedIdentifier Typed)? about, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var subject = about is var (person, typed) ? subjects.Of(person, typed.Type, typed.Value, now, null) : default;
        var result = await log.AppendAsync(AuditEntry.OfOfficer(act.Officer, AuditEntry.Console, act.Operation, now, act.Outcome) with
        {
            Phase = act.Outcome == Done ? AuditPhase.Completed : AuditPhase.Refused, Case = act.Record,
            SubjectPseudonym = subject.Value, SubjectKey = subject.Key, Asked = act.Asked,
        }, cancellation);
        return result.Outcome == AppendOutcome.Durable;
    }
}

/// <summary>What the record of an act says.</summary>
/// <param name="Officer">The id.</param>
/// <param name="Operation">E.g. <c>consent-give</c>.</param>
/// <param name="Record">The id of the consent or embargo, so that its acts are found; null for a search.</param>
/// <param name="Asked">Names of what was searched by, never the values.</param>
/// <param name="Outcome">Why it was turned away, in kebab-case.</param>
internal sealed record OfficerAct(string Officer, string Operation, string? Record, IReadOnlyList<string>? Asked = null, string Outcome = OfficerRecord.Done);
