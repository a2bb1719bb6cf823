using System.Security.Cryptography;
using Interop.Country;
using Interop.Country.Changes;
using Interop.Gateway.Configuration;

namespace Interop.Gateway.Demo;

/// <summary>The synthetic country behind a hub that was told of no real registry.</summary>
internal static class EmbeddedCountry
{
    private static readonly string[] Registries = ["civil-registry", "id-poor", "health-insurance", "programmes"];

    /// <summary>
    /// Makes country, institutions and scopes where they are missing, starts the insurer's web service, and puts their places into the
    /// configuration. A registry that is configured already is left alone; when all are, nothing is made.
    /// </summary>
    public static async Task<InsurerListener?> PrepareAsync(
        HubSettings settings, ConfigurationManager configuration, IProgress<StartProgress>? progress, CancellationToken cancellation)
    {
        var missing = Registries.Where(r => string.IsNullOrEmpty(configuration[$"Registries:{r}:Connection"])).ToArray();
        if (missing.Length == 0)
            return null;
        await MakeAsync(settings, progress, cancellation);
        CopySample(settings.InstitutionsFile);
        CopySample(settings.ScopesFile);
        CopySample(settings.LocationsFile);

        var places = new Dictionary<string, string?>
        {
            ["civil-registry"] = Path.Combine(settings.CountryFolder, "civil-registry.db"),
            ["programmes"] = Path.Combine(settings.CountryFolder, "programmes.db"),
            ["id-poor"] = Path.Combine(settings.CountryFolder, "id-poor"),
        };
        InsurerListener? insurer = null;
        var connections = missing.Where(places.ContainsKey).ToDictionary(r => $"Registries:{r}:Connection", r => places[r]);
        if (missing.Contains("health-insurance"))
        {
            // Nobody but this process calls this listener, so its key lives as long as the process.
            var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            insurer = await InsurerListener.StartAsync(settings.CountryFolder, "http://127.0.0.1:0", key, cancellation);
            connections["Registries:health-insurance:Connection"] = insurer.Address.ToString();
            connections["Registries:health-insurance:Credential"] = key;
            CopyServices(settings.ServicesFolder);
        }
        // An application for trying out how people sign in; an address of this machine, whatever the port.
        if (!configuration.GetSection("Identity:Clients").Exists())
            (connections["Identity:Clients:0:Code"], connections["Identity:Clients:0:RedirectUris:0"]) = ("demo", "http://127.0.0.1/callback");
        configuration.AddInMemoryCollection(connections);
        return insurer;
    }

    private static async Task MakeAsync(HubSettings settings, IProgress<StartProgress>? progress, CancellationToken cancellation)
    {
        if (SyntheticCountry.Exists(settings.CountryFolder))
        {
            new CountryChanges(settings.CountryFolder, TimeProvider.System).Prepare();
            return;
        }
        // A directory of another country would answer with other people.
        File.Delete(settings.DirectoryFile);
        var options = new CountryOptions { People = settings.People, Seed = settings.Seed, Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime) };
        await SyntheticCountry.WriteAsync(
            settings.CountryFolder, options, progress is null ? null : new Progress<CountryProgress>(p => progress.Report(new(p.Stage, p.Done, p.Total))), cancellation);
    }

    /// <summary>The insurer's service, published as a ministry would publish its own.</summary>
    private static void CopyServices(string folder)
    {
        if (Directory.Exists(folder))
            return;
        const string Services = "demo/services/";
        foreach (var name in typeof(EmbeddedCountry).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Services, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, name[Services.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Copy(name, path);
        }
    }

    private static void CopySample(string path)
    {
        if (!File.Exists(path))
            Copy("demo/" + Path.GetFileName(path), path);
    }

    private static void Copy(string name, string path)
    {
        using var sample = typeof(EmbeddedCountry).Assembly.GetManifestResourceStream(name)!;
        using var file = File.Create(path);
        sample.CopyTo(file);
    }
}
