namespace Interop.Gateway.Proxy.Contracts;

/// <summary>The answers that a contract describes: media types by status, by class of status (<c>4XX</c>), or for all others (<c>default</c>).</summary>
/// <param name="ByStatus">Keyed by status, or by its class as 1 to 5, or 0 for <c>default</c>. No types: the answer has no content.</param>
internal sealed record AnswerContract(IReadOnlyDictionary<int, string[]> ByStatus)
{
    private const int Default = 0;

    /// <summary>Whether the contract describes an answer like this.</summary>
    /// <param name="hasContent">Whether content follows; what has none needs no type.</param>
    public bool Describes(int status, string? contentType, bool hasContent) =>
        (ByStatus.TryGetValue(status, out var types) || ByStatus.TryGetValue(status / 100, out types) || ByStatus.TryGetValue(Default, out types))
        && (!hasContent || MediaTypes.IsAmong(contentType, types));
}
