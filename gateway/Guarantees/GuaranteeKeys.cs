using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Keys;
using Interop.Identity.Signing;

namespace Interop.Gateway.Guarantees;

/// <summary>One key on the curve P-256 that signs guarantees of one year.</summary>
internal sealed record GuaranteeKey(string Kid, ECDsa Key, string X, string Y)
{
    // A record prints its members, and a key does not belong in any text.
    public override string ToString() => Kid;
}

/// <summary>
/// The keys of guarantees, one a year (UTC), each derived from the hub's own secret: all gateways of a hub have the same and none keeps state. The key
/// set holds those of last year, this one and the next, so that what a device fetched once serves for at least a year without a network.
/// </summary>
internal sealed class GuaranteeKeys(HubKeys keys, TimeProvider time) : IDisposable
{
    /// <summary>The order of the group (SEC 2, secp256r1).</summary>
    private static readonly BigInteger Order = BigInteger.Parse("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<int, Lazy<GuaranteeKey>> known = new();

    public GuaranteeKey Current => Of(Year);

    private int Year => time.GetUtcNow().Year;

    /// <summary>The JSON Web Key Set (RFC 7517).</summary>
    public string KeySet() => JsonSerializer.Serialize(new
    {
        keys = new[] { Of(Year - 1), Of(Year), Of(Year + 1) }.Select(k => new { kty = "EC", crv = "P-256", x = k.X, y = k.Y, kid = k.Kid, alg = "ES256", use = "sig" }),
    });

    public void Dispose()
    {
        foreach (var key in known.Values)
            key.Value.Key.Dispose();
    }

    private GuaranteeKey Of(int year) => known.GetOrAdd(year, y => new(() => Make(y))).Value;

    private GuaranteeKey Make(int year)
    {
        var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = ScalarOf(keys.SeedFor($"guarantee:{year}")) });
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        // Eight characters of the thumbprint (RFC 7638) tell the keys of two hubs apart; all of it would cost a tenth of the QR code.
        return new($"{year}-{SigningKey.Thumbprint(key)[..8]}", key, Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
    }

    /// <summary>
    /// A private scalar in [1, n-1] of a seed: 384 bits of HKDF-Expand (RFC 5869) modulo n-1, plus 1. The 128 bits beyond the order keep every scalar
    /// as likely as any other (FIPS 186-5 A.2.1, extra random bits).
    /// </summary>
    internal static byte[] ScalarOf(byte[] seed)
    {
        var wide = new BigInteger(HKDF.Expand(HashAlgorithmName.SHA256, seed, 48, Encoding.ASCII.GetBytes("P-256")), isUnsigned: true, isBigEndian: true);
        var bytes = (wide % (Order - 1) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        var scalar = new byte[32];
        bytes.CopyTo(scalar, scalar.Length - bytes.Length);
        return scalar;
    }
}
