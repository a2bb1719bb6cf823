using System.Runtime.InteropServices;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>What a test says where the value does not simply meet it.</summary>
/// <param name="WhenNone">The registry holds no value: false, or true where the rule says <c>orNone</c>.</param>
/// <param name="WhenFailed">A value is there and fails: false, or unknown where a value out of date proves nothing (<c>otherwise</c>).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Otherwise(Truth WhenNone, Truth WhenFailed);

/// <summary>A test of one attribute. A fact nobody asked for counts as unknown.</summary>
internal abstract class FactTest(Stated? stated, CatalogueAttribute attribute, Otherwise otherwise) : Condition(stated, [attribute])
{
    public sealed override Truth Evaluate(Facts facts, DateOnly date)
    {
        ref readonly var fact = ref facts[attribute];
        return fact.State switch
        {
            FactState.Value => Holds(in fact, date) ? Truth.True : otherwise.WhenFailed,
            FactState.None => otherwise.WhenNone,
            _ => Truth.Unknown,
        };
    }

    protected abstract bool Holds(in Fact fact, DateOnly date);

    protected sealed override void ExplainParts(Facts facts, DateOnly date, List<Reason> into) =>
        throw new InvalidOperationException("A test is explained by its own name or by one above it.");
}

/// <summary>The code or text is one of a few.</summary>
internal sealed class OneOf(Stated? stated, CatalogueAttribute attribute, Otherwise otherwise, string[] values) : FactTest(stated, attribute, otherwise)
{
    protected override bool Holds(in Fact fact, DateOnly date)
    {
        var text = fact.Value.Text;
        foreach (var value in values)
            if (value == text)
                return true;
        return false;
    }
}

/// <summary>The integer or boolean (0 or 1) lies between two ends, ends included.</summary>
internal sealed class NumberBetween(Stated? stated, CatalogueAttribute attribute, Otherwise otherwise, long min, long max) : FactTest(stated, attribute, otherwise)
{
    protected override bool Holds(in Fact fact, DateOnly date) => fact.Value.Number >= min && fact.Value.Number <= max;
}

/// <summary>The date is on or after the date of the check plus some days.</summary>
internal sealed class OnOrAfter(Stated? stated, CatalogueAttribute attribute, Otherwise otherwise, int days) : FactTest(stated, attribute, otherwise)
{
    protected override bool Holds(in Fact fact, DateOnly date) => fact.Value.Number >= date.DayNumber + days;
}

/// <summary>The date is on or before the date of the check plus some days.</summary>
internal sealed class OnOrBefore(Stated? stated, CatalogueAttribute attribute, Otherwise otherwise, int days) : FactTest(stated, attribute, otherwise)
{
    protected override bool Holds(in Fact fact, DateOnly date) => fact.Value.Number <= date.DayNumber + days;
}
