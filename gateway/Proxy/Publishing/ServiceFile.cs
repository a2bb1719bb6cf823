using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Institutions;
using Interop.Gateway.Proxy.Contracts;
using Interop.Schemas;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Interop.Gateway.Proxy.Publishing;

/// <summary>Reads one file of a published service: the service, or everything that is wrong with it.</summary>
internal sealed class ServiceFile(InstitutionRegister institutions, IConfiguration settings)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30), LongestTimeout = TimeSpan.FromMinutes(10);
    private static readonly HashSet<string> Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <returns>The service, or null and its faults, each with the file and the place in it.</returns>
    public (PublishedService? Service, IReadOnlyList<string> Faults) Read(string path)
    {
        var faults = new List<string>();
        ServiceConfig? config = null;
        try
        {
            var json = File.ReadAllText(path);
            faults.AddRange(JsonSchemas.Validate("published-service", json).Select(f => f.ToString()));
            if (faults.Count == 0)
                config = JsonSerializer.Deserialize<ServiceConfig>(json, EmbeddedJson.Options);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add(e.Message);
        }
        if (config is null)
            return (null, [.. faults.Select(f => $"{path}: {f}")]);

        var name = $"{config.Institution}/{config.Service}";
        if (institutions.Find(config.Institution) is null)
            faults.Add($"/institution: no institution '{config.Institution}'");
        var destinations = DestinationsOf(config, faults);
        var credential = CredentialOf(config, path, faults);
        if (config.Timeout is { } timeout && (timeout < TimeSpan.FromMilliseconds(100) || timeout > LongestTimeout))
            faults.Add($"/timeout: {timeout} must lie between 100 ms and {LongestTimeout}");
        if (config.Health is { } health && (health.Interval < TimeSpan.FromSeconds(1) || health.Timeout < TimeSpan.FromMilliseconds(100) || health.Timeout > health.Interval))
            faults.Add($"/health: every {health.Interval} with {health.Timeout} to answer; a second or more, and less to answer than between two");
        var operations = OperationsOf(config, name, path, faults);
        faults.AddRange(OperationTable.Faults(operations).Select(f => "/operations: " + f));
        if (operations.Count == 0 && faults.Count == 0)
            faults.Add("/operations: the contract has none");
        if (faults.Count > 0)
            return (null, [.. faults.Select(f => $"{path}: {f}")]);

        return (new()
        {
            Name = name, Title = config.Title, File = path, Credential = credential, Operations = new(operations), Timeout = config.Timeout ?? DefaultTimeout,
            Cluster = ClusterOf(config, name, destinations), Forwarding = new ForwarderRequestConfig { ActivityTimeout = config.Timeout ?? DefaultTimeout },
        }, []);
    }

    private Dictionary<string, DestinationConfig> DestinationsOf(ServiceConfig config, List<string> faults)
    {
        var destinations = new Dictionary<string, DestinationConfig>();
        foreach (var (name, written) in config.Destinations)
        {
            var address = written.StartsWith("setting:", StringComparison.Ordinal) ? settings[written["setting:".Length..]] : written;
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
                faults.Add($"/destinations/{name}: '{written}' is no base address of http or https" + (address == written ? "" : " (the setting is missing or wrong)"));
            else
                destinations.Add(name, new() { Address = uri.AbsoluteUri.TrimEnd('/') });
        }
        return destinations;
    }

    private (string, string)? CredentialOf(ServiceConfig config, string path, List<string> faults)
    {
        if (config.Credential is not { } credential)
            return null;
        if (credential.File is null == credential.Setting is null)
        {
            faults.Add("/credential: name either a file or a setting that holds the value");
            return null;
        }
        var file = credential.File is null ? null : Path.Combine(Path.GetDirectoryName(path)!, credential.File);
        var value = file is null ? settings[credential.Setting!] : File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        // The value is a secret: it is not shown, whatever is wrong with it.
        if (file is null && string.IsNullOrEmpty(value))
            return null;
        if (string.IsNullOrEmpty(value) || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            faults.Add($"/credential: '{credential.File ?? credential.Setting}' is missing or empty, or not printable ASCII");
        return (credential.Header, value ?? "");
    }

    private static IReadOnlyList<ServiceOperation> OperationsOf(ServiceConfig config, string service, string path, List<string> faults)
    {
        if (config.Contract is null == config.Operations is null)
        {
            faults.Add("/operations: describe the operations here, or name a contract; one of both");
            return [];
        }
        if (config.Contract is not null)
            return OpenApiContract.Read(Path.Combine(Path.GetDirectoryName(path)!, config.Contract), service, faults);

        var operations = new List<ServiceOperation>();
        for (var i = 0; i < config.Operations!.Length; i++)
            if (OperationOf(config.Operations[i], service, $"/operations/{i}", faults) is { } operation)
                operations.Add(operation);
        return operations;
    }

    private static ServiceOperation? OperationOf(OperationConfig config, string service, string at, List<string> faults)
    {
        var path = PathTemplate.Read(config.Path);
        if (path is null)
            faults.Add($"{at}/path: '{config.Path}' must hold literal segments and parameters in braces, a whole segment each");
        if (!Methods.Contains(config.Method))
            faults.Add($"{at}/method: '{config.Method}' is none of {string.Join(", ", Methods)}");
        var schema = SchemaOf(config.RequestSchema, $"{at}/requestSchema", faults);
        var answerSchema = SchemaOf(config.AnswerSchema, $"{at}/answerSchema", faults);
        var statuses = (config.Statuses ?? [200]).Distinct().ToArray();
        var answerTypes = config.AnswerTypes ?? [];
        return path is null ? null : new()
        {
            Id = config.Id, Name = $"{service}/{config.Id}", Method = config.Method, Path = path, Query = (config.Query ?? []).ToFrozenSet(),
            RequestTypes = config.RequestTypes ?? [], RequestSchema = schema, Unfiltered = config.Unfiltered,
            RequestLimit = config.RequestLimit ?? (config.Unfiltered ? ServiceOperation.LargestRequest : ServiceOperation.SmallRequest),
            Answers = new(statuses.ToDictionary(s => s, _ => answerTypes))
            {
                // An error says something else than what was asked for.
                Schemas = answerSchema is null ? new Dictionary<int, ContractSchema>() : statuses.Where(s => s < 300).ToDictionary(s => s, _ => answerSchema),
            },
        };
    }

    private static ContractSchema? SchemaOf(JsonObject? written, string place, List<string> faults)
    {
        if (written is null)
            return null;
        var schema = ContractSchema.Read(written, written, out var schemaFaults);
        faults.AddRange(schemaFaults.Select(f => place + f));
        return schema;
    }

    private static ClusterConfig ClusterOf(ServiceConfig config, string name, Dictionary<string, DestinationConfig> destinations) => new()
    {
        ClusterId = name,
        Destinations = destinations,
        LoadBalancingPolicy = config.LoadBalancing switch
        {
            LoadBalancing.Random => LoadBalancingPolicies.Random,
            LoadBalancing.First => LoadBalancingPolicies.FirstAlphabetical,
            _ => LoadBalancingPolicies.RoundRobin,
        },
        HealthCheck = new()
        {
            // A destination all of whose neighbours are down is still worth a try.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Passive = new() { Enabled = true, Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate, ReactivationPeriod = TimeSpan.FromSeconds(10) },
            Active = config.Health is { } health
                ? new() { Enabled = true, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures, Path = health.Path, Interval = health.Interval, Timeout = health.Timeout }
                : null,
        },
    };
}
