using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The ids that people have in this door. An id is the identifier an institution asked by, under keys that only the hub has and that are that
/// institution's own: it tells nobody anything, is the same whenever the institution asks by the same identifier, and opens for no other one. The hub
/// keeps none. 64 hexadecimal digits (FHIR R4 2.24.0.1 takes 64 characters): one AES block, then half of an HMAC-SHA-256 over it.
/// </summary>
internal sealed class FhirIds(HubKeys keys)
{
    private const int Block = 16, Tag = 16;

    /// <summary>The first byte of a block is a place in this list, so it is only ever appended to.</summary>
    private static readonly string[] Types = ["national-id", "birth-registration", "nssf", "equity-card", "family-book"];

    private readonly Pseudonymiser versions = keys.PseudonymsFor("fhir-version");

    /// <summary>The id of the person whom the institution asks about by this identifier.</summary>
    public string Of(string institution, Subject subject)
    {
        // The type, then the value and zeros: an id of one length says nothing of the type.
        Span<byte> id = stackalloc byte[Block + Tag], block = stackalloc byte[Block];
        block[0] = (byte)Array.IndexOf(Types, subject.Type);
        Encoding.ASCII.GetBytes(subject.Value, block[1..]);
        // One block alone, whose content differs from person to person: there is no pattern for a mode to hide (NIST SP 800-38A §6.1).
        using (var aes = Cipher(institution))
            aes.EncryptEcb(block, id, PaddingMode.None);
        Sign(institution, id[..Block], id[Block..]);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>Whom the institution asks about; null when the hub has not given it this id.</summary>
    public Subject? PersonOf(string institution, string id)
    {
        Span<byte> given = stackalloc byte[Block + Tag], tag = stackalloc byte[Tag], block = stackalloc byte[Block];
        if (id.Length != 2 * given.Length || Convert.FromHexString(id, given, out _, out var read) != System.Buffers.OperationStatus.Done || read != given.Length)
            return null;
        Sign(institution, given[..Block], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, given[Block..]))
            return null;
        using (var aes = Cipher(institution))
            aes.DecryptEcb(given[..Block], block, PaddingMode.None);
        return new(Types[block[0]], Encoding.ASCII.GetString(block[1..].TrimEnd((byte)0)));
    }

    /// <summary>The version of a resource as the institution sees it: the same content has the same.</summary>
    public string VersionOf(string institution, ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(versions.Of(institution, Convert.ToHexString(SHA256.HashData(content))));

    private Aes Cipher(string institution)
    {
        var aes = Aes.Create();
        aes.Key = keys.SeedFor("fhir-id:" + institution);
        return aes;
    }

    private void Sign(string institution, ReadOnlySpan<byte> block, Span<byte> tag)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.SeedFor("fhir-id-tag:" + institution), block, mac);
        mac[..Tag].CopyTo(tag);
    }
}
