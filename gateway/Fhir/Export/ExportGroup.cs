using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// The one group there is to export: those whom a registry, the consumer's own, knows in the capacity that its scope names. They go by the number that
/// registry goes by, which the consumer therefore has already: no export tells anybody a number.
/// </summary>
internal sealed record ExportGroup(SubjectConditionConfig Known, string Type)
{
    /// <summary>Its id.</summary>
    public const string Id = "members";

    /// <summary>The group under a scope; null where it names none, or its registry goes by a key that is no number of people.</summary>
    public static ExportGroup? Of(PrivacyScope scope, RegistrySet registries) => (
        from condition in scope.Subject
        where condition.Kind == SubjectConditionKind.Known
        let mapping = registries.All.First(r => r.Registry == condition.Registry).Adapter.Mapping
        from identifier in mapping.Identifiers
        where identifier.Value.Columns.SequenceEqual(mapping.Key.Columns)
        select new ExportGroup(condition, identifier.Key)).FirstOrDefault();

    /// <summary>Everybody in it on the day of the exchange, a few held at a time.</summary>
    public IEnumerable<Resolution> Members(ReferenceDirectory directory, Exchange exchange) =>
        directory.KnownTo(Known.Registry!).Where(p => SubjectConditions.Of(Known, exchange, p) == SubjectVerdict.Within);

    /// <summary>The number the person goes by there; null where several people have it.</summary>
    public Subject? SubjectOf(Resolution person) => person.Identifiers.Where(i => i.Key == Type).Select(i => new Subject(Type, i.Value)).FirstOrDefault();
}
