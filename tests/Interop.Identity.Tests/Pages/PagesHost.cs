using System.Collections.Concurrent;
using System.Net;
using Interop.Identity.Keys;
using Interop.Identity.People;
using Interop.Identity.Tests.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Identity.Tests.Pages;

/// <summary>The pages on a real Kestrel over a store of their own, with a clock that stands still and hashes that cost little.</summary>
public sealed class PagesHost : IAsyncLifetime
{
    internal static readonly HashCost Cheap = new(64, 1, 1);

    private readonly KeyFolder folder = new();
    private WebApplication app = null!;

    internal FakeTimeProvider Time => folder.Time;
    internal PeopleRegister People => app.Services.GetRequiredService<PeopleRegister>();
    internal AccessKeys Keys => app.Services.GetRequiredService<AccessKeys>();
    internal Uri Address => new(app.Urls.First());
    internal string Folder => folder.Folder;
    internal ConcurrentQueue<string> Logs { get; } = new();

    public async ValueTask InitializeAsync() => app = await StartAsync();

    /// <summary>Another process on the same store.</summary>
    internal Task<WebApplication> StartAnotherAsync() => StartAsync();

    internal string Bytes() => folder.Bytes();

    /// <summary>A browser of its own: cookies, no redirects followed.</summary>
    internal Browser Open(Uri? address = null) => new(address ?? Address, Time);

    /// <summary>A person with a password and, if wanted, a second factor.</summary>
    internal ReadyLogin Add(string user, string role, string institution = "", bool factor = true)
    {
        var login = People.AddReady(new(user, "សុខា", "Sokha", institution, [role]));
        if (!factor)
            folder.Execute($"update person set totp_sealed = null where user_name = '{user}'");
        return login;
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new KeptLogs(Logs));
        builder.Services.AddSingleton<TimeProvider>(folder.Time).AddInteropIdentity(o =>
        {
            (o.StoreFile, o.Institutions) = (folder.File, () => KeyFolder.Institutions);
            (o.Seal, o.Unseal) = (Boxes.Seal, Boxes.Open);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton(new Passwords(Cheap)));
        var started = builder.Build();
        started.UseInteropPages();
        started.UseRouting();
        started.UseAuthentication();
        started.UseAuthorization();
        started.MapInteropIdentity();
        await started.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    private sealed class KeptLogs(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{eventId.Id} {formatter(state, exception)}{exception}");

        public void Dispose()
        {
        }
    }
}

/// <summary>One answer: status, body, where it leads.</summary>
internal sealed record Shown(HttpStatusCode Status, string Html, string? Location, HttpResponseMessage Response)
{
    public override string ToString() => Status.ToString();
}
