using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Gateway.Signatures;

/// <summary>
/// The nonces each institution has used while a signature can be good, each kept as 64 bits of its digest. Two generations, the older one forgotten
/// whole: the memory of an institution is bounded, and only its own valid signatures fill it.
/// </summary>
internal sealed class SeenNonces(TimeProvider time, int most = SeenNonces.Most)
{
    /// <summary>Of one generation: more than 1,000 signed requests a second of one institution.</summary>
    private const int Most = 500_000;

    private static readonly TimeSpan Generation = SignatureVerification.LongestAge + (2 * SignatureVerification.Skew);

    private readonly ConcurrentDictionary<string, Generations> institutions = new(StringComparer.Ordinal);

    /// <summary>Notes a nonce; false when it was used before.</summary>
    public bool Add(string institution, string nonce)
    {
        var digest = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
        var seen = institutions.GetOrAdd(institution, static _ => new Generations());
        lock (seen)
        {
            var now = time.GetUtcNow();
            if (now - seen.Since >= Generation || seen.Newer.Count >= most)
                (seen.Older, seen.Newer, seen.Since) = (now - seen.Since >= 2 * Generation ? [] : seen.Newer, [], now);
            return !seen.Older.Contains(digest) && seen.Newer.Add(digest);
        }
    }

    private sealed class Generations
    {
        public HashSet<ulong> Newer { get; set; } = [];
        public HashSet<ulong> Older { get; set; } = [];
        public DateTimeOffset Since { get; set; } = DateTimeOffset.MinValue;
    }
}
