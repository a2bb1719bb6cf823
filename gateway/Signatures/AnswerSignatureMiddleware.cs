namespace Interop.Gateway.Signatures;

/// <summary>Outermost, so that a problem is signed like any other answer: signs what was held back on the way in.</summary>
internal sealed class AnswerSignatureMiddleware(RequestDelegate next, AnswerSignatures signatures)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Features.Get<HeldAnswer>() is { } held && !context.RequestAborted.IsCancellationRequested)
            await signatures.SendAsync(context, held);
    }
}
