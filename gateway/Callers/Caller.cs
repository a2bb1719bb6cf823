using Interop.Gateway.Institutions;

namespace Interop.Gateway.Callers;

/// <summary>Who asks, why, and on whose behalf. <paramref name="Case"/> and <paramref name="User"/> are the caller's own words, at most 64 characters.</summary>
internal sealed record Caller(Institution Institution, string Key, string Purpose, string? Case, string? User)
{
    /// <summary>Whether a case is named, by more than blanks.</summary>
    public bool HasCase => !string.IsNullOrWhiteSpace(Case);
}
