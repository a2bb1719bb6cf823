using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Signing;

/// <summary>The usable keys of a JSON Web Key Set (RFC 7517 §5) by their kid, and what is wrong with the others.</summary>
public sealed class PartnerKeySet
{
    private const int MostKeys = 100;
    private const int LongestKid = 256;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Members that only a private or a symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4; RFC 8037 §2).</summary>
    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    private readonly FrozenDictionary<string, PartnerKey> byKid;

    private PartnerKeySet(IEnumerable<PartnerKey> keys, IReadOnlyList<string> faults, PartnerEncryptionKey? encryption = null) =>
        (byKid, Faults, Encryption) = (keys.ToFrozenDictionary(k => k.Kid, StringComparer.Ordinal), faults, encryption);

    /// <summary>One sentence a fault, naming the key by its place and kid, never quoting key material. Whoever writes a set wants none.</summary>
    public IReadOnlyList<string> Faults { get; }

    public IEnumerable<PartnerKey> Keys => byKid.Values;

    /// <summary>What content for the institution is encrypted with: its last RSA key of <c>use</c> <c>enc</c>, since a set is mostly written oldest first; null without one.</summary>
    public PartnerEncryptionKey? Encryption { get; }

    public PartnerKey? Find(string kid) => byKid.GetValueOrDefault(kid);

    /// <summary>Reads a key set. Never throws: what cannot be used is left out and named in <see cref="Faults"/>.</summary>
    public static PartnerKeySet Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            return new([], ["the key set is not JSON, or names a member twice"]);
        }
    }

    private static PartnerKeySet Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
            return new([], ["the key set has no array 'keys'"]);
        if (list.GetArrayLength() > MostKeys)
            return new([], [$"the key set holds {list.GetArrayLength()} keys; at most {MostKeys} are read"]);

        var faults = new List<string>();
        var keys = new List<PartnerKey>();
        var place = 0;
        PartnerEncryptionKey? encryption = null;
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object && Text(element, "use") == "enc" && Text(element, "kty") == "RSA")
            {
                encryption = EncryptionKeyOf(element, out var flaw) ?? encryption;
                if (flaw is not null)
                    faults.Add($"keys[{place}]: {flaw}");
                place++;
                continue;
            }
            var key = element.ValueKind == JsonValueKind.Object ? PartnerKeyOf(element, out var fault) : NotAnObject(out fault);
            if (key is not null)
                keys.Add(key);
            else
                faults.Add($"keys[{place}]: {fault}");
            place++;
        }

        // Of two keys with one kid nobody can say which is meant, so neither is used.
        foreach (var twice in keys.GroupBy(k => k.Kid, StringComparer.Ordinal).Where(g => g.Count() > 1).ToArray())
        {
            faults.Add($"kid '{twice.Key}' is there {twice.Count()} times");
            keys.RemoveAll(k => k.Kid == twice.Key);
        }

        return new(keys, faults, encryption);
    }

    private static PartnerKey? NotAnObject(out string? fault)
    {
        fault = "not an object";
        return null;
    }

    private static PartnerKey? PartnerKeyOf(JsonElement element, out string? fault)
    {
        var kid = Text(element, "kid");
        fault = Flaw(element, kid) ?? (MayVerify(element) ? null : $"'{kid}' is not meant to verify signatures (use, key_ops)");
        if (fault is not null)
            return null;
        var (kty, crv, alg) = (Text(element, "kty"), Text(element, "crv"), Text(element, "alg"));
        PartnerKey key;
        try
        {
            // Built from the members that matter: a certificate chain or a link in the set has no say.
            key = new(
                new JsonWebKey { Kid = kid, Kty = kty, Crv = crv, Alg = alg, Use = "sig", X = Text(element, "x"), Y = Text(element, "y"), N = Text(element, "n"), E = Text(element, "e") },
                PartnerKeyRules.Algorithms(kty, crv, alg));
            fault = PartnerKeyRules.Fault(key);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or ArgumentException)
        {
            fault = $"'{kid}' is not a key of its type: a member is missing, not base64url, or not on the curve";
            return null;
        }
        return fault is null ? key : null;
    }

    private static PartnerEncryptionKey? EncryptionKeyOf(JsonElement element, out string? fault)
    {
        var (kid, modulus, exponent) = (Text(element, "kid"), Text(element, "n"), Text(element, "e"));
        try
        {
            fault = Flaw(element, kid) ?? PartnerKeyRules.EncryptionFault(kid!, modulus, exponent, Text(element, "alg"));
        }
        catch (Exception e) when (e is FormatException or CryptographicException or ArgumentException)
        {
            fault = $"'{kid}' is not a key of its type: a member is missing or not base64url";
        }
        return fault is null ? new(kid!, modulus!, exponent!) : null;
    }

    /// <summary>What is wrong with a key whatever it is for.</summary>
    private static string? Flaw(JsonElement element, string? kid) =>
        kid is not { Length: > 0 and <= LongestKid } || kid.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0
            ? $"a kid of 1 to {LongestKid} printable ASCII characters is required"
            : SecretMembers.FirstOrDefault(m => element.TryGetProperty(m, out _)) is { } secret
                ? $"'{kid}' holds the secret member '{secret}': replace the key, it is no longer private" : null;

    private static bool MayVerify(JsonElement key) =>
        (!key.TryGetProperty("use", out _) || Text(key, "use") == "sig")
        && (!key.TryGetProperty("key_ops", out var ops)
            || (ops.ValueKind == JsonValueKind.Array && ops.EnumerateArray().Any(o => o.ValueKind == JsonValueKind.String && o.ValueEquals("verify"))));

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
