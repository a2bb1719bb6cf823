using Interop.Adapters;
using Interop.Adapters.Mapping;
using Interop.Gateway.Configuration;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Registries;

/// <summary>All registries behind the hub, each with its adapter and its circuit.</summary>
internal sealed class RegistrySet : IAsyncDisposable
{
    private readonly RegistryLink[] links;
    private readonly RegistryLink[] byAttribute;

    /// <exception cref="ConfigurationFaultException">Settings or mapping files are wrong; the message lists every fault.</exception>
    public RegistrySet(IConfiguration configuration, IOptions<FetchOptions> options, AttributeCatalogue catalogue, TimeProvider time, RegistryMetrics metrics)
        : this(Links(configuration, options, time, metrics), catalogue)
    {
    }

    /// <param name="links">In order of precedence; every owner of the catalogue is among them.</param>
    internal RegistrySet(RegistryLink[] links, AttributeCatalogue catalogue)
    {
        this.links = links;
        byAttribute = [.. catalogue.All.Select(a => links.First(l => l.Registry == a.Owner))];
    }

    public IReadOnlyList<RegistryLink> All => links;

    public IEnumerable<RegistryAdapter> Adapters => links.Select(l => l.Adapter);

    /// <summary>The registry that owns the attribute.</summary>
    public RegistryLink Of(CatalogueAttribute attribute) => byAttribute[attribute.Ordinal];

    private static RegistryLink[] Links(IConfiguration configuration, IOptions<FetchOptions> options, TimeProvider time, RegistryMetrics metrics)
    {
        var faults = options.Value.Faults().ToList();
        var adapters = new List<RegistryAdapter>();
        foreach (var mapping in Mappings(options.Value.Mappings, faults).OrderBy(m => m.Precedence))
        {
            var settings = configuration.GetSection($"Registries:{mapping.Registry}").Get<RegistryOptions>() ?? new RegistryOptions();
            if (settings.Connection.Length == 0)
                faults.Add($"Registries:{mapping.Registry}:Connection is empty; say where the {mapping.Title.En} is");
            else
                Add(adapters, mapping.WithConnection(settings.Connection, settings.Credential), time, faults);
        }
        if (faults.Count > 0)
            throw new ConfigurationFaultException(faults);
        return [.. adapters.Select(a => new RegistryLink(a, options.Value, time, metrics))];
    }

    private static void Add(List<RegistryAdapter> adapters, RegistryMapping mapping, TimeProvider time, List<string> faults)
    {
        try
        {
            adapters.Add(RegistryAdapters.Create(mapping, time));
        }
        catch (ArgumentException e)
        {
            // Says what is wrong with the connection without quoting it: it may hold a password.
            faults.Add(e.Message);
        }
    }

    /// <summary>The mappings that ship with the hub; a file of the folder takes the place of the one of its registry.</summary>
    private static IEnumerable<RegistryMapping> Mappings(string folder, List<string> faults)
    {
        var mappings = MappingFile.BuiltIn.ToDictionary(m => m.Registry);
        foreach (var reading in Directory.Exists(folder) ? MappingFile.ReadFolder(folder) : [])
        {
            faults.AddRange(reading.Errors.Select(e => e.ToString()));
            if (reading.Mapping is { } mapping)
                mappings[mapping.Registry] = mapping;
        }
        return mappings.Values;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in links)
            await link.Adapter.DisposeAsync();
    }
}
