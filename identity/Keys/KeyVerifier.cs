using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Keys;

/// <summary>What does not change in a key's life, made once and shared by its requests.</summary>
internal sealed record VerifiedKey(string PublicId, string Institution, string NetworksText, KeyNetworks Networks, ClaimsPrincipal Principal);

/// <param name="Outcome">What became of the key.</param>
/// <param name="Key">The key; null unless the secret was right.</param>
internal readonly record struct KeyVerdict(AccessKeyOutcome Outcome, VerifiedKey? Key);

/// <summary>
/// Verifies a key against the store, on every call: a revocation made by another process holds from the next call on. What that costs is one
/// primary-key read by a prepared statement on a connection that stays open.
/// </summary>
internal sealed class KeyVerifier(IdentityStore store, TimeProvider time, ILogger<KeyVerifier> logger) : IDisposable
{
    /// <summary>Compared with when there is no such key, so that an unknown id costs what a wrong secret costs.</summary>
    private static readonly string NoHash = new('-', KeyText.HashLength);

    private readonly ConcurrentBag<Lookup> idle = [];
    private readonly ConcurrentDictionary<string, VerifiedKey> verified = [];

    public KeyVerdict Verify(ReadOnlySpan<char> text, IPAddress? from)
    {
        if (!KeyText.TrySplit(text, out var publicId, out var secret))
            return new(AccessKeyOutcome.Unknown, null);

        var id = publicId.ToString();
        StoredKey? found;
        try
        {
            found = Find(id);
        }
        catch (SqliteException broken)
        {
            Log.KeyStoreUnreadable(logger, broken);
            return new(AccessKeyOutcome.Unavailable, null);
        }

        Span<char> hash = stackalloc char[KeyText.HashLength];
        KeyText.Hash(secret, hash);
        var same = CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes<char>(hash), MemoryMarshal.AsBytes(found is { } row ? row.SecretHash : NoHash.AsSpan()));
        if (!same || found is not { } stored)
            return new(AccessKeyOutcome.Unknown, null);

        var key = Verified(id, stored);
        var outcome = stored.RevokedAt is not null ? AccessKeyOutcome.Revoked
            : stored.ExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds() ? AccessKeyOutcome.Expired
            : key.Networks.Allow(from) ? AccessKeyOutcome.Valid
            : AccessKeyOutcome.NetworkNotAllowed;
        return new(outcome, key);
    }

    public void Dispose()
    {
        while (idle.TryTake(out var lookup))
            lookup.Dispose();
    }

    private StoredKey? Find(string id)
    {
        if (!idle.TryTake(out var lookup))
            lookup = new Lookup(store.Open());

        var sound = false;
        try
        {
            var found = lookup.Find(id);
            sound = true;
            return found;
        }
        finally
        {
            if (sound)
                idle.Add(lookup);
            else
                lookup.Dispose();
        }
    }

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

    private readonly record struct StoredKey(string SecretHash, string Institution, string Networks, long ExpiresAt, long? RevokedAt);

    /// <summary>One open connection and its prepared statement; used by one thread at a time.</summary>
    private sealed class Lookup : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly SqliteCommand command;
        private readonly SqliteParameter id;

        public Lookup(SqliteConnection connection)
        {
            this.connection = connection;
            command = connection.CreateCommand();
            command.CommandText =
                "select secret_hash, institution, networks, expires_at, revoked_at from access_key where public_id = @id";
            id = command.Parameters.Add("@id", SqliteType.Text);
        }

        public StoredKey? Find(string publicId)
        {
            id.Value = publicId;
            using var row = command.ExecuteReader();
            return row.Read()
                ? new StoredKey(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4))
                : null;
        }

        public void Dispose()
        {
            command.Dispose();
            connection.Dispose();
        }
    }
}
