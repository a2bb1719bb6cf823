using Interop.Gateway.Audit;
using Interop.Gateway.Consents;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.SubjectAccess;

/// <summary>All that the hub and the registries under a scope hold about one person, and to whom it was disclosed.</summary>
internal sealed record SubjectReport
{
    /// <summary>The exchange by which the registries were read.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SubjectQuestion Question { get; init; }

    /// <summary>The scope that decided what the registries may tell.</summary>
    public required PrivacyScope Scope { get; init; }

    /// <summary>One part a registry, every registry there is, in order of precedence.</summary>
    public required IReadOnlyList<HeldRecord> Held { get; init; }

    /// <summary>What the hub itself holds: that a registry knows the person, in which capacity and when.</summary>
    public required IReadOnlyList<Reference> References { get; init; }

    /// <summary>What the person has consented to, withdrawn and past consents too, those recorded last first.</summary>
    public required IReadOnlyList<Consent> Consents { get; init; }

    public required DisclosureHistory History { get; init; }

    // Nothing of a person is printed by accident.
    public override string ToString() => Id.ToString();
}

/// <summary>What one registry holds about the person, or why that could not be learned.</summary>
/// <param name="Source">Whether it answered.</param>
/// <param name="Attributes">What the scope grants of it.</param>
/// <param name="NotGranted">What it may hold besides, which the scope does not let out.</param>
internal sealed record HeldRecord(SourceReport Source, IReadOnlyList<DisclosedAttribute> Attributes, IReadOnlyList<CatalogueAttribute> NotGranted)
{
    public override string ToString() => Source.Registry;
}

/// <summary>The audit log as far as it is about one person.</summary>
/// <param name="Receipt">The entry by which this look into the log is recorded; what lies before it was looked through.</param>
/// <param name="WholeFrom">From when on nothing can be missing: before that, the log was not yet kept, or its retention is over.</param>
/// <param name="Behind">Entries that came too late to be looked through; 0 unless the index of the log is behind.</param>
/// <param name="Disclosures">The newest first. Read from the log while it is gone through, page by page, anew each time.</param>
internal sealed record DisclosureHistory(Receipt Receipt, DateTimeOffset WholeFrom, long Behind, IEnumerable<SubjectDisclosure> Disclosures)
{
    public override string ToString() => Receipt.ToString();
}
