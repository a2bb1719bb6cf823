using Interop.Gateway.Privacy;

namespace Interop.Gateway.Guarantees;

/// <summary>How guarantees are given: settings <c>Guarantee:*</c>.</summary>
internal sealed class GuaranteeOptions
{
    /// <summary>The longest that a scope can make a guarantee hold, and how far ahead one can be asked for.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromHours(PrivacyScope.LongestGuaranteeHours);

    private const int LongestIssuer = 64;

    /// <summary>Names the hub in its guarantees.</summary>
    public string Issuer { get; set; } = "interop.embedded";

    internal IEnumerable<string> Faults()
    {
        if (Issuer.Length is 0 or > LongestIssuer || Issuer.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
            yield return $"Guarantee:Issuer is '{Issuer}'; it must be 1 to {LongestIssuer} printable ASCII characters without a space";
    }
}
