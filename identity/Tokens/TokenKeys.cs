using System.Collections.Concurrent;
using Interop.Identity.Signing;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tokens;

/// <summary>The hub's token-signing keys in the form the token library takes: one object a key, since it keeps a signer for each.</summary>
internal sealed class TokenKeys(SigningKeys keys)
{
    // The library's own factory keeps signers for the whole process, even when the host whose keys they hold is gone.
    private readonly CryptoProviderFactory signers = new();
    private readonly ConcurrentDictionary<string, SigningCredentials> known = new(StringComparer.Ordinal);

    /// <summary>What signs now (ES256).</summary>
    public SigningCredentials Current => Of(keys.Current(SigningPurpose.Token));

    /// <summary>What a token may be signed with. Keys that sign answers are not among them.</summary>
    public IEnumerable<SecurityKey> Trusted =>
        keys.Published().Where(k => k.Purpose == SigningPurpose.Token).Select(k => Of(k).Key);

    private SigningCredentials Of(SigningKey key) => known.GetOrAdd(
        key.Kid, static (kid, of) => new(new ECDsaSecurityKey(of.Key.Key) { KeyId = kid, CryptoProviderFactory = of.Signers }, SecurityAlgorithms.EcdsaSha256),
        (Key: key, Signers: signers));
}
