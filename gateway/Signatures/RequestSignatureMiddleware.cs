using Interop.Gateway.Institutions;
using Interop.Identity;

namespace Interop.Gateway.Signatures;

/// <summary>
/// Stands between authentication and the doors: a request that is signed, or has to be, goes on only when a key of the calling institution signed it.
/// Also notes whether the answer is to be signed, which <see cref="AnswerSignatureMiddleware"/> does.
/// </summary>
internal sealed class RequestSignatureMiddleware(
    RequestDelegate next, InstitutionRegister institutions, RequestSignatures signatures, AnswerSignatures answers, ILogger<RequestSignatureMiddleware> logger, TimeProvider time)
{
    /// <summary>What a request must cover, in the form in which a signature is asked for (RFC 9421 §5.1).</summary>
    private const string Wanted = "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created;keyid";

    public async Task InvokeAsync(HttpContext context)
    {
        var institution = context.User.FindFirst(IdentityRegistration.InstitutionClaim) is { } claim ? institutions.Find(claim.Value) : null;
        answers.HoldWhenWanted(context, institution?.Signed.Answers ?? false);

        var headers = context.Request.Headers;
        if (institution is null || !(institution.Signed.Requests || headers.ContainsKey("Signature-Input") || headers.ContainsKey("Signature")))
        {
            // Whoever is nobody's institution is turned away by the door, signature or not.
            await next(context);
            return;
        }
        var outcome = await signatures.VerifyAsync(context.Request, institution, context.RequestAborted);
        if (outcome == SignatureOutcome.Valid)
        {
            await next(context);
            return;
        }
        Log.SignatureRefused(logger, institution.Code, outcome);
        if (outcome is SignatureOutcome.Missing or SignatureOutcome.ComponentsMissing)
            context.Response.Headers["Accept-Signature"] = Wanted;
        await SignatureProblems.Of(outcome).WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));
    }
}
