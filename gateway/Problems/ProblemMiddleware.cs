namespace Interop.Gateway.Problems;

/// <summary>Whatever has no answer of its own - no such address, a method it does not take, a bug - becomes a problem document.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            // A challenge is an answer of its own: its status and what is wrong with the token are in the header (RFC 6750 §3).
            if (!context.Response.HasStarted && context.Response.StatusCode >= 400 && context.Response.ContentLength is null && context.Response.ContentType is null
                && context.Response.Headers.WWWAuthenticate.Count == 0)
                await ProblemOf(context.Response.StatusCode).WriteAsync(context, NewId());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is there to answer.
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await ProblemOf(e.StatusCode).WriteAsync(context, NewId());
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // Message and data of an exception may quote what was being read, so only its type and place are logged.
            var id = NewId();
            Log.ExchangeFailed(logger, id, e.GetType().FullName ?? "", e.StackTrace ?? "");
            context.Response.Clear();
            await new Problem(ProblemKinds.Internal).WriteAsync(context, id);
        }
    }

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    private static Problem ProblemOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => ProblemKinds.RouteUnknown,
        StatusCodes.Status405MethodNotAllowed => ProblemKinds.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => ProblemKinds.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ProblemKinds.MediaType,
        >= 500 => ProblemKinds.Internal,
        _ => ProblemKinds.RequestInvalid,
    };
}
