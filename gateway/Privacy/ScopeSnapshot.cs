using System.Diagnostics.CodeAnalysis;

namespace Interop.Gateway.Privacy;

/// <summary>
/// All scopes that were active at one moment, found by consumer, then by purpose and operation. Never changed. A question costs two look-ups
/// however many scopes there are, and allocates nothing.
/// </summary>
internal sealed class ScopeSnapshot
{
    private readonly Dictionary<string, Consumer> consumers = [];

    public ScopeSnapshot(IEnumerable<PrivacyScope> active)
    {
        foreach (var own in active.GroupBy(s => s.Consumer))
            consumers.Add(own.Key, new([.. own]));
    }

    public IEnumerable<PrivacyScope> All => consumers.Values.SelectMany(c => c.Scopes);

    public IReadOnlyList<PrivacyScope> Of(string institution) => consumers.GetValueOrDefault(institution)?.Scopes ?? [];

    /// <summary>The scope in force on a day that names purpose and operation, or how far the search came.</summary>
    public AdmissionOutcome Find(string institution, string purpose, Operation operation, DateOnly day, out PrivacyScope? scope)
    {
        scope = null;
        if (!consumers.TryGetValue(institution, out var own))
            return AdmissionOutcome.NoScope;
        return own.ByOperation.TryGetValue((purpose, operation), out var named) && InForce(named, day, out scope) ? AdmissionOutcome.Admitted : own.Miss(purpose, day);
    }

    /// <inheritdoc cref="Find(string, string, Operation, DateOnly, out PrivacyScope?)"/>
    /// <param name="service"><c>institution/service/operation</c>.</param>
    public AdmissionOutcome Find(string institution, string purpose, string service, DateOnly day, out PrivacyScope? scope)
    {
        scope = null;
        if (!consumers.TryGetValue(institution, out var own))
            return AdmissionOutcome.NoScope;
        return own.ByService.TryGetValue((purpose, service), out var named) && InForce(named, day, out scope) ? AdmissionOutcome.Admitted : own.Miss(purpose, day);
    }

    private static bool InForce(PrivacyScope[] scopes, DateOnly day, [NotNullWhen(true)] out PrivacyScope? found)
    {
        foreach (var scope in scopes)
            if (scope.IsInForce(day))
            {
                found = scope;
                return true;
            }
        found = null;
        return false;
    }

    /// <summary>The scopes of one institution.</summary>
    private sealed class Consumer
    {
        private readonly Dictionary<string, PrivacyScope[]> byPurpose;

        public Consumer(PrivacyScope[] scopes)
        {
            Scopes = scopes;
            var named = scopes.SelectMany(s => s.Purposes.Select(p => (Purpose: p, Scope: s))).ToArray();
            byPurpose = Index(named.Select(n => (n.Purpose, n.Scope)));
            ByOperation = Index(named.SelectMany(n => n.Scope.Operations.Select(o => ((n.Purpose, o), n.Scope))));
            ByService = Index(named.SelectMany(n => n.Scope.Services.Keys.Select(o => ((n.Purpose, o), n.Scope))));
        }

        public PrivacyScope[] Scopes { get; }

        // Several scopes under one key follow each other in time: two that are in force at once contradict, and are refused.
        public Dictionary<(string Purpose, Operation Operation), PrivacyScope[]> ByOperation { get; }
        public Dictionary<(string Purpose, string Service), PrivacyScope[]> ByService { get; }

        /// <summary>Why nothing was found.</summary>
        public AdmissionOutcome Miss(string purpose, DateOnly day) =>
            byPurpose.TryGetValue(purpose, out var named) && InForce(named, day, out _) ? AdmissionOutcome.OperationOutsideScope
            : InForce(Scopes, day, out _) ? AdmissionOutcome.PurposeOutsideScope
            : AdmissionOutcome.NoScope;

        private static Dictionary<TKey, PrivacyScope[]> Index<TKey>(IEnumerable<(TKey Key, PrivacyScope Scope)> scopes) where TKey : notnull =>
            scopes.GroupBy(s => s.Key, s => s.Scope).ToDictionary(g => g.Key, g => g.ToArray());
    }
}
