using System.Collections.Concurrent;
using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Reading;

/// <summary>The compiled plans of one registry, one per shape of request that was seen.</summary>
internal sealed class ReadPlans(RegistryMapping mapping)
{
    // Scopes and rules ask in a few dozen shapes; a caller who varies them without end gets its plans compiled each time.
    private const int Most = 512;

    private readonly ConcurrentDictionary<Shape, ReadPlan> plans = new();

    public ReadPlan For(FetchRequest request)
    {
        var shape = new Shape(request.IdentifierType, request.Attributes);
        if (plans.TryGetValue(shape, out var plan)) return plan;
        plan = ReadPlan.Of(mapping, request.IdentifierType, request.Attributes);
        if (plans.Count < Most) plans.TryAdd(new Shape(request.IdentifierType, [.. request.Attributes]), plan);
        return plan;
    }

    private readonly struct Shape(string identifierType, IReadOnlyList<CatalogueAttribute> attributes) : IEquatable<Shape>
    {
        private readonly string identifierType = identifierType;
        private readonly IReadOnlyList<CatalogueAttribute> attributes = attributes;

        public bool Equals(Shape other)
        {
            if (identifierType != other.identifierType || attributes.Count != other.attributes.Count) return false;
            for (var i = 0; i < attributes.Count; i++)
                if (attributes[i].Ordinal != other.attributes[i].Ordinal) return false;
            return true;
        }

        public override bool Equals(object? obj) => obj is Shape other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(identifierType);
            for (var i = 0; i < attributes.Count; i++) hash.Add(attributes[i].Ordinal);
            return hash.ToHashCode();
        }
    }
}
