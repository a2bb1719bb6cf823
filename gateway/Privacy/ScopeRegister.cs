using System.Collections.Frozen;
using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;
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
}

/// <summary>All active scopes, found by consumer, purpose and operation. At most one is in force for each, so that one rule answers for an exchange.</summary>
internal sealed class ScopeRegister
{
    private readonly FrozenDictionary<string, PrivacyScope[]> byConsumer;

    private ScopeRegister(IEnumerable<PrivacyScope> active) =>
        byConsumer = active.GroupBy(s => s.Consumer).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    /// <exception cref="ConfigurationFaultException">The file is missing or wrong; the message lists every fault.</exception>
    public static ScopeRegister Read(string path, AttributeCatalogue catalogue, InstitutionRegister institutions, IReadOnlySet<string> programmes)
    {
        var file = ConfigurationFile.Read<ScopesConfig>(path, "privacy-scope");
        var faults = ScopeFaults.Of(file, catalogue, institutions, programmes).Select(f => $"{path}: {f}").ToArray();
        if (faults.Length > 0)
            throw new ConfigurationFaultException(faults);
        return new(file.Scopes.Where(s => s.Status == ScopeStatus.Active).Select(s => new PrivacyScope(s, catalogue)));
    }

    /// <summary>Every purpose for which the institution holds a scope.</summary>
    public IEnumerable<string> PurposesOf(string institution) =>
        byConsumer.GetValueOrDefault(institution, []).SelectMany(s => s.Purposes).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The institution's scopes that are in force on a day.</summary>
    public IEnumerable<PrivacyScope> InForce(string institution, DateOnly day) =>
        byConsumer.GetValueOrDefault(institution, []).Where(s => s.From <= day && day <= s.To);

    /// <summary>What all active scopes grant of published services, with the scope that grants it.</summary>
    public IEnumerable<(PrivacyScope Scope, string Operation, ServiceGrant Grant)> ServiceGrants =>
        byConsumer.Values.SelectMany(s => s).SelectMany(s => s.Services.Select(g => (s, g.Key, g.Value)));

    /// <summary>Decides whether the institution may ask this, before anything is looked at.</summary>
    /// <param name="today">The day the question is asked; not the date it is asked about.</param>
    public AdmissionOutcome Admit(
        string institution, string purpose, Operation operation, IReadOnlyList<string>? programmes, DateOnly today, out PrivacyScope? scope)
    {
        var outcome = Find(institution, purpose, operation, static (s, o) => s.Operations.Contains(o), today, out scope);
        if (outcome != AdmissionOutcome.Admitted)
            return outcome;
        foreach (var programme in programmes ?? [])
            if (!scope!.Programmes.Contains(programme))
                return AdmissionOutcome.ProgrammeOutsideScope;
        return AdmissionOutcome.Admitted;
    }

    /// <summary>Decides whether the institution may call an operation of a published service.</summary>
    /// <param name="operation"><c>institution/service/operation</c>.</param>
    public AdmissionOutcome AdmitService(
        string institution, string purpose, string operation, DateOnly today, out PrivacyScope? scope, out ServiceGrant? grant)
    {
        var outcome = Find(institution, purpose, operation, static (s, o) => s.Services.ContainsKey(o), today, out scope);
        grant = scope?.Services[operation];
        return outcome;
    }

    /// <summary>The scope in force today that names purpose and operation, or how far the search came.</summary>
    private AdmissionOutcome Find<T>(
        string institution, string purpose, T operation, Func<PrivacyScope, T, bool> names, DateOnly today, out PrivacyScope? scope)
    {
        scope = null;
        var outcome = AdmissionOutcome.NoScope;
        foreach (var candidate in byConsumer.GetValueOrDefault(institution, []))
        {
            if (today < candidate.From || today > candidate.To)
                continue;
            if (outcome == AdmissionOutcome.NoScope)
                outcome = AdmissionOutcome.PurposeOutsideScope;
            if (!candidate.Purposes.Contains(purpose))
                continue;
            outcome = AdmissionOutcome.OperationOutsideScope;
            if (!names(candidate, operation))
                continue;
            scope = candidate;
            return AdmissionOutcome.Admitted;
        }
        return outcome;
    }
}
