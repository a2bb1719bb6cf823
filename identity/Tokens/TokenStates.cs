using System.Collections.Concurrent;
using System.Net;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Interop.Identity.Storage;

namespace Interop.Identity.Tokens;

/// <summary>
/// Whether a sound token still holds, asked on every call: neither it nor the access key it was got with may have been withdrawn, and the key's
/// end and networks bind the token too.
/// </summary>
internal sealed class TokenStates(IdentityStore store, TimeProvider time) : IDisposable
{
    private readonly PreparedRead<State> states = new(
        store,
        """
        select t.jti is not null, k.institution, k.networks, k.expires_at, k.revoked_at, k.suspended_at is not null from (select 1)
        left join revoked_token t on t.jti = ?1 left join access_key k on k.public_id = ?2
        """,
        static row => new(
            row.Number(0) != 0, row.IsNull(1) ? null : row.Text(1), row.IsNull(2) ? "" : row.Text(2),
            row.IsNull(3) ? 0 : row.Number(3), row.IsNull(4) ? null : row.Number(4), row.Number(5) != 0));

    private readonly ConcurrentDictionary<string, KeyNetworks> networks = new(StringComparer.Ordinal);

    /// <summary>Whether the token was withdrawn.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store cannot be read.</exception>
    public bool IsRevoked(string jti) => states.Find(jti, "") is { Revoked: true };

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store cannot be read.</exception>
    public CredentialOutcome Of(VerifiedToken token, IPAddress? from)
    {
        var state = states.Find(token.Id, token.AccessKey ?? "")!.Value;
        if (state.Revoked)
            return CredentialOutcome.TokenRevoked;
        if (token.AccessKey is null)
            return CredentialOutcome.Valid;
        return state.Institution != token.Institution ? CredentialOutcome.Unknown
            : state.KeyRevokedAt is not null ? CredentialOutcome.Revoked
            : state.KeySuspended ? CredentialOutcome.Suspended
            : state.KeyExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds() ? CredentialOutcome.Expired
            // There are as many entries as keys were ever bound differently.
            : networks.GetOrAdd(state.Networks, KeyNetworks.FromStore).Allow(from) ? CredentialOutcome.Valid
            : CredentialOutcome.NetworkNotAllowed;
    }

    public void Dispose() => states.Dispose();

    private readonly record struct State(bool Revoked, string? Institution, string Networks, long KeyExpiresAt, long? KeyRevokedAt, bool KeySuspended);
}
