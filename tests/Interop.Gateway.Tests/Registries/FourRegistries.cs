using System.Diagnostics.Metrics;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Matching;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.Storage;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Registries;

/// <summary>The four registries, each a fake, behind the hub's own links, and a directory built of them on demand.</summary>
internal sealed class FourRegistries : IDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    private readonly ServiceProvider metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TempFolder folder = new();
    private LastKnownStore? kept;

    public FourRegistries()
    {
        (Civil, IdPoor, Insurance, Programmes) = (new("civil-registry", Time), new("id-poor", Time), new("health-insurance", Time), new("programmes", Time));
        All = [Civil, IdPoor, Insurance, Programmes];
        Set = new([.. All.Select(Link)], AttributeCatalogue.Current);
        Reading = new(Options.Create(Fetch), Time);
        Keys = HubKeys.Open(folder["master.key"]);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    public FetchOptions Fetch { get; } = new();
    public FakeRegistry Civil { get; }
    public FakeRegistry IdPoor { get; }
    public FakeRegistry Insurance { get; }
    public FakeRegistry Programmes { get; }
    /// <summary>In order of precedence.</summary>
    public IReadOnlyList<FakeRegistry> All { get; }
    public RegistrySet Set { get; }
    public RegistryReading Reading { get; }
    public HubKeys Keys { get; }
    public string DirectoryPath => folder["directory.db"];
    public LastKnownStore Kept => kept ??= new(folder["last-known.db"], Keys, Time);
    public LiveResolution Live => new(Set, AttributeCatalogue.Current, Options.Create(Fetch), Time);

    public RegistryLink Link(FakeRegistry registry) => new(registry, Fetch, Time, new(metrics.GetRequiredService<IMeterFactory>()));

    /// <summary>Keeps nothing before it is started.</summary>
    public LastKnownKeeping Keeping(ScopeRegister scopes) => new(Kept, scopes, Time, metrics.GetRequiredService<IMeterFactory>(), NullLogger<LastKnownKeeping>.Instance);

    public LastKnownFacts LastKnown(LastKnownKeeping keeping) => new(Kept, keeping, NullLogger<LastKnownFacts>.Instance);

    public Task<DirectoryCounts> BuildDirectoryAsync() => new DirectoryBuild(Keys).WriteAsync(DirectoryPath, All, null, TestContext.Current.CancellationToken);

    public HubStore Store(params SchemaPart[] parts) => new(folder["hub.db"], parts, Time);

    public MatchIndex Index() => new(new(Set, AttributeCatalogue.Current), Options.Create(new MatchingOptions()), Meters, Time, NullLogger<MatchIndex>.Instance);

    public IMeterFactory Meters => metrics.GetRequiredService<IMeterFactory>();

    public string Write(string name, string text) => folder.Write(name, text);

    public HubKeys OtherKeys() => HubKeys.Open(folder["other.key"]);

    public static HashSet<string> Allowed(params string[] registries) => registries.Length == 0 ? ["civil-registry", "id-poor", "health-insurance", "programmes"] : [.. registries];

    public static CatalogueAttribute[] Named(params string[] names) => [.. names.Select(n => AttributeCatalogue.Current[n])];

    public static Resolution Person(params (string Type, string Value)[] identifiers) =>
        new(ResolutionOutcome.Found, [.. identifiers.Select(i => KeyValuePair.Create(i.Type, i.Value))], []);

    /// <summary>Lets others run until the condition holds; fails when it does not within a minute.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !condition(); await Task.Yield())
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromMinutes(1), "the condition never held");
        // Whoever made it true is still on its way to tell those who wait.
        for (var i = 0; i < 100; i++)
            await Task.Yield();
    }

    public void Dispose()
    {
        metrics.Dispose();
        kept?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
