using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Keys;
using Interop.Gateway.Wire;

namespace Interop.Gateway.PointOfCare;

/// <summary>A number as it was typed on a device without a network, and when by the device's clock.</summary>
internal sealed record SealedCard(string Typed, DateTimeOffset At)
{
    // Nothing of a person is printed by accident.
    public override string ToString() => nameof(SealedCard);
}

/// <summary>
/// Opens numbers that a device of a facility sealed for the hub while it had no network, and cannot open again itself. A box is base64url of a P-256 point
/// made for it alone, then AES-256-GCM of <c>{seconds} {number}</c> under a key of both (ECDH, NIST SP 800-56A §5.7.1.2; HKDF, RFC 5869), whose
/// initialisation vector is zero because the key is used once.
/// </summary>
internal sealed class SealedCards(HubKeys keys) : IDisposable
{
    private const int Coordinate = 32, Point = 1 + 2 * Coordinate, Tag = 16, Longest = 128;
    private const byte Uncompressed = 4; // SEC 1 §2.3.3

    private readonly ConcurrentDictionary<string, Lazy<ECDiffieHellman>> known = new(StringComparer.Ordinal);

    /// <summary>What a device of the facility seals with: the coordinates of the public key, base64url.</summary>
    public (string X, string Y) KeyOf(string facility)
    {
        var q = Own(facility).ExportParameters(includePrivateParameters: false).Q;
        return (Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
    }

    /// <summary>Null when it was not sealed for this facility of this hub, or was changed.</summary>
    public SealedCard? Open(string box, string facility)
    {
        if (OneSpelling.Decode(box) is not { } bytes || bytes.Length is <= Point + Tag or > Point + Tag + Longest || bytes[0] != Uncompressed)
            return null;
        try
        {
            using var other = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = bytes[1..(1 + Coordinate)], Y = bytes[(1 + Coordinate)..Point] },
            });
            using var theirs = other.PublicKey;
            var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Own(facility).DeriveRawSecretAgreement(theirs), 32, salt: bytes[..Point], info: Encoding.UTF8.GetBytes("interop sealed card 1 " + facility));
            using var cipher = new AesGcm(key, Tag);
            var plain = new byte[bytes.Length - Point - Tag];
            cipher.Decrypt(new byte[12], bytes.AsSpan(Point..^Tag), bytes.AsSpan(^Tag..), plain);
            return Read(Encoding.UTF8.GetString(plain));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var key in known.Values.Where(k => k.IsValueCreated))
            key.Value.Dispose();
    }

    private static SealedCard? Read(string plain) =>
        plain.Split(' ', 2) is [var seconds, var typed] && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? new(typed, DateTimeOffset.FromUnixTimeSeconds(at)) : null;

    private ECDiffieHellman Own(string facility) => known.GetOrAdd(facility, f => new(() => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256, D = GuaranteeKeys.ScalarOf(keys.SeedFor("sealed-card:" + f)),
    }))).Value;
}
