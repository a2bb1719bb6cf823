namespace Interop.Country;

/// <summary>One of the 25 provinces (the capital counts as one).</summary>
/// <param name="Code">The two-digit national code, e.g. <c>12</c>.</param>
/// <param name="Iso">ISO 3166-2:KH, e.g. <c>KH-12</c>; written without a leading zero there.</param>
/// <param name="Khmer">Name in Khmer script.</param>
/// <param name="English">Name in English.</param>
/// <param name="Population">Persons counted in the census of March 2019.</param>
/// <param name="Districts">How many districts, towns or khans stand under it.</param>
public sealed record Province(string Code, string Iso, string Khmer, string English, int Population, int Districts)
{
    /// <summary>The name as it stands in file names: <c>phnom-penh</c>.</summary>
    public string Slug { get; } = English.ToLowerInvariant().Replace(' ', '-');

    /// <summary>Position in the national order, from 0.</summary>
    internal int Ordinal { get; } = ((Code[0] - '0') * 10) + Code[1] - '0' - 1;
}
