namespace Interop.Gateway.IdentityResolution;

/// <summary>How the search for a person ended.</summary>
internal enum ResolutionOutcome
{
    Found,
    /// <summary>No registry knows this identifier.</summary>
    NotFound,
    /// <summary>The identifier belongs to two or more people. Never a silent pick.</summary>
    Conflict,
    /// <summary>Nobody who answered knows the identifier, and a registry that might did not answer.</summary>
    Undecided,
}

/// <summary>That one registry knows the person, in which capacity and when; by which of its own keys.</summary>
/// <param name="LocalKey">The registry's own key; null when its record contradicts itself about who it is.</param>
internal sealed record Reference(string Registry, string Capacity, DateOnly? From, DateOnly? To, string? LocalKey)
{
    public override string ToString() => $"{Registry} {Capacity}";
}

/// <summary>Who a subject is, for the hub: the identifiers all registries hold and the references to them.</summary>
internal sealed record Resolution(ResolutionOutcome Outcome, IReadOnlyList<KeyValuePair<string, string>> Identifiers, IReadOnlyList<Reference> References)
{
    public static Resolution NotFound { get; } = new(ResolutionOutcome.NotFound, [], []);
    public static Resolution Conflict { get; } = new(ResolutionOutcome.Conflict, [], []);
    public static Resolution Undecided { get; } = new(ResolutionOutcome.Undecided, [], []);

    /// <summary>
    /// The reference to read in one registry: of several (an old and a new equity card) the one that began last on or before the date,
    /// else the last of all.
    /// </summary>
    public Reference? In(string registry, DateOnly on)
    {
        Reference? best = null;
        foreach (var reference in References)
            if (reference.Registry == registry && (best is null || Prefer(reference, best, on)))
                best = reference;
        return best;
    }

    private static bool Prefer(Reference a, Reference b, DateOnly on)
    {
        if (a.LocalKey is null || b.LocalKey is null)
            return a.LocalKey is null;   // a contradiction outweighs: nothing may be read past it
        var (begunA, begunB) = (a.From is null || a.From <= on, b.From is null || b.From <= on);
        return begunA != begunB ? begunA : (a.From ?? DateOnly.MinValue) > (b.From ?? DateOnly.MinValue);
    }

    public override string ToString() => $"{Outcome}, {References.Count} references";
}
