using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>What is known of one attribute in one exchange.</summary>
internal enum FactState : byte
{
    /// <summary>No room has asked for it.</summary>
    NotAsked,
    /// <summary>The registry holds this value.</summary>
    Value,
    /// <summary>The registry answered and holds no value.</summary>
    None,
    /// <summary>Nobody can say now; see <see cref="Fact.Reason"/>. Unknown is not no.</summary>
    Unknown,
}

/// <summary>Why a fact is unknown. Kebab-case on the wire.</summary>
internal enum UnknownReason : byte
{
    NotUnknown,
    RegistryUnavailable,
    RegistryTimedOut,
    /// <summary>The scope does not let this exchange consult the registry.</summary>
    RegistryWithheld,
    /// <summary>The record is there and cannot be read.</summary>
    RecordMalformed,
    /// <summary>The person holds no identifier that the registry indexes: its silence proves nothing.</summary>
    NotLinkable,
    /// <summary>The registry holds a row that names two different people, this one among them.</summary>
    IdentityConflict,
    /// <summary>The relative it would be read of could not be resolved.</summary>
    RelativeUnknown,
}

/// <summary>One attribute's state in one exchange. <paramref name="AsOf"/> is when the registry last changed it, where it says so.</summary>
internal readonly record struct Fact(FactState State, AttributeValue Value, UnknownReason Reason, DateTimeOffset? AsOf)
{
    public static Fact Of(AttributeValue value, DateTimeOffset? asOf) =>
        new(value.HasValue ? FactState.Value : FactState.None, value, UnknownReason.NotUnknown, asOf);

    public static Fact Unknown(UnknownReason reason) => new(FactState.Unknown, default, reason, null);

    /// <summary>Never the value, so that no log can hold it.</summary>
    public override string ToString() => State.ToString();
}

/// <summary>All facts of one exchange, by attribute. A later room reads them and never fetches again.</summary>
internal sealed class Facts
{
    private readonly Fact[] facts;
    private readonly Dictionary<int, DateTimeOffset>? lastRead;

    public Facts(AttributeCatalogue catalogue) => facts = new Fact[catalogue.All.Count];

    private Facts(Facts fresh) => (facts, lastRead, Fresh) = ([.. fresh.facts], [], fresh);

    /// <summary>The same without what is only last known; null where everything was read in this exchange.</summary>
    public Facts? Fresh { get; }

    public ref readonly Fact this[CatalogueAttribute attribute] => ref facts[attribute.Ordinal];

    public void Set(CatalogueAttribute attribute, Fact fact) => facts[attribute.Ordinal] = fact;

    /// <summary>A copy into which last known facts can be put; these here stay as they are.</summary>
    public Facts ToRecall() => new(this);

    /// <summary>Puts in what a registry said at an earlier time. Only into a copy that <see cref="ToRecall"/> made.</summary>
    public void Recall(CatalogueAttribute attribute, Fact fact, DateTimeOffset readAt) => (facts[attribute.Ordinal], lastRead![attribute.Ordinal]) = (fact, readAt);

    /// <summary>When a fact that is last known was read; null for one of this exchange.</summary>
    public DateTimeOffset? LastRead(CatalogueAttribute attribute) =>
        lastRead is not null && lastRead.TryGetValue(attribute.Ordinal, out var at) ? at : null;

    /// <summary>When the oldest of these that is last known was read; null where none is.</summary>
    public DateTimeOffset? LastRead(IReadOnlyList<CatalogueAttribute> attributes) => lastRead is null ? null : attributes.Min(a => LastRead(a));
}
