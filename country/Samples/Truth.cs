using System.Runtime.InteropServices;

namespace Interop.Country.Samples;

/// <summary>Three-valued truth after Kleene, in rising order so that "and" is the least and "or" the greatest.</summary>
internal enum Truth { No, Unknown, Yes }

internal static class Kleene
{
    public static Truth Of(bool value) => value ? Truth.Yes : Truth.No;

    public static Truth And(params ReadOnlySpan<Truth> all)
    {
        var least = Truth.Yes;
        foreach (var truth in all)
            if (truth < least)
                least = truth;
        return least;
    }

    public static Truth Or(params ReadOnlySpan<Truth> all)
    {
        var greatest = Truth.No;
        foreach (var truth in all)
            if (truth > greatest)
                greatest = truth;
        return greatest;
    }

    public static Truth Not(Truth truth) => truth switch { Truth.Yes => Truth.No, Truth.No => Truth.Yes, _ => Truth.Unknown };
}

/// <summary>One fact: a value, none (the registry answered and holds none), or unknown.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Known<T>(bool IsUnknown, bool HasValue, T? Value)
{
    public static Known<T> Unknown => new(true, false, default);
    public static Known<T> None => default;
    public static Known<T> Of(T value) => new(false, true, value);

    /// <summary>A comparison: on none it is false, on unknown unknown.</summary>
    public Truth Is(Func<T, bool> holds) => IsUnknown ? Truth.Unknown : Kleene.Of(HasValue && holds(Value!));

    public Truth IsNone => IsUnknown ? Truth.Unknown : Kleene.Of(!HasValue);
}
