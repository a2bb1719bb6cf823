using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What leaves of one attribute.</summary>
internal enum DisclosureStatus
{
    Value,
    /// <summary>The registry answered and holds no value.</summary>
    None,
    Unknown,
    /// <summary>The scope does not grant it, whoever is asked about; or the person, whose consent the scope asks for, did not consent to it.</summary>
    Withheld,
}

/// <summary>One attribute on its way out, already reduced.</summary>
internal readonly record struct DisclosedAttribute(
    CatalogueAttribute Attribute, DisclosureStatus Status, AttributeValue Value, Reduction Reduction, UnknownReason Reason, DateTimeOffset? AsOf)
{
    /// <summary>When a value that is only last known was read; null for one of this exchange.</summary>
    public DateTimeOffset? LastRead { get; init; }

    public static DisclosedAttribute Withheld(CatalogueAttribute attribute) => new(attribute, DisclosureStatus.Withheld, default, default, default, null);

    public override string ToString() => $"{Attribute} {Status}";
}

/// <summary>The step that lets attributes out: nothing is written to an answer that has not passed here.</summary>
internal sealed class Disclosure(Minimisation minimisation)
{
    public DisclosedAttribute[] Of(IReadOnlyList<CatalogueAttribute> asked, PrivacyScope scope, Facts facts, DateOnly on)
    {
        var disclosed = new DisclosedAttribute[asked.Count];
        for (var i = 0; i < disclosed.Length; i++)
            disclosed[i] = One(asked[i], scope, facts, on);
        return disclosed;
    }

    private DisclosedAttribute One(CatalogueAttribute attribute, PrivacyScope scope, Facts facts, DateOnly on)
    {
        if (!scope.Grants(attribute))
            return DisclosedAttribute.Withheld(attribute);
        var reduction = scope.ReductionOf(attribute);
        ref readonly var fact = ref facts[attribute];
        if (fact.State is FactState.Unknown or FactState.NotAsked)
            return new(attribute, DisclosureStatus.Unknown, default, reduction, fact.Reason, null);
        // That there was no value once says nothing of today; a value that was there is told with its age.
        var lastRead = facts.LastRead(attribute);
        if (lastRead is not null && !fact.Value.HasValue)
            return new(attribute, DisclosureStatus.Unknown, default, reduction, facts.Fresh![attribute].Reason, null);
        var value = minimisation.Reduce(fact.Value, reduction, attribute, scope.Consumer, on);
        return new(attribute, value.HasValue ? DisclosureStatus.Value : DisclosureStatus.None, value, reduction, default, fact.AsOf) { LastRead = lastRead };
    }
}
