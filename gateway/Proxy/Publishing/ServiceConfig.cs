using System.Text.Json.Nodes;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Proxy.Publishing;

/// <summary>How the destinations of a service share its calls.</summary>
internal enum LoadBalancing { RoundRobin, Random, First }

/// <summary>How a destination is asked whether it is well.</summary>
internal sealed record HealthConfig(string Path, TimeSpan Interval, TimeSpan Timeout);

/// <summary>What the hub shows the provider to be let in, from a file beside the services or from a setting; never the caller's key. A setting that is empty sends nothing.</summary>
internal sealed record CredentialConfig(string Header, string? File, string? Setting);

/// <summary>One operation, where the contract is not an OpenAPI document.</summary>
internal sealed record OperationConfig(
    string Id, string Method, string Path, string[]? Query = null, string[]? RequestTypes = null, JsonObject? RequestSchema = null, long? RequestLimit = null,
    string[]? AnswerTypes = null, JsonObject? AnswerSchema = null, int[]? Statuses = null, bool Unfiltered = false);

/// <summary>A published service as written in its file.</summary>
/// <param name="Destinations">Base addresses by name; <c>setting:NAME</c> stands for the value of a setting.</param>
/// <param name="Contract">Path of an OpenAPI 3.0 or 3.1 document in JSON, from the folder of this file on; or else <paramref name="Operations"/>.</param>
internal sealed record ServiceConfig(
    string Institution, string Service, Title Title, IReadOnlyDictionary<string, string> Destinations, LoadBalancing LoadBalancing = LoadBalancing.RoundRobin,
    HealthConfig? Health = null, TimeSpan? Timeout = null, CredentialConfig? Credential = null, string? Contract = null, OperationConfig[]? Operations = null);
