using Interop.Schemas;

namespace Interop.Gateway.Proxy.Contracts;

/// <summary>The answers that a contract describes: media types by status, by class of status (<c>4XX</c>), or for all others (<c>default</c>).</summary>
/// <param name="ByStatus">Keyed by status, or by its class as 1 to 5, or 0 for <c>default</c>. No types: the answer has no content.</param>
internal sealed record AnswerContract(IReadOnlyDictionary<int, string[]> ByStatus)
{
    private const int Default = 0;

    /// <summary>What JSON content must look like, compiled, by the key of <see cref="ByStatus"/>; none where anything goes.</summary>
    public IReadOnlyDictionary<int, ContractSchema> Schemas { get; init; } = new Dictionary<int, ContractSchema>();

    /// <summary>Whether the contract describes an answer like this.</summary>
    /// <param name="hasContent">Whether content follows; what has none needs no type.</param>
    public bool Describes(int status, string? contentType, bool hasContent) =>
        KeyOf(status) is { } key && (!hasContent || MediaTypes.IsAmong(contentType, ByStatus[key]));

    /// <summary>What the JSON content of an answer with this status must look like; null: anything.</summary>
    public ContractSchema? SchemaOf(int status) => Schemas.Count > 0 && KeyOf(status) is { } key ? Schemas.GetValueOrDefault(key) : null;

    private int? KeyOf(int status) =>
        ByStatus.ContainsKey(status) ? status : ByStatus.ContainsKey(status / 100) ? status / 100 : ByStatus.ContainsKey(Default) ? Default : null;
}
