using System.Text;
using System.Text.Unicode;
using Interop.Schemas;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>What came of holding an answer against its schema.</summary>
internal enum AnswerFit
{
    Fits,
    /// <summary>It is no strict JSON, or not what the schema describes.</summary>
    Breaks,
    /// <summary>It is longer than is held in memory, so nobody looked.</summary>
    TooLong,
}

/// <summary>Holds JSON content of a provider against the schema of its contract, before anything of it is recorded or leaves.</summary>
internal static class AnswerCheck
{
    /// <summary>Bytes held in memory, as for requests. Longer content streams: the filter still sees it.</summary>
    public const int Largest = 1024 * 1024;

    /// <param name="content">Can be read from its beginning afterwards.</param>
    /// <param name="announced">The length the provider announces, if it does.</param>
    public static async ValueTask<AnswerFit> FitAsync(ProviderStream content, long? announced, ContractSchema schema, CancellationToken cancellation)
    {
        if (announced > Largest || await content.PeekAsync(Largest, cancellation) is not { } whole)
            return AnswerFit.TooLong;
        return Utf8.IsValid(whole.Span) && schema.Validate(Encoding.UTF8.GetString(whole.Span)).Count == 0 ? AnswerFit.Fits : AnswerFit.Breaks;
    }
}
