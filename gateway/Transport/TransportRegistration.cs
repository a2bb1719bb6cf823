using Interop.Gateway.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Transport;

/// <summary>Adds what stands between the wire and the first room: addresses, TLS, bounds of requests, and who may speak for a caller's address.</summary>
internal static class TransportRegistration
{
    /// <exception cref="ConfigurationFaultException">The settings or the files they name are wrong; the message lists every fault.</exception>
    public static WebApplicationBuilder AddTransport(this WebApplicationBuilder hub, string urls)
    {
        var options = hub.Configuration.GetSection("Transport").Get<TransportOptions>() ?? new();
        var tls = hub.Configuration.GetSection("Tls").Get<TlsOptions>() ?? new();
        var listening = new Listening(urls);
        var faults = new List<string>([.. listening.Faults(), .. options.Faults(), .. tls.Faults()]);
        var material = tls.Certificate.Length > 0 && tls.Key.Length > 0 ? TlsMaterial.Read(tls, faults) : null;
        if (listening.Secure && tls.Certificate.Length == 0 && tls.Key.Length == 0)
            faults.Add($"--urls is '{urls}' and Tls:Certificate is empty; https needs a certificate and its key");
        if (faults.Count > 0)
            throw new ConfigurationFaultException(faults);

        hub.Services.AddOptions<TransportOptions>().BindConfiguration("Transport");
        if (material is not null)
            hub.Services.AddSingleton(p => new TlsHandshake(tls, material, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<TlsHandshake>>()));
        if (listening.Secure && Listening.Http3)
            hub.WebHost.UseQuic();
        hub.WebHost.ConfigureKestrel(server =>
        {
            Bound(server, options);
            listening.Open(server);
            if (listening.Secure && !Listening.Http3)
                Log.Http3Absent(server.ApplicationServices.GetRequiredService<ILogger<TlsHandshake>>());
        });
        return hub;
    }

    /// <summary>The first steps of every request. Whoever is not a trusted balancer cannot say where a call comes from.</summary>
    public static IApplicationBuilder UseTransport(this WebApplication hub)
    {
        var proxies = hub.Services.GetRequiredService<IOptions<TransportOptions>>().Value.Proxies().ToArray();
        if (proxies.Length > 0)
        {
            // No limit: the chain is followed from the nearest hop to the first that is not trusted.
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                forwarded.KnownIPNetworks.Add(proxy);
            hub.UseForwardedHeaders(forwarded);
        }
        return hub.UseMiddleware<SecureHeadersMiddleware>();
    }

    private static void Bound(KestrelServerOptions server, TransportOptions options)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxConcurrentConnections = options.Connections;
        limits.MaxRequestLineSize = options.RequestLine;
        limits.MaxRequestHeaderCount = options.HeaderCount;
        limits.MaxRequestHeadersTotalSize = options.HeaderBytes;
        limits.MaxRequestBufferSize = Math.Max(limits.MaxRequestBufferSize ?? 0, options.HeaderBytes);
        limits.RequestHeadersTimeout = options.HeadersTimeout;
        limits.KeepAliveTimeout = options.KeepAlive;
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new(options.LeastRate, options.RateGrace);
        limits.Http2.MaxStreamsPerConnection = options.StreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = options.HeaderBytes;
    }
}
