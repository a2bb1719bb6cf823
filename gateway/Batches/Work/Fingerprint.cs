using System.Security.Cryptography;
using System.Text.Json;

namespace Interop.Gateway.Batches.Work;

/// <summary>The same for two batches that ask the same: the same file, of the same institution, to the same end, about the same day.</summary>
internal static class Fingerprint
{
    public static string Of(BatchOrder order, FileFacts facts) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[]
    {
        order.Institution, order.Kind, order.Format, facts.Sha256, order.Purpose, order.Case, order.Date, order.Programmes, order.Attributes, order.DryRun,
    })));
}
