namespace Interop.Gateway.Configuration;

/// <summary>What the command line says of a start; everything else is configuration.</summary>
internal sealed record HubSettings
{
    public const string DefaultData = ".data";
    public const string DefaultUrls = "http://127.0.0.1:8080";

    /// <summary>The folder that holds all state of the embedded shape.</summary>
    public string Data { get; init; } = DefaultData;
    public string Urls { get; init; } = DefaultUrls;
    /// <summary>Size of the synthetic country, when one is made.</summary>
    public int People { get; init; } = 50_000;
    public int Seed { get; init; } = 2026;
    /// <summary>Further <c>--Section:Name=value</c> settings, as the .NET command-line configuration reads them.</summary>
    public string[] Configuration { get; init; } = [];

    /// <summary>Whether changes travel, if no setting says so.</summary>
    public bool Streams { get; init; }

    public string CountryFolder => Path.Combine(Data, "country");
    public string KeyFile => Path.Combine(Data, "master.key");
    public string DirectoryFile => Path.Combine(Data, "directory.db");
    public string StoreFile => Path.Combine(Data, "hub.db");
    public string AuditFile => Path.Combine(Data, "audit.db");
    public string InstitutionsFile => Path.Combine(Data, "institutions.json");
    public string ScopesFile => Path.Combine(Data, "scopes.json");
    public string LocationsFile => Path.Combine(Data, "locations.json");
    public string ServicesFolder => Path.Combine(Data, "services");
    public string DemoFile => Path.Combine(Data, "demo.json");
}

/// <summary>Long work at a start; <paramref name="Total"/> is null where the end is not known.</summary>
internal sealed record StartProgress(string Stage, long Done, long? Total);
