using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>One of the four registries of the specifications, as which the hub is addressed: what its records are called and which attributes they may hold.</summary>
internal sealed class DciRegistry
{
    private readonly string[] prefixes;

    private DciRegistry(string name, string abbreviation, string type, string recordType, params string[] prefixes) =>
        (Name, Abbreviation, Type, RecordType, this.prefixes) = (name, abbreviation, type, recordType, prefixes);

    public static DciRegistry Social { get; } = new("social", "SR", "ns:org:RegistryType:Social", "SRPerson");
    public static DciRegistry Crvs { get; } = new("crvs", "CRVS", "ns:org:RegistryType:Civil", "spdci-extensions-dci:Person", "person.", "family.", "name.", "vital.", "address.", "occupation.", "birth.");
    public static DciRegistry Ibr { get; } = new("ibr", "IBR", "ns:org:RegistryType:IBR", "Beneficiary", "person.", "name.", "vital.birthDate", "vital.sex", "enrolment.", "nssf.", "nssfc.", "hef.", "cbhi.", "school.");
    public static DciRegistry Disability { get; } = new("dr", "DR", "ns:org:RegistryType:DR", "DRPerson", "person.", "name.", "vital.birthDate", "vital.sex", "disability.");

    public static IReadOnlyList<DciRegistry> All { get; } = [Social, Crvs, Ibr, Disability];

    public string Name { get; }
    public string Abbreviation { get; }
    public string Type { get; }
    public string RecordType { get; }

    /// <summary>Whether a receiver's name means the hub, by its own name or as any of its registries: whoever writes to one of them may call it by another.</summary>
    public static bool IsCalled(string receiver) => receiver is "" or DciAnswer.Hub
        || All.Any(r => receiver.Equals(r.Name, StringComparison.OrdinalIgnoreCase) || receiver.Equals(r.Abbreviation, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is asked for on behalf of this registry: of all that a scope grants, what belongs in its records.</summary>
    public IReadOnlyList<CatalogueAttribute>? AttributesOf(PrivacyScope? scope) => scope is null || prefixes.Length == 0 ? null : [.. scope.Granted.Where(Holds)];

    private bool Holds(CatalogueAttribute attribute) => prefixes.Any(p => attribute.Name.StartsWith(p, StringComparison.Ordinal));
}
