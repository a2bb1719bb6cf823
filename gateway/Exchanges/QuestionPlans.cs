using System.Collections.Concurrent;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>What to read for each kind of question. Plans hold nothing of a person, so those of whole scopes are kept.</summary>
internal sealed class QuestionPlans(RegistrySet registries, ProgrammeRules rules, AttributeCatalogue catalogue)
{
    private readonly ConcurrentDictionary<(PrivacyScope, Operation, DateOnly), AttributePlan> whole = new();

    /// <summary>The plan of an admitted exchange.</summary>
    public AttributePlan For(Exchange exchange, IReadOnlyList<Programme> programmes)
    {
        if (exchange.Attributes is null && exchange.Programmes is null)
        {
            if (whole.Count > 4096)   // a caller who walks through dates must not fill the memory
                whole.Clear();
            return whole.GetOrAdd((exchange.Scope!, exchange.Operation, exchange.Date), _ => Make(exchange, programmes));
        }
        return Make(exchange, programmes);
    }

    /// <summary>The programmes an admitted exchange asks about; none for a lookup.</summary>
    public IReadOnlyList<Programme> ProgrammesOf(Exchange exchange) => exchange.Operation == Operation.Lookup ? [] :
    [
        .. rules.All.Where(p => exchange.Programmes?.Contains(p.Code) ?? exchange.Scope!.Programmes.Contains(p.Code)),
    ];

    private AttributePlan Make(Exchange exchange, IReadOnlyList<Programme> programmes) => new(
        exchange.Operation == Operation.EntitlementCheck
            ? programmes.Select(p => p.On(exchange.Date)).OfType<RuleVersion>().SelectMany(v => v.Attributes)
            : (exchange.Attributes ?? exchange.Scope!.Granted).Where(exchange.Scope!.Grants),
        registries, catalogue);
}
