using System.Text;
using Interop.Identity.Signing;

namespace Interop.Gateway.Signatures;

/// <summary>Whether one signature is good. Decides by what it is given alone; who may have signed is for the caller to say.</summary>
internal static class SignatureVerification
{
    public static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(300);
    /// <summary>How far the clocks of two institutions may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>What a request's signature must cover, so that it cannot be put on another request (RFC 9421 §7.2.1), and say of itself.</summary>
    public static SignatureOutcome Policy(MessageSignature signature, bool hasBody) =>
        signature.Covers("@method")
        && (signature.Covers("@target-uri") || (signature.Covers("@authority") && signature.Covers("@path") && signature.Covers("@query")))
        && (!hasBody || signature.Covers("content-digest"))
        && signature is { Created: not null, KeyId: not null }
            ? SignatureOutcome.Valid : SignatureOutcome.ComponentsMissing;

    /// <summary>Whether it was made just now (RFC 9421 §7.2.2).</summary>
    public static SignatureOutcome Time(MessageSignature signature, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return signature.Created is { } created && (created > seconds + (long)Skew.TotalSeconds || created < seconds - (long)(LongestAge + Skew).TotalSeconds)
            || signature.Expires is { } expires && expires < seconds - (long)Skew.TotalSeconds
                ? SignatureOutcome.Expired : SignatureOutcome.Valid;
    }

    /// <summary>Whether the key made the signature over this message (RFC 9421 §3.2).</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="message">The message it is over.</param>
    /// <param name="key">The key its kid names.</param>
    /// <param name="signedText">The canonical base, for whoever has to find out why; empty when there is none.</param>
    public static SignatureOutcome Key(MessageSignature signature, SignedMessage message, PartnerKey key, out string signedText)
    {
        var outcome = SignatureBase.Build(signature.Input, message, out signedText);
        if (outcome != SignatureOutcome.Valid)
            return outcome;
        if (key.Algorithms.Count == 0 || (signature.Algorithm is not null && AlgorithmOf(signature.Algorithm) is null))
            return SignatureOutcome.Invalid;
        var algorithm = signature.Algorithm is null ? key.Algorithms[0] : AlgorithmOf(signature.Algorithm)!.Value;
        return key.Verify(algorithm, Encoding.ASCII.GetBytes(signedText), signature.Bytes) ? SignatureOutcome.Valid : SignatureOutcome.Invalid;
    }

    /// <summary>The names of the registry of RFC 9421 §6.2; hmac-sha256 is not among them, since no partner shares a secret with the hub.</summary>
    private static MessageAlgorithm? AlgorithmOf(string name) => name switch
    {
        "rsa-pss-sha512" => MessageAlgorithm.RsaPssSha512,
        "rsa-v1_5-sha256" => MessageAlgorithm.RsaPkcs1Sha256,
        "ecdsa-p256-sha256" => MessageAlgorithm.EcdsaP256Sha256,
        "ecdsa-p384-sha384" => MessageAlgorithm.EcdsaP384Sha384,
        "ed25519" => MessageAlgorithm.Ed25519,
        _ => null,
    };
}
