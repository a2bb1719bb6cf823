using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Rechecks;

/// <summary>Says for which registries an answer waits.</summary>
internal sealed class RecheckNeed(RegistrySet registries)
{
    /// <summary>Registries whose silence the answer hangs on: it is unknown by that, or stale. Null where it is as good as it gets.</summary>
    public IReadOnlyCollection<string>? Of(Exchange exchange, ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.Answered => OfAnswer(exchange) is { Count: > 0 } silent ? silent : null,
        // Which of them was silent the exchange does not tell, and under a scope with conditions must not.
        ExchangeOutcome.SubjectUndecided or ExchangeOutcome.SubjectConditionUndecided => OfSubject(exchange),
        _ => null,
    };

    private static SortedSet<string> OfAnswer(Exchange exchange)
    {
        var silent = new SortedSet<string>(StringComparer.Ordinal);
        var facts = exchange.Facts!.Fresh ?? exchange.Facts;
        foreach (var programme in exchange.Entitlements!.Programmes)
            if (IsOpen(programme, exchange.Entitlements.Coverage))
                foreach (var attribute in programme.Programme.On(exchange.Date)!.Attributes)
                    Add(attribute, facts[attribute].Reason);
        return silent;

        void Add(CatalogueAttribute attribute, UnknownReason reason)
        {
            if (reason is UnknownReason.RegistryUnavailable or UnknownReason.RegistryTimedOut)
                silent.Add(attribute.Owner);
            else if (reason == UnknownReason.RelativeUnknown)
                // Who the relative is a registry would have said that did not answer.
                silent.UnionWith(exchange.Sources.Where(s => s.IsSilent).Select(s => s.Registry));
        }
    }

    private static bool IsOpen(ProgrammeAnswer answer, CoverageAnswer coverage) =>
        answer.Entitled == Truth.Unknown || answer.Enrolled == Truth.Unknown || answer.LastRead is not null
        || coverage.Unknown.Any(u => u.Programme == answer.Programme) || coverage.InForce.Any(l => l.Programme == answer.Programme && l.LastRead is not null);

    private SortedSet<string> OfSubject(Exchange exchange)
    {
        var scope = exchange.Scope!;
        var conditions = scope.ReadForSubject.Select(a => a.Owner).ToHashSet(StringComparer.Ordinal);
        return new(registries.All.Where(r => scope.Registries.Contains(r.Registry)
            && (r.Adapter.Mapping.Identifiers.ContainsKey(exchange.Subject.Type) || conditions.Contains(r.Registry))).Select(r => r.Registry), StringComparer.Ordinal);
    }
}
