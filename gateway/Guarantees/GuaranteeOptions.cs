namespace Interop.Gateway.Guarantees;

/// <summary>How guarantees are given: settings <c>Guarantee:*</c>.</summary>
internal sealed class GuaranteeOptions
{
    /// <summary>The longest a setting can make it; what was given before is revoked for no longer.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(30);

    private const int LongestIssuer = 64;

    /// <summary>Names the hub in its guarantees.</summary>
    public string Issuer { get; set; } = "interop.embedded";

    /// <summary>How long a guarantee holds, and how far ahead one can be asked for.</summary>
    public TimeSpan Validity { get; set; } = TimeSpan.FromHours(72);

    internal IEnumerable<string> Faults()
    {
        if (Validity < TimeSpan.FromMinutes(1) || Validity > LongestValidity)
            yield return $"Guarantee:Validity is {Validity}; it must lie between 1 minute and {LongestValidity.Days} days";
        if (Issuer.Length is 0 or > LongestIssuer || Issuer.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
            yield return $"Guarantee:Issuer is '{Issuer}'; it must be 1 to {LongestIssuer} printable ASCII characters without a space";
    }
}
