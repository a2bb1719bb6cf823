using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>
/// How much a reduction lets out beside another, of the same attribute. Everything is at most the whole, and a place can be cut shorter step by step;
/// other reductions cannot be compared, since each tells something that the other does not. A partial order.
/// </summary>
internal static class ReductionOrder
{
    /// <summary>Whether what leaves could be worked out from what would leave under <paramref name="most"/>, whatever the value.</summary>
    public static bool IsAtMost(this Reduction granted, Reduction most) =>
        granted == most || most == Reduction.Whole || (PlaceDigits(granted) is { } digits && PlaceDigits(most) is { } longest && digits <= longest);

    /// <summary>How many digits of a gazetteer code a reduction to a place leaves; null for any other.</summary>
    public static int? PlaceDigits(Reduction reduction) => reduction switch
    {
        Reduction.Province => 2,
        Reduction.District => 4,
        Reduction.Commune => 6,
        _ => null,
    };
}
