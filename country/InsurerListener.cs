using System.Net;
using System.Security.Cryptography;
using System.Text;
using Interop.Country.HealthInsurance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Interop.Country;

/// <summary>
/// The insurer's web service: a listener of its own with its own key and its own naming, as another institution would run it.
/// <c>POST /api/v2/policies/query</c>, <c>GET /api/v2/policies?after=CURSOR</c>, <c>GET /api/v2/ping</c>; every answer is JSON.
/// </summary>
public sealed class InsurerListener : IAsyncDisposable
{
    /// <summary>The header that carries the insurer's key.</summary>
    public const string KeyHeader = "X-Insurer-Key";

    // A thousand ids of the longest kind take 30 kB; room for escapes and white space.
    private const int LargestBody = 256 * 1024;

    private readonly WebApplication host;
    private readonly PolicyRequests requests;

    private InsurerListener(WebApplication host, PolicyRequests requests, Uri address) => (this.host, this.requests, Address) = (host, requests, address);

    /// <summary>Where it listens; with port 0 asked for, the port it was given.</summary>
    public Uri Address { get; }

    /// <param name="folder">The country's folder, as <see cref="SyntheticCountry.WriteAsync"/> wrote it.</param>
    /// <param name="url">E.g. <c>http://127.0.0.1:0</c> for any free port.</param>
    /// <param name="key">What <c>X-Insurer-Key</c> must hold.</param>
    /// <exception cref="FileNotFoundException">The folder holds no country.</exception>
    public static async Task<InsurerListener> StartAsync(string folder, string url, string key, CancellationToken cancellation)
    {
        var store = CountryFiles.InsurerStore(folder);
        if (!File.Exists(store))
            throw new FileNotFoundException("No insurer's store in this folder.", store);
        ArgumentException.ThrowIfNullOrEmpty(key);

        // Empty: no configuration files, environment or logging of the process it happens to share.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(Limit);
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        var listener = builder.Build();
        var answers = new PolicyRequests(store);
        var expected = Encoding.UTF8.GetBytes(key);
        listener.Run(context => HasKey(context, expected)
            ? answers.AnswerAsync(context)
            : PolicyRequests.RefuseAsync(context, HttpStatusCode.Unauthorized, "key", "The key is missing or wrong."));
        await listener.StartAsync(cancellation);
        var address = listener.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(listener, answers, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        // Answers on their way are finished first, since the readers go next.
        await host.StopAsync();
        await host.DisposeAsync();
        requests.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
    }

    private static bool HasKey(HttpContext context, byte[] expected) =>
        context.Request.Headers[KeyHeader] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected);

    /// <summary>Whoever started the service stops it; it must not catch the process's signals itself.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
