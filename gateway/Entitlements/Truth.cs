namespace Interop.Gateway.Entitlements;

/// <summary>
/// Kleene's strong three-valued logic. The order makes "and" the lesser, "or" the greater of two values and "not" the mirror,
/// so an unknown fact moves an answer only where the answer depends on it.
/// </summary>
internal enum Truth : byte { False = 0, Unknown = 1, True = 2 }

internal static class TruthExtensions
{
    public static Truth Not(this Truth truth) => (Truth)(2 - (int)truth);

    public static Truth ToTruth(this bool value) => value ? Truth.True : Truth.False;
}
