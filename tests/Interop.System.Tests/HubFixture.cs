using System.Collections.Concurrent;
using Interop.Gateway.Configuration;
using Interop.Gateway.Demo;
using Interop.Gateway.Commands;
using Interop.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Interop.System.Tests.HubFixture))]
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: TestCollectionOrderer(typeof(Interop.System.Tests.LogsLast))]

namespace Interop.System.Tests;

/// <summary>The real host over a small country, with its real registries and a log that is kept; made once for all tests.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-system-");

    private int others;

    /// <summary>Every line that any host of these tests has logged, as the console would show it.</summary>
    public static ConcurrentQueue<string> Logs { get; } = new();

    internal HubSettings Settings { get; private set; } = null!;
    internal HubHost Hub { get; private set; } = null!;
    internal DemoFile Demo { get; private set; } = null!;
    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Settings = new HubSettings { Data = folder.FullName, Urls = "http://127.0.0.1:0", People = 5_000, Configuration = ["--Fetch:Deadline=00:00:20"] };
        Hub = await StartAsync(Settings);
        Demo = ServeCommand.Introduce(Hub, Settings);
    }

    /// <summary>A further hub over the same country, with settings, an audit log and a store of its own.</summary>
    internal Task<HubHost> StartAnotherAsync(params string[] configuration) =>
        StartAtAsync(Settings.Urls, configuration);

    /// <summary>As <see cref="StartAnotherAsync"/>, at an address of its own.</summary>
    internal Task<HubHost> StartAtAsync(string urls, params string[] configuration) =>
        StartWithAsync(urls, [.. configuration, .. OwnState()]);

    /// <summary>A further hub whose settings name its audit log too.</summary>
    internal Task<HubHost> StartWithAsync(params string[] configuration) => StartWithAsync(Settings.Urls, configuration);

    /// <summary>A further hub with a clock of the test's own, whose settings name its audit log and its store.</summary>
    internal Task<HubHost> StartWithAsync(TimeProvider time, params string[] configuration) =>
        StartAsync(Settings with { Configuration = [.. Settings.Configuration, .. configuration] }, time);

    /// <summary>Settings that give a hub an audit log and a store of its own; the same ones give another the same.</summary>
    internal string[] OwnState() => [$"--Audit:File={Path.Combine(folder.FullName, $"audit-{++others}.db")}", $"--Storage:File={Path.Combine(folder.FullName, $"hub-{others}.db")}"];

    private Task<HubHost> StartWithAsync(string urls, string[] configuration) =>
        StartAsync(Settings with { Urls = urls, Configuration = [.. Settings.Configuration, .. configuration] });

    private static Task<HubHost> StartAsync(HubSettings settings, TimeProvider? time = null) =>
        HubHost.StartAsync(settings, null, builder =>
        {
            if (time is not null)
                builder.Services.AddSingleton(time);
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new KeptLog());
            // As much as an operator could ever switch on.
            builder.Configuration["Logging:LogLevel:Default"] = "Trace";
        }, TestContext.Current.CancellationToken);

    internal string KeyOf(string institution) => Demo.Institutions.Single(i => i.Code == institution).AccessKey;

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Http.Dispose();
        folder.Delete(recursive: true);
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Logs.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Logs.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
