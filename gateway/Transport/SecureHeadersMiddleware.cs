using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Transport;

/// <summary>
/// Fields every answer carries unless its page has set its own, so that a browser does nothing with an answer that it was not meant for:
/// no guessing of types, no referrer, no embedding, no scripts, no devices, and https from then on (RFC 6797 §7.2: only over https).
/// </summary>
internal sealed class SecureHeadersMiddleware
{
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues NoContent = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private readonly RequestDelegate next;
    private readonly StringValues hsts;
    private readonly Func<object, Task> starting;

    public SecureHeadersMiddleware(RequestDelegate next, IOptions<TransportOptions> options)
    {
        this.next = next;
        var age = options.Value.HstsMaxAge;
        hsts = age > TimeSpan.Zero ? $"max-age={(long)age.TotalSeconds}" : StringValues.Empty;
        starting = state => Write((HttpContext)state);
    }

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: a fault clears the answer and its fields on the way.
        context.Response.OnStarting(starting, context);
        return next(context);
    }

    private Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", NoSniff);
        headers.TryAdd("Referrer-Policy", NoReferrer);
        headers.TryAdd("Cross-Origin-Resource-Policy", SameOrigin);
        headers.TryAdd("Content-Security-Policy", NoContent);
        headers.TryAdd("Permissions-Policy", NoDevices);
        if (hsts.Count > 0 && context.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", hsts);
        return Task.CompletedTask;
    }
}
