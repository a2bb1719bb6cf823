using System.Collections.Immutable;
using System.Data;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dapper;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Interop.Identity.Signing;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Dci.Signing;

/// <summary>
/// The hub's own keys for DCI messages, one for each use, kept sealed in the hub's store. They rotate by themselves, at the times of the hub's other signing
/// keys (<see cref="SigningTimes"/>): a successor is published before it begins, and a key that signed stays published after its end. What was encrypted
/// for a key that ended can be read for as long; it is not offered any more.
/// </summary>
internal sealed class DciKeys : IDisposable
{
    public static readonly SchemaPart Schema = new("dci-keys",
        "create table dci_key (kid text primary key, sealed text not null, made_at bigint not null)",
        "alter table dci_key add column key_use text not null default 'Jws'",
        "alter table dci_key add column signs_from bigint not null default 0",
        "alter table dci_key add column signs_until bigint not null default 0",
        "update dci_key set signs_from = made_at, signs_until = made_at + 2592000000");

    private readonly HubStore store;
    private readonly Sealer sealer;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private ImmutableDictionary<string, DciKey> known = ImmutableDictionary<string, DciKey>.Empty;
    private volatile State state = new([], 0);

    public DciKeys(HubStore store, HubKeys keys, TimeProvider time) => (this.store, sealer, this.time) = (store, keys.SealerFor("dci-rsa"), time);

    /// <summary>The signature of a content that <see cref="CanonicalJson"/> wrote.</summary>
    public string Sign(string content, DciDialect dialect, string sender)
    {
        var now = time.GetUtcNow();
        var use = dialect == DciDialect.Jws ? DciKeyUse.Jws : DciKeyUse.SignatureString;
        var key = Keys(now).Where(k => k.Use == use && k.From <= now).MaxBy(k => k.From)!;
        return dialect == DciDialect.Jws ? EmbeddedJws.Sign(content, key.Rsa!, key.Kid) : SignatureString.Sign(content, key.Ed!, sender, key.Kid, now);
    }

    /// <summary>The private key that something was encrypted for; null when it is none of the hub's, or of too long ago.</summary>
    public RSA? Decrypting(string kid) => Keys(time.GetUtcNow()).FirstOrDefault(k => k.Use == DciKeyUse.Encryption && k.Kid == kid)?.Rsa;

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517 §5), oldest first.</summary>
    public JsonObject Published()
    {
        var now = time.GetUtcNow();
        return new() { ["keys"] = new JsonArray([.. Keys(now).Where(k => k.Use != DciKeyUse.Encryption || k.Until > now).Select(k => (JsonNode)k.Published())]) };
    }

    public void Dispose()
    {
        foreach (var key in known.Values)
            key.Dispose();
    }

    private ImmutableArray<DciKey> Keys(DateTimeOffset now)
    {
        var seen = state;
        if (now.UtcTicks < seen.LookAgain)
            return seen.Keys;
        lock (gate)
        {
            if (state == seen)
                state = Look(now);
            return state.Keys;
        }
    }

    /// <summary>Reads the table, makes the keys it lacks and forgets those whose time is over.</summary>
    private State Look(DateTimeOffset now)
    {
        // An RSA key takes its time to make, and the store waits for nobody: it is made first, and thrown away if another process was quicker.
        DciKeyUse[] lacking;
        using (var connection = store.Open())
            lacking = [.. Enum.GetValues<DciKeyUse>().Where(u => Begin(connection, null, u, now) is not null)];
        var made = lacking.ToDictionary(u => u, DciKey.Make);
        var rows = store.Change((connection, transaction) =>
        {
            connection.Execute("delete from dci_key where signs_until < @gone", new { gone = (now - SigningTimes.Trail).ToUnixTimeMilliseconds() }, transaction);
            foreach (var (use, secret) in made)
                if (Begin(connection, transaction, use, now) is { } begins)
                    Insert(connection, transaction, use, secret, begins);
            return connection.Query<Row>(
                "select kid as Kid, key_use as KeyUse, sealed as Sealed, signs_from as SignsFrom, signs_until as SignsUntil from dci_key order by signs_from, kid", transaction: transaction).AsList();
        });
        // A key stays the same object while it is published: whoever holds it may be signing.
        known = rows.ToImmutableDictionary(r => r.Kid, r => known.GetValueOrDefault(r.Kid) ?? Open(r));
        return new([.. rows.Select(r => known[r.Kid])], (now + SigningTimes.LookAgain).UtcTicks);
    }

    /// <summary>When the next key of a use begins, if it is time to publish it.</summary>
    private static DateTimeOffset? Begin(SqliteConnection connection, IDbTransaction? transaction, DciKeyUse use, DateTimeOffset now)
    {
        var until = connection.ExecuteScalar<long?>("select max(signs_until) from dci_key where key_use = @use", new { use = use.ToString() }, transaction);
        var begins = until is { } end && end > now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(end) : now;
        return begins - now <= SigningTimes.Lead ? begins : null;
    }

    private void Insert(SqliteConnection connection, IDbTransaction transaction, DciKeyUse use, string secret, DateTimeOffset from)
    {
        var until = from + SigningTimes.Signs;
        using var key = DciKey.Open(use, secret, from, until);
        connection.Execute(
            "insert into dci_key (kid, key_use, sealed, made_at, signs_from, signs_until) values (@Kid, @use, @box, @from, @from, @until)",
            new { key.Kid, use = use.ToString(), box = Convert.ToBase64String(sealer.Seal(secret)), from = from.ToUnixTimeMilliseconds(), until = until.ToUnixTimeMilliseconds() }, transaction);
    }

    private DciKey Open(Row row) => DciKey.Open(
        Enum.Parse<DciKeyUse>(row.KeyUse), sealer.Open(Convert.FromBase64String(row.Sealed)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.SignsFrom), DateTimeOffset.FromUnixTimeMilliseconds(row.SignsUntil));

    private sealed record State(ImmutableArray<DciKey> Keys, long LookAgain);

    private sealed record Row(string Kid, string KeyUse, string Sealed, long SignsFrom, long SignsUntil);
}
