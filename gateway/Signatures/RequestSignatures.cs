using Interop.Gateway.Institutions;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Signatures;

/// <summary>Verifies the signatures of a request with the keys of the institution that calls.</summary>
internal sealed class RequestSignatures(PartnerKeys keys, SeenNonces nonces, IOptions<SignatureOptions> options, TimeProvider time)
{
    /// <summary>Bytes of the largest signed body: it is held in memory until its digest is known to be right.</summary>
    private const int LargestBody = 8 * 1024 * 1024;

    /// <summary>
    /// Valid when one signature satisfies, else the outcome of the one that came furthest. A body that was read to check its digest stands in the
    /// request again, to be read by the door.
    /// </summary>
    public async ValueTask<SignatureOutcome> VerifyAsync(HttpRequest request, Institution institution, CancellationToken cancellation)
    {
        var furthest = MessageSignature.Read(request.Headers, out var signatures);
        if (furthest != SignatureOutcome.Valid)
            return furthest;
        furthest = SignatureOutcome.Missing;
        var message = SignedMessage.Of(request, options.Value.OriginUri);
        foreach (var signature in signatures)
        {
            var outcome = await VerifyAsync(signature, message, request, institution, cancellation);
            if (outcome == SignatureOutcome.Valid)
                return outcome;
            furthest = outcome > furthest ? outcome : furthest;
        }
        return furthest;
    }

    private async ValueTask<SignatureOutcome> VerifyAsync(
        MessageSignature signature, SignedMessage message, HttpRequest request, Institution institution, CancellationToken cancellation)
    {
        // :: What costs nothing first
        var outcome = SignatureVerification.Policy(signature, request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true);
        if (outcome == SignatureOutcome.Valid)
            outcome = SignatureVerification.Time(signature, time.GetUtcNow());
        if (outcome != SignatureOutcome.Valid)
            return outcome;

        // :: The key
        var found = await keys.FindAsync(institution.Code, signature.KeyId!, cancellation);
        if (found.Key is not { } key)
            return found.Outcome == PartnerKeyOutcome.Unavailable ? SignatureOutcome.KeysUnavailable : SignatureOutcome.KeyUnknown;
        outcome = SignatureVerification.Key(signature, message, key, out _);

        // :: The body, read only for whoever has proven to be the partner
        if (outcome == SignatureOutcome.Valid && signature.Covers("content-digest"))
            outcome = await BodyAsync(request, cancellation);

        // :: The nonce last, so that nothing but the real request uses it up
        return outcome == SignatureOutcome.Valid && signature.Nonce is { } nonce && !nonces.Add(institution.Code, nonce) ? SignatureOutcome.Replayed : outcome;
    }

    private static async ValueTask<SignatureOutcome> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Body is not MemoryStream held)
        {
            held = new MemoryStream();
            request.HttpContext.Response.RegisterForDispose(held);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
                // What is too much is read on and thrown away, up to the server's own bound, so that the refusal reaches a client that is still sending.
                if (held.Length <= LargestBody)
                    held.Write(buffer, 0, read);
            request.Body = held;
        }
        held.Position = 0;
        if (held.Length > LargestBody)
            return SignatureOutcome.BodyTooLarge;
        return ContentDigest.Matches(SignatureComponents.Joined(request.Headers[ContentDigest.Field]), held.GetBuffer().AsSpan(0, (int)held.Length))
            ? SignatureOutcome.Valid : SignatureOutcome.DigestMismatch;
    }
}
