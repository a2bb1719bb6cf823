using System.Security.Cryptography;
using System.Text.Json;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Says under the hub's signature what was asked and what came of it: the digests of the file, of its results and of its rejects, and the counts. A compact JWS
/// (RFC 7515, ES256) of its own type, by the keys that guarantees are signed with.
/// </summary>
internal sealed class BatchSummary(BatchFiles files, GuaranteeKeys keys, TimeProvider time)
{
    public const string Type = "batch-summary+jws";

    /// <param name="withdrawn">Why it was stopped before its last row; null when it was not.</param>
    /// <param name="batch">One that has come to its end.</param>
    /// <param name="counts">Of the rows that have results.</param>
    public string Sign(BatchRecord batch, RowCounts counts, ProblemKind? withdrawn)
    {
        var (order, facts) = (batch.Order, batch.Facts!);
        return CompactJws.Sign(keys.Current, Type, JsonSerializer.SerializeToUtf8Bytes(new
        {
            batch = batch.Id, institution = order.Institution, kind = WireName.Of(order.Kind), purpose = order.Purpose, date = order.Date.ToString("yyyy-MM-dd"), dryRun = order.DryRun,
            state = WireName.Of(withdrawn is null ? BatchState.Done : BatchState.Stopped), stopped = withdrawn?.Code ?? "",
            sha256 = facts.Sha256, total = facts.Rows, rows = counts.Done, answered = counts.Answered, refused = counts.Refused, rejected = counts.Rejected,
            results = DigestOf(OutcomeFile.Results(files, batch)), rejects = DigestOf(OutcomeFile.Rejects(files, batch)),
            created = batch.Created.ToUnixTimeSeconds(), iat = time.GetUtcNow().ToUnixTimeSeconds(),
        }));
    }

    private static object DigestOf(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        foreach (var part in parts)
        {
            hash.AppendData(part.Span);
            bytes += part.Length;
        }
        return new { sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()), bytes };
    }
}
