using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Interop.Identity.Signing;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Interop.Gateway.Dci.Signing;

/// <summary>
/// The second dialect, in the form of the specifications' <c>MsgSignature</c>: parameters like those of an HTTP signature, Ed25519 over the lines
/// <c>(created)</c>, <c>(expires)</c> and <c>digest</c>, the base64 of the SHA-256 of the canonical content without a label.
/// </summary>
internal sealed partial record SignatureString(string Sender, string KeyId, string Kid, long Created, long Expires, byte[] Signature)
{
    public const long Validity = 300, Skew = 60;

    /// <summary>Takes it apart; null when it is none, or one by another algorithm or over other lines.</summary>
    public static SignatureString? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || match.Groups["kid"].Value.Split('|') is not [{ Length: > 0 } sender, { Length: > 0 } key, "ed25519"]
            || !long.TryParse(match.Groups["created"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var created)
            || !long.TryParse(match.Groups["expires"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var expires))
            return null;
        var signature = new byte[64];
        return Convert.TryFromBase64String(match.Groups["signature"].Value, signature, out var length) && length == 64
            && Convert.ToBase64String(signature) == match.Groups["signature"].Value
                ? new(sender, key, match.Groups["kid"].Value, created, expires, signature) : null;
    }

    /// <summary>Whether it holds now: made at most <see cref="Validity"/> ago for at most as long, give or take <see cref="Skew"/>, all in seconds.</summary>
    public bool IsInTime(DateTimeOffset now) => now.ToUnixTimeSeconds() is var at
        && Created <= at + Skew && Expires >= at - Skew && Expires > Created && Expires - Created <= Validity;

    /// <summary>Whether the key made it over this content.</summary>
    public bool Verifies(string content, PartnerKey key) => key.Verify(MessageAlgorithm.Ed25519, Lines(content, Created, Expires), Signature);

    /// <summary>Signs a content that <see cref="CanonicalJson"/> wrote.</summary>
    public static string Sign(string content, Ed25519PrivateKeyParameters key, string sender, string keyId, DateTimeOffset now)
    {
        var created = now.ToUnixTimeSeconds();
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(Lines(content, created, created + Validity));
        return string.Create(CultureInfo.InvariantCulture,
            $"Signature: namespace=\"dci\", kidId=\"{sender}|{keyId}|ed25519\", algorithm=\"ed25519\", created=\"{created}\", expires=\"{created + Validity}\", headers=\"(created) (expires) digest\", signature=\"{Convert.ToBase64String(signer.GenerateSignature())}\"");
    }

    private static byte[] Lines(string content, long created, long expires) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"(created): {created}\n(expires): {expires}\ndigest: {Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}"));

    // One order, that of the specifications: a parameter that could be given twice could be read twice.
    [GeneratedRegex("""\A(?:Signature: {1,2})?namespace="(?:sp)?dci", kidId="(?<kid>[^"]{1,200})", algorithm="ed25519", created="(?<created>[1-9][0-9]{0,11})", expires="(?<expires>[1-9][0-9]{0,11})", headers="\(created\) \(expires\) digest", signature="(?<signature>[A-Za-z0-9+/]{86}==)"\z""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
