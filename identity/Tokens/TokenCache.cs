using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Identity.Tokens;

/// <summary>Verified tokens by the SHA-256 of their text, so that a signature is verified once. Bounded; only sound tokens get in.</summary>
internal sealed class TokenCache(TimeProvider time)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(UInt128, UInt128), VerifiedToken> tokens = new();

    public VerifiedToken? Find(string text, out (UInt128, UInt128) hash)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> bytes = stackalloc byte[TokenAlgorithms.LongestToken];
        SHA256.HashData(bytes[..Encoding.Latin1.GetBytes(text, bytes)], digest);
        var halves = MemoryMarshal.Cast<byte, UInt128>(digest);
        hash = (halves[0], halves[1]);
        return tokens.GetValueOrDefault(hash);
    }

    public void Add((UInt128, UInt128) hash, VerifiedToken token)
    {
        if (tokens.Count >= Most)
            MakeRoom();
        tokens[hash] = token;
    }

    private void MakeRoom()
    {
        var now = time.GetUtcNow();
        foreach (var (hash, token) in tokens)
            if (token.Expires <= now)
                tokens.TryRemove(hash, out _);
        // More sound tokens than that at once: to verify some of them again costs less than to keep them all.
        if (tokens.Count >= Most)
            tokens.Clear();
    }
}
