using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tokens;

/// <summary>
/// The algorithms a signature may have (RFC 7518 §3.1). Named one by one (RFC 8725 §3.1): with a symmetric one a public key would pass as the
/// secret, and <c>none</c> is no signature.
/// </summary>
internal static class TokenAlgorithms
{
    public static readonly string[] Allowed =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSsaPssSha256,
    ];

    /// <summary>Characters a token may have; it is refused before anything is read of a longer one.</summary>
    public const int LongestToken = 8 * 1024;
}
