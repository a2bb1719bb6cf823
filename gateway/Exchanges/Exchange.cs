using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Consents;
using Interop.Gateway.Entitlements;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>Who is asked about: one identifier.</summary>
internal sealed record Subject(string Type, string Value)
{
    /// <summary>The type of what stands for many people at once: nobody of them is named by it, nor in the record of it.</summary>
    public const string Group = "group";

    public override string ToString() => Type;
}

/// <summary>How an exchange ended where its caller is told no more than that the subject is outside its scope.</summary>
internal sealed record HiddenEnd(ExchangeOutcome Outcome, IReadOnlyList<SourceReport> Sources);

/// <summary>
/// One question asked through the hub, whatever door it came in by. A door fills the upper half; each room of the
/// pipeline fills its part of the lower half and reads what the earlier ones wrote.
/// </summary>
internal sealed class Exchange
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Door { get; init; }
    public required Caller Caller { get; init; }
    /// <summary>What the scope's own limit said when the request came in.</summary>
    public LimitOutcome ScopeLimit { get; init; }
    public required Operation Operation { get; init; }
    /// <summary>Whether attributes are asked for: by whoever names somebody, and of whoever was found. Else programmes are.</summary>
    public bool AsksAttributes => Operation != Operation.EntitlementCheck && !IsOfCoverage;
    /// <summary>Whether an export asks who pays for the person; else it asks for attributes.</summary>
    public bool IsOfCoverage { get; init; }
    public required Subject Subject { get; init; }
    /// <summary>The day asked about.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>Attributes asked for; null means all the scope grants.</summary>
    public IReadOnlyList<CatalogueAttribute>? Attributes { get; init; }
    /// <summary>Programmes asked for; null means all the scope names.</summary>
    public IReadOnlyList<string>? Programmes { get; init; }

    /// <summary>Whether its door says of an answer that it is stale; else nothing is answered, or kept, from what is only last known.</summary>
    public bool MayBeStale { get; init; }

    /// <summary>Whether the caller wishes the question to be asked again where its answer hangs on a registry that is silent.</summary>
    public bool WantsRecheck { get; init; }

    public PrivacyScope? Scope { get; set; }
    public Resolution Person { get; set; } = Resolution.NotFound;
    /// <summary>What the person's consents let the consumer learn, where the scope asks for one; null where it does not.</summary>
    public ConsentCover? Consent { get; set; }
    public Facts? Facts { get; set; }
    public IReadOnlyList<SourceReport> Sources { get; set; } = [];
    /// <summary>What the caller must not learn of how the exchange ended; null when it may learn all.</summary>
    public HiddenEnd? Hidden { get; private set; }
    public EntitlementAnswer? Entitlements { get; set; }
    /// <summary>Attributes of a lookup as they may leave.</summary>
    public IReadOnlyList<DisclosedAttribute> Lookup { get; set; } = [];
    /// <summary>Names of the attributes whose value, or what a rule found about it, leaves.</summary>
    public IReadOnlyList<string> Disclosed { get; set; } = [];
    /// <summary>What leaves as lines of files, where the exchange is about a group.</summary>
    public IReadOnlyList<LineCount> Counts { get; set; } = [];
    public Receipt? Receipt { get; set; }
    /// <summary>What is promised about asking again; null where nothing hangs on a silent registry or nobody wished so.</summary>
    public RecheckPromise? Recheck { get; set; }

    /// <summary>Whether no consent keeps the attribute back: one restricted to others withholds it.</summary>
    public bool Consents(CatalogueAttribute attribute) => Consent is null || Consent.Covers(attribute.Name);

    /// <summary>Whether an explanation that rests on these attributes may be shown, by the scope and by what the person consented to.</summary>
    public bool MayExplain(IReadOnlyList<CatalogueAttribute> attributes) => Scope!.MayExplain(attributes) && (Consent is null || attributes.All(Consents));

    /// <summary>Takes out of the exchange all that was found of the person, so that no door can answer with it.</summary>
    /// <param name="end">How it ended, for the record alone.</param>
    public void Hide(ExchangeOutcome end)
    {
        Hidden = new(end, Sources);
        (Facts, Sources, Entitlements, Lookup, Disclosed) = (null, [], null, [], []);
    }
}
