using System.Collections.Concurrent;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>What to read for each kind of question. Plans hold nothing of a person, so they are kept, but for look-ups of chosen attributes.</summary>
internal sealed class QuestionPlans(RegistrySet registries, ProgrammeRules rules, AttributeCatalogue catalogue)
{
    private const int Most = 4096;   // a caller who walks through dates or programmes must not fill the memory

    private readonly ConcurrentDictionary<(PrivacyScope, DateOnly, ulong), AttributePlan> checks = new();
    private readonly ConcurrentDictionary<PrivacyScope, AttributePlan> lookups = new();

    /// <summary>The plan of an admitted exchange.</summary>
    public AttributePlan For(Exchange exchange, IReadOnlyList<Programme> programmes)
    {
        var scope = exchange.Scope!;
        if (exchange.AsksAttributes)
            return exchange.Attributes is null ? lookups.GetOrAdd(scope, _ => OfLookup(scope, scope.Granted)) : OfLookup(scope, exchange.Attributes);
        var key = (scope, exchange.Date, MaskOf(programmes));
        if (checks.TryGetValue(key, out var plan))
            return plan;
        if (checks.Count >= Most)
            checks.Clear();
        return checks.GetOrAdd(key, new AttributePlan(
            programmes.Select(p => p.On(exchange.Date)).OfType<RuleVersion>().SelectMany(v => v.Attributes).Concat(scope.ReadForSubject), registries, catalogue));
    }

    /// <summary>The programmes an admitted exchange asks about; none where attributes are asked for.</summary>
    public IReadOnlyList<Programme> ProgrammesOf(Exchange exchange) => exchange.AsksAttributes ? [] :
    [
        .. rules.All.Where(p => exchange.Programmes?.Contains(p.Code) ?? exchange.Scope!.Programmes.Contains(p.Code)),
    ];

    private AttributePlan OfLookup(PrivacyScope scope, IReadOnlyList<CatalogueAttribute> asked) => new(asked.Where(scope.Grants).Concat(scope.ReadForSubject), registries, catalogue);

    private ulong MaskOf(IReadOnlyList<Programme> programmes)
    {
        ulong mask = 0;
        for (int i = 0, next = 0; i < rules.All.Count && next < programmes.Count; i++)
            if (ReferenceEquals(rules.All[i], programmes[next]))
            {
                mask |= 1UL << i;
                next++;
            }
        return mask;
    }
}
