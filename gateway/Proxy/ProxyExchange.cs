using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy.Contracts;
using Interop.Gateway.Proxy.Filtering;
using Interop.Gateway.Proxy.Publishing;

namespace Interop.Gateway.Proxy;

/// <summary>One call of a published service: who calls what, under which scope, and what of the answer may leave.</summary>
internal sealed class ProxyExchange
{
    public required Guid Id { get; init; }
    public required Caller Caller { get; init; }
    public required CanonicalTarget Target { get; init; }
    public required PublishedService Service { get; init; }
    public required ServiceOperation Operation { get; init; }
    public PrivacyScope? Scope { get; set; }
    /// <summary>What lets the answer out; set once admitted.</summary>
    public AnswerFilter? Filter { get; set; }
    /// <summary>Names the record of how it ended, once that is durable.</summary>
    public Receipt? Receipt { get; set; }

    public override string ToString() => Operation.Name;
}

/// <summary>The filter of one grant, and the names under which the audit log keeps what it lets out.</summary>
internal sealed record AnswerFilter(FieldFilter Fields, IReadOnlyList<string> Names)
{
    public bool PassesAll => Fields.PassesAll;
}
