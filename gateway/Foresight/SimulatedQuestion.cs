using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>What an institution would ask. It names a person, so it is a class: nothing prints it.</summary>
internal sealed class SimulatedQuestion
{
    public required Institution Institution { get; init; }
    public required string Purpose { get; init; }
    public required Operation Operation { get; init; }
    public required Subject Subject { get; init; }

    /// <summary>The case number the institution would give; null for none.</summary>
    public string? Case { get; init; }

    /// <summary>What it would ask for; null for all there is, so that what is not granted shows too.</summary>
    public IReadOnlyList<CatalogueAttribute>? Attributes { get; init; }
}
