using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>How admission ended. Every refusal names the rule that refused and never depends on the person.</summary>
internal enum AdmissionOutcome
{
    Admitted,
    /// <summary>The institution holds no scope that is in force today.</summary>
    NoScope,
    /// <summary>No scope of the institution names this purpose.</summary>
    PurposeOutsideScope,
    /// <summary>A scope names the purpose, and not this operation.</summary>
    OperationOutsideScope,
    /// <summary>The scope does not let the institution ask about a programme it named.</summary>
    ProgrammeOutsideScope,
    /// <summary>The scope answers only for a case, and the caller names none.</summary>
    CaseMissing,
}

/// <summary>
/// All active scopes, compiled. At most one is in force for a consumer, purpose and operation, so that one rule answers for an exchange. The ledger
/// replaces the whole of it when officers decide something; an exchange that is admitted goes on under the scope it was admitted by.
/// </summary>
internal sealed class ScopeRegister(AttributeCatalogue catalogue)
{
    private ScopeSnapshot current = new([]);

    /// <summary>Puts these in the place of all there were. A scope that has not changed keeps its compiled form, since caches are keyed by it.</summary>
    public void Replace(IEnumerable<ScopeConfig> active)
    {
        var before = Current.All.ToDictionary(s => (s.Name, s.Version));
        Volatile.Write(ref current, new(active.Select(config => Same(before.GetValueOrDefault((config.Scope, config.Version)), config) ?? new PrivacyScope(config, catalogue))));
    }

    /// <summary>Every purpose for which the institution holds a scope.</summary>
    public IEnumerable<string> PurposesOf(string institution) => Current.Of(institution).SelectMany(s => s.Purposes).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The institution's scopes that are in force on a day.</summary>
    public IEnumerable<PrivacyScope> InForce(string institution, DateOnly day) => Current.Of(institution).Where(s => s.IsInForce(day));

    /// <summary>The longest that any active scope lets last known facts answer; null where none does.</summary>
    public TimeSpan? LongestLastKnown => Current.All.Max(s => s.LastKnown);

    /// <summary>What all active scopes grant of published services, with the scope that grants it.</summary>
    public IEnumerable<(PrivacyScope Scope, string Operation, ServiceGrant Grant)> ServiceGrants =>
        Current.All.SelectMany(s => s.Services.Select(g => (s, g.Key, g.Value)));

    /// <summary>Decides whether the institution may ask this, before anything is looked at.</summary>
    /// <param name="today">The day the question is asked; not the date it is asked about.</param>
    /// <param name="scope">The scope that answers, with what it grants for this purpose and with or without a case; there unless none was found.</param>
    /// <param name="caseGiven">Whether the caller names a case.</param>
    public AdmissionOutcome Admit(
        string institution, string purpose, Operation operation, IReadOnlyList<string>? programmes, DateOnly today, out PrivacyScope? scope, bool caseGiven = false)
    {
        var outcome = Current.Find(institution, purpose, operation, today, out scope);
        if (outcome != AdmissionOutcome.Admitted)
            return outcome;
        scope = scope!.In(purpose, caseGiven);
        for (var i = 0; i < programmes?.Count; i++)
            if (!scope.Programmes.Contains(programmes[i]))
                return AdmissionOutcome.ProgrammeOutsideScope;
        return scope.NeedsCase && !caseGiven ? AdmissionOutcome.CaseMissing : AdmissionOutcome.Admitted;
    }

    /// <summary>Decides whether the institution may call an operation of a published service.</summary>
    /// <param name="operation"><c>institution/service/operation</c>.</param>
    /// <param name="caseGiven">Whether the caller names a case.</param>
    public AdmissionOutcome AdmitService(
        string institution, string purpose, string operation, DateOnly today, out PrivacyScope? scope, out ServiceGrant? grant, bool caseGiven = false)
    {
        var outcome = Current.Find(institution, purpose, operation, today, out scope);
        grant = scope?.Services[operation];
        return outcome == AdmissionOutcome.Admitted && scope!.NeedsCase && !caseGiven ? AdmissionOutcome.CaseMissing : outcome;
    }

    private ScopeSnapshot Current => Volatile.Read(ref current);

    private static PrivacyScope? Same(PrivacyScope? before, ScopeConfig config) =>
        before is not null && (ReferenceEquals(before.Config, config) || ScopeJson.Text(before.Config) == ScopeJson.Text(config)) ? before : null;
}
