using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>The rule that decides what an institution would see of one attribute.</summary>
internal enum DecidingRule
{
    /// <summary>The scope grants the value as it is; in a check, what a condition found about it.</summary>
    GrantedWhole,
    /// <summary>The scope grants less than the whole.</summary>
    GrantedReduced,
    /// <summary>The scope grants less than the whole, and a condition that is met or not would tell more.</summary>
    ReducedExplainsNothing,
    NotGranted,
    /// <summary>The scope does not name the registry that holds it, let alone the attribute.</summary>
    RegistryNotNamed,
    /// <summary>The scope grants it, and something the grant hangs on is not so.</summary>
    ConditionNotMet,
    /// <summary>The scope grants it, and the question does not ask for it.</summary>
    NotAsked,
}

/// <summary>One attribute in a simulation.</summary>
/// <param name="Rule">What decided.</param>
/// <param name="Shown">As it would leave; null in a check, and where it is not asked for.</param>
/// <param name="Explained">Whether a reason of a check would tell something about it.</param>
internal sealed record AttributeVerdict(CatalogueAttribute Attribute, DecidingRule Rule, Reduction Reduction, DisclosedAttribute? Shown, bool Explained)
{
    public bool IsGranted => Rule is DecidingRule.GrantedWhole or DecidingRule.GrantedReduced;

    /// <summary>Why nobody can say now; <see cref="UnknownReason.NotUnknown"/> where somebody can.</summary>
    public UnknownReason Unknown => Shown is { Status: DisclosureStatus.Unknown } shown ? shown.Reason : UnknownReason.NotUnknown;

    /// <summary>Every attribute of the catalogue in a look-up, every one that the rules read in a check; granted ones first.</summary>
    /// <param name="exchange">Answered.</param>
    public static IReadOnlyList<AttributeVerdict> Of(Exchange exchange, AttributeCatalogue catalogue) =>
    [
        .. (exchange.AsksAttributes ? OfLookup(exchange, catalogue) : OfCheck(exchange)).OrderByDescending(v => v.IsGranted).ThenBy(v => v.Attribute.Ordinal),
    ];

    private static IEnumerable<AttributeVerdict> OfLookup(Exchange exchange, AttributeCatalogue catalogue)
    {
        var scope = exchange.Scope!;
        var shown = exchange.Lookup.ToDictionary(d => d.Attribute.Ordinal);
        foreach (var attribute in catalogue.All)
        {
            DisclosedAttribute? one = shown.TryGetValue(attribute.Ordinal, out var found) ? found : null;
            var rule = !scope.Grants(attribute) ? Refusing(attribute, scope)
                : one is null ? DecidingRule.NotAsked
                : one.Value.Status == DisclosureStatus.Withheld ? DecidingRule.ConditionNotMet
                : one.Value.Reduction == Reduction.Whole ? DecidingRule.GrantedWhole : DecidingRule.GrantedReduced;
            yield return new(attribute, rule, one?.Reduction ?? default, one, false);
        }
    }

    private static IEnumerable<AttributeVerdict> OfCheck(Exchange exchange)
    {
        var scope = exchange.Scope!;
        foreach (var attribute in exchange.Entitlements!.Programmes.SelectMany(p => p.Programme.On(exchange.Date)?.Attributes ?? []).Distinct())
        {
            var rule = !scope.Grants(attribute) ? Refusing(attribute, scope)
                : !exchange.Consents(attribute) ? DecidingRule.ConditionNotMet
                : scope.ReductionOf(attribute) == Reduction.Whole ? DecidingRule.GrantedWhole : DecidingRule.ReducedExplainsNothing;
            yield return new(attribute, rule, scope.Grants(attribute) ? scope.ReductionOf(attribute) : default, null, exchange.Disclosed.Contains(attribute.Name));
        }
    }

    /// <summary>The scope is as it is in the circumstance of the question; what it was compiled from also says what it grants in others.</summary>
    private static DecidingRule Refusing(CatalogueAttribute attribute, PrivacyScope scope) =>
        scope.Config.Attributes.Any(g => g.Name == attribute.Name) ? DecidingRule.ConditionNotMet
        : scope.Registries.Contains(attribute.Owner) ? DecidingRule.NotGranted : DecidingRule.RegistryNotNamed;
}
