namespace Interop.Gateway.Entitlements;

/// <summary>
/// Kleene's strong three-valued logic. The order makes "and" the lesser, "or" the greater of two values and "not" the mirror,
/// so an unknown fact moves an answer only where the answer depends on it.
/// </summary>
internal enum Truth : byte { False = 0, Unknown = 1, True = 2 }

internal static class TruthExtensions
{
    public static Truth Not(this Truth truth) => (Truth)(2 - (int)truth);

    /// <summary>
    /// What is known now, and where that is nothing the yes of facts that are only last known. Their no counts for nothing: a person who was
    /// not covered last week may be today, and a wrong no sends a sick person away.
    /// </summary>
    public static Truth OrYesOf(this Truth now, Truth lastKnown) => now == Truth.Unknown && lastKnown == Truth.True ? Truth.True : now;

    public static Truth ToTruth(this bool value) => value ? Truth.True : Truth.False;
}
