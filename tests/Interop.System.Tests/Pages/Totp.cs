using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Interop.System.Tests.Pages;

/// <summary>What an authenticator app computes (RFC 6238), by other means than the hub.</summary>
internal static class Totp
{
    public static string Now(string secret, TimeProvider time)
    {
        var bits = string.Concat(secret.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // the algorithm of the RFC
        var mac = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = (BinaryPrimitives.ReadUInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & int.MaxValue) % 1_000_000;
        return number.ToString("000000", CultureInfo.InvariantCulture);
    }
}
