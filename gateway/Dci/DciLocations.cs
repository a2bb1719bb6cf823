using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Interop.Gateway.Configuration;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>
/// The tree of places, as the specification of locations has it (<c>LocationHierarchy</c>), read from <c>locations.json</c>: codes of the gazetteer, two digits
/// a level, so that a place lies in the one whose code it begins with. The specification describes some members under one name and requires them under another; both are there.
/// </summary>
internal sealed class DciLocations
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private DciLocations(byte[]? document) => Document = document;

    /// <summary>The answer; null where no places are configured.</summary>
    public byte[]? Document { get; }

    /// <exception cref="ConfigurationFaultException">The file is there and wrong; the message lists every fault.</exception>
    public static DciLocations Read(string path)
    {
        if (!File.Exists(path))
            return new(null);
        var file = ConfigurationFile.Read<LocationsConfig>(path, "locations");
        var codes = file.Places.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        var faults = file.Places.GroupBy(p => p.Code).Where(g => g.Count() > 1).Select(g => $"{path}: place '{g.Key}' is there {g.Count()} times")
            .Concat(codes.Where(c => Parent(c) is { } parent && !codes.Contains(parent)).Order(StringComparer.Ordinal).Select(c => $"{path}: place '{c}' lies in '{Parent(c)}', which is not there")).ToArray();
        return faults.Length == 0 ? new(JsonSerializer.SerializeToUtf8Bytes(Written(file), Plain)) : throw new ConfigurationFaultException(faults);
    }

    private static string? Parent(string code) => code.Length > 2 ? code[..^2] : null;

    private static JsonObject Written(LocationsConfig file) => new()
    {
        ["@context"] = new JsonObject { ["@context"] = "http://spdci.org/", ["xsd"] = "http://www.w3.org/2001/XMLSchema#", ["schema"] = "http://schema.org/" },
        ["@type"] = "LocationHierarchy",
        ["last_updated"] = DciAnswer.Stamp(file.LastUpdated),
        ["locations"] = new JsonArray([.. file.Places.Select(p => (JsonNode)new JsonObject
        {
            ["@type"] = "Place", ["id"] = p.Code, ["identifier"] = new JsonArray(new JsonObject { ["@type"] = "PropertyValue", ["name"] = "gazetteer", ["identifier"] = p.Code }),
            ["name"] = p.Name.En, ["alternate_name"] = p.Name.Km, ["additional_type"] = $"crvs:{p.Kind.ToUpperInvariant()}",
            ["contained_in_place"] = Parent(p.Code), ["containedInPlace"] = Parent(p.Code),
        })]),
    };

    private sealed record LocationsConfig([property: JsonRequired] DateTimeOffset LastUpdated, [property: JsonRequired] PlaceConfig[] Places);

    private sealed record PlaceConfig(string Code, string Kind, Title Name);
}
