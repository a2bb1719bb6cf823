namespace Interop.Gateway.PointOfCare;

/// <summary>What a clerk is told in one look. Kebab-case as a class of the style sheet; what cannot be said now is never the same as no.</summary>
internal enum CoverageVerdict
{
    Covered,
    NotCovered,
    /// <summary>Nobody can say now: treat, and check again.</summary>
    Unknown,
}
