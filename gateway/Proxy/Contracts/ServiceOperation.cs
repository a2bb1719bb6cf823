using System.Collections.Frozen;
using Interop.Schemas;

namespace Interop.Gateway.Proxy.Contracts;

/// <summary>One operation of a published service, as its contract describes it.</summary>
internal sealed class ServiceOperation
{
    public const long SmallRequest = 64 * 1024, LargestRequest = 1024L * 1024 * 1024;

    /// <summary><c>institution/service/operation</c>: how scopes and the audit log name it.</summary>
    public required string Name { get; init; }
    public required string Id { get; init; }
    public required string Method { get; init; }
    public required PathTemplate Path { get; init; }
    /// <summary>Names the query may hold.</summary>
    public required FrozenSet<string> Query { get; init; }
    /// <summary>Media types of the request's content; none: the operation takes no content.</summary>
    public required string[] RequestTypes { get; init; }
    /// <summary>What JSON content of a request must look like; null: anything.</summary>
    public ContractSchema? RequestSchema { get; init; }
    public required AnswerContract Answers { get; init; }
    /// <summary>Whether it is not for JSON but for content of any kind and size, and so only for those who may have all of it.</summary>
    public bool Unfiltered { get; init; }
    /// <summary>Bytes of content that a request may hold.</summary>
    public long RequestLimit { get; init; } = SmallRequest;

    public override string ToString() => Name;
}
