using Interop.Identity.Signing;

namespace Interop.Gateway.Signatures;

/// <summary>What there is to say of one signature of a saved message: the outcome, why in words, and the base that was compared.</summary>
/// <param name="Label">The label; empty when the fields cannot be read.</param>
/// <param name="Outcome">Whether key and digest fit. A saved message is old, so its age stands in <paramref name="Why"/> alone.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Base">The canonical signature base (RFC 9421 §2.5), lines ended by line feeds; empty when none can be built.</param>
internal sealed record SignatureReport(string Label, SignatureOutcome Outcome, string Why, string Base)
{
    /// <summary>One report for each signature; one without a label when there is none to be read.</summary>
    public static IReadOnlyList<SignatureReport> Of(SignedMessage message, byte[] body, PartnerKeySet keys, DateTimeOffset now)
    {
        var read = MessageSignature.Read(message.Fields, out var signatures);
        return read switch
        {
            SignatureOutcome.Missing => [new("", read, "The message has neither Signature-Input nor Signature.", "")],
            SignatureOutcome.Malformed => [new("", read, "Signature-Input and Signature are not dictionaries with the same labels, inner lists in the one and byte sequences in the other.", "")],
            _ => [.. signatures.Select(s => Of(s, message, body, keys, now))],
        };
    }

    private static SignatureReport Of(MessageSignature signature, SignedMessage message, byte[] body, PartnerKeySet keys, DateTimeOffset now)
    {
        var built = SignatureBase.Build(signature.Input, message, out var text);
        if (built == SignatureOutcome.ComponentAbsent)
            return new(signature.Label, built, $"It covers {Absent(signature, message)}, which the message does not have; a component with ;req needs the request.", text);
        if (built != SignatureOutcome.Valid)
            return new(signature.Label, built, "It covers a component that does not exist, cannot be covered in this way, or is named twice.", text);
        if (signature.KeyId is not { } kid || keys.Find(kid) is not { } key)
            return new(signature.Label, SignatureOutcome.KeyUnknown, $"The key set has no usable key '{signature.KeyId}'.", text);
        var outcome = SignatureVerification.Key(signature, message, key, out _);
        if (outcome != SignatureOutcome.Valid)
            return new(signature.Label, outcome, "The key did not sign this base, or not with this algorithm: compare the base below with yours, byte by byte.", text);
        if (signature.Covers("content-digest") && !ContentDigest.Matches(SignatureComponents.Joined(message.Fields[ContentDigest.Field]), body))
            return new(signature.Label, SignatureOutcome.DigestMismatch, "The signature is good, but Content-Digest is not that of the body.", text);
        List<string> notes = ["The signature is good."];
        if (message.Method is not null && SignatureVerification.Policy(signature, body.Length > 0) != SignatureOutcome.Valid)
            notes.Add("The hub would refuse the request: it wants @method, @target-uri, content-digest of a body, created and keyid.");
        if (SignatureVerification.Time(signature, now) != SignatureOutcome.Valid)
            notes.Add("By now it is too old, past its end, or from the future.");
        return new(signature.Label, outcome, string.Join(' ', notes), text);
    }

    private static FieldItem? Absent(MessageSignature signature, SignedMessage message) =>
        ((FieldItem[])signature.Input.Value).FirstOrDefault(c => SignatureComponents.Value(c, message, out _) == SignatureOutcome.ComponentAbsent);
}
