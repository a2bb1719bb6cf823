using System.Net;

namespace Interop.Identity.Signing;

/// <summary>Where the public keys of an institution are: in the configuration, or at an address the institution looks after.</summary>
public sealed class PartnerKeySource
{
    private PartnerKeySource(PartnerKeySet? keys, Uri? address) => (Keys, Address) = (keys, address);

    internal PartnerKeySet? Keys { get; }

    internal Uri? Address { get; }

    public static PartnerKeySource Of(PartnerKeySet keys) => new(keys, null);

    /// <exception cref="ArgumentException"><see cref="Takes"/> says no.</exception>
    public static PartnerKeySource At(Uri address) => Takes(address) ? new(null, address) : throw new ArgumentException("Keys are fetched by https.", nameof(address));

    /// <summary>Whether keys may be fetched there: by https, or by http from this machine alone, since whoever can change them on the way is the partner.</summary>
    public static bool Takes(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address)));

    private static bool IsLoopback(Uri address) => IPAddress.TryParse(address.IdnHost, out var ip) ? IPAddress.IsLoopback(ip) : address.Host == "localhost";
}

/// <summary>What looking for a partner's key led to.</summary>
public enum PartnerKeyOutcome
{
    Found,
    /// <summary>The institution has told the hub of no keys at all.</summary>
    NoKeys,
    /// <summary>The institution has keys, and none of that kid.</summary>
    Unknown,
    /// <summary>The institution's key set cannot be fetched, and none is kept that is recent enough.</summary>
    Unavailable,
}

/// <summary>A partner's key, or why there is none.</summary>
/// <param name="Outcome">How the search ended.</param>
/// <param name="Key">The key; null unless <paramref name="Outcome"/> is <see cref="PartnerKeyOutcome.Found"/>.</param>
public readonly record struct PartnerKeyResult(PartnerKeyOutcome Outcome, PartnerKey? Key);
