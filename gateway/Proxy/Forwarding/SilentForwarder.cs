using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Forwarder;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>
/// YARP's forwarder without a log: it would write the address of each request, and the addresses of ministries' services hold personal
/// identifiers. What the hub keeps of a call is in the audit log and the metrics.
/// </summary>
internal sealed class SilentForwarder : IDisposable
{
    private readonly ServiceProvider parts;
    private readonly IHttpForwarder forwarder;

    public SilentForwarder()
    {
        parts = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddHttpForwarder().BuildServiceProvider();
        forwarder = parts.GetRequiredService<IHttpForwarder>();
    }

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destination, HttpMessageInvoker client, ForwarderRequestConfig config, HttpTransformer transformer) =>
        forwarder.SendAsync(context, destination, client, config, transformer);

    public void Dispose() => parts.Dispose();
}
