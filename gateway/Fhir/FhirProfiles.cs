using System.Collections.Frozen;
using System.Text;
using Hl7.Fhir.Model;
using Interop.Schemas;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The profiles that resources of the door keep to, in <c>schemas/fhir</c>. Read at <c>/fhir/StructureDefinition/{id}</c>. A resource of which less was
/// asked for than could be had names none.
/// </summary>
internal static class FhirProfiles
{
    private static readonly Lazy<FrozenDictionary<string, StructureDefinition>> ByType = new(() => EmbeddedJson.Names("fhir/").Select(Read).ToFrozenDictionary(p => p.Type!, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public static IEnumerable<StructureDefinition> All => ByType.Value.Values;

    /// <summary>The name of the profile for a type of resource; null where there is none.</summary>
    public static string? Of(string type) => ByType.Value.GetValueOrDefault(type)?.Url;

    /// <summary>The profile with an id; null when there is none.</summary>
    public static StructureDefinition? Find(string? id) => All.FirstOrDefault(p => p.Id == id);

    private static StructureDefinition Read(string name) =>
        FhirJson.Read(Encoding.UTF8.GetBytes(EmbeddedJson.Text(name)), out var resource) is null ? (StructureDefinition)resource! : throw new InvalidOperationException($"{name} is no FHIR resource.");
}
