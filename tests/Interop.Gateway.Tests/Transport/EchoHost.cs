using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Interop.Gateway.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Transport;

/// <summary>A real server behind nothing but the transport room, which tells who it believes has called.</summary>
internal sealed class EchoHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private EchoHost(WebApplication app, FakeTimeProvider time) => (this.app, Time) = (app, time);

    public FakeTimeProvider Time { get; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<EchoHost> StartAsync(string urls, params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings });
        builder.Logging.ClearProviders();
        builder.AddTransport(urls);
        var time = new FakeTimeProvider();
        builder.Services.AddSingleton<TimeProvider>(time);
        var host = new EchoHost(builder.Build(), time);
        host.app.UseTransport();
        host.app.MapGet("/", static context => context.Response.WriteAsync(
            $"{context.Connection.RemoteIpAddress} {context.Request.Scheme} {context.Request.Protocol} {context.Connection.ClientCertificate?.Subject}"));
        host.app.MapPost("/", static async context => await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        host.app.MapGet("/page", static context =>
        {
            context.Response.Headers.ContentSecurityPolicy = "script-src 'self'";
            return context.Response.WriteAsync("");
        });
        await host.app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A caller who trusts this root alone, and shows a certificate if it has one. Each call is a new connection.</summary>
    public static HttpClient Client(Authority root, X509Certificate2? own = null, SslProtocols versions = SslProtocols.None)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        handler.SslOptions.EnabledSslProtocols = versions;
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(root.Root);
        if (own is not null)
            handler.SslOptions.ClientCertificates = [own];
        return new(handler);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
