using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Interop.Identity.Credentials;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Keys;

/// <summary>What does not change in a key's life, made once and shared by its requests.</summary>
internal sealed record VerifiedKey(string PublicId, string Institution, string NetworksText, KeyNetworks Networks, ClaimsPrincipal Principal);

/// <param name="Outcome">What became of the key.</param>
/// <param name="Key">The key; null unless the secret was right.</param>
internal readonly record struct KeyVerdict(CredentialOutcome Outcome, VerifiedKey? Key);

/// <summary>
/// Verifies a key against the store, on every call: a revocation made by another process holds from the next call on. What that costs is one
/// primary-key read by a prepared statement on a connection that stays open.
/// </summary>
internal sealed class KeyVerifier(IdentityStore store, TimeProvider time, ILogger<KeyVerifier> logger) : IDisposable
{
    /// <summary>Compared with when there is no such key, so that an unknown id costs what a wrong secret costs.</summary>
    private static readonly string NoHash = new('-', KeyText.HashLength);

    private readonly PreparedRead<StoredKey> keys = new(
        store, "select secret_hash, institution, networks, expires_at, revoked_at, suspended_at is not null from access_key where public_id = ?1",
        static row => new(row.Text(0), row.Text(1), row.Text(2), row.Number(3), row.IsNull(4) ? null : row.Number(4), row.Number(5) != 0));
    private readonly ConcurrentDictionary<string, VerifiedKey> verified = [];

    public KeyVerdict Verify(ReadOnlySpan<char> text, IPAddress? from)
    {
        if (!KeyText.TrySplit(text, out var publicId, out var secret))
            return new(CredentialOutcome.Unknown, null);

        var id = publicId.ToString();
        StoredKey? found;
        try
        {
            found = keys.Find(id);
        }
        catch (SqliteException broken)
        {
            Log.KeyStoreUnreadable(logger, broken);
            return new(CredentialOutcome.Unavailable, null);
        }

        Span<char> hash = stackalloc char[KeyText.HashLength];
        KeyText.Hash(secret, hash);
        var same = CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes<char>(hash), MemoryMarshal.AsBytes(found is { } row ? row.SecretHash : NoHash.AsSpan()));
        if (!same || found is not { } stored)
            return new(CredentialOutcome.Unknown, null);

        var key = Verified(id, stored);
        var outcome = stored.RevokedAt is not null ? CredentialOutcome.Revoked
            : stored.Suspended ? CredentialOutcome.Suspended
            : stored.ExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds() ? CredentialOutcome.Expired
            : key.Networks.Allow(from) ? CredentialOutcome.Valid
            : CredentialOutcome.NetworkNotAllowed;
        return new(outcome, key);
    }

    public void Dispose() => keys.Dispose();

    /// <summary>Only keys whose secret was right get here, so guesses cannot make this grow.</summary>
    private VerifiedKey Verified(string id, StoredKey stored)
    {
        if (verified.TryGetValue(id, out var key) && key.Institution == stored.Institution && key.NetworksText == stored.Networks)
            return key;

        var claims = new ClaimsIdentity(
            [new(IdentityRegistration.InstitutionClaim, stored.Institution), new(IdentityRegistration.KeyClaim, id)],
            IdentityRegistration.AccessKeyScheme, IdentityRegistration.InstitutionClaim, roleType: null);
        return verified[id] = new(id, stored.Institution, stored.Networks, KeyNetworks.FromStore(stored.Networks), new(claims));
    }

    private readonly record struct StoredKey(string SecretHash, string Institution, string Networks, long ExpiresAt, long? RevokedAt, bool Suspended);
}
