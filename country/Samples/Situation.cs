namespace Interop.Country.Samples;

/// <summary>Something a sample person must show.</summary>
/// <param name="Why">Says it in the words of the sample file.</param>
/// <param name="Wanted">Whether the candidate shows it on the day of the country.</param>
internal sealed record Situation(string Why, Func<Candidate, bool> Wanted)
{
    /// <summary>The registry whose record the question starts from; all others only as far as identifiers lead there.</summary>
    public Registry Start { get; init; } = Registry.Civil;

    /// <summary>Asked by the hospital for treatment, which may ask for health programmes only.</summary>
    public bool AtHospital { get; init; }

    /// <summary>The day the question is about, when it is not today.</summary>
    public Func<Candidate, DateOnly>? AskedOn { get; init; }
}
