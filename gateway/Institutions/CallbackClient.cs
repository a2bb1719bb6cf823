namespace Interop.Gateway.Institutions;

/// <summary>Calls addresses that institutions have agreed, and goes nowhere else: by no proxy, after no redirect, and inside only where that is agreed.</summary>
internal sealed class CallbackClient : IDisposable
{
    private readonly HttpClient outside = Client(inside: false), inside = Client(inside: true);

    /// <summary>Sends a request; the answer is there when its head is, since what a receiver says beside its status is nobody's concern.</summary>
    /// <param name="request">Its address has passed <see cref="CallbackAddress.Fault"/>.</param>
    /// <param name="isInside">Whether the address may be on this machine or in a private network.</param>
    /// <exception cref="HttpRequestException">No connection; an inner <see cref="System.Net.Sockets.SocketException"/> with AccessDenied tells an address that may not be called.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isInside, CancellationToken cancellation) =>
        (isInside ? inside : outside).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public void Dispose()
    {
        outside.Dispose();
        inside.Dispose();
    }

    private static HttpClient Client(bool inside) => new(new SocketsHttpHandler
    {
        // A redirect would lead to an address that nobody entered.
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = (context, cancellation) => CallbackAddress.ConnectAsync(context.DnsEndPoint, inside, cancellation),
    }) { Timeout = Timeout.InfiniteTimeSpan };
}
