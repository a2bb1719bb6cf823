using System.Collections.Immutable;
using System.Security.Cryptography;
using Dapper;
using Interop.Identity.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Identity.Signing;

/// <summary>
/// The hub's signing keys, which rotate by themselves: a key signs for <see cref="SigningTimes.Signs"/>, its successor is published
/// <see cref="SigningTimes.Lead"/> before it begins, so that whoever caches the key set has it in time, and it stays published for
/// <see cref="SigningTimes.Trail"/> after its end, so that what it signed last can still be verified. All processes on one store share them.
/// </summary>
public sealed class SigningKeys : IDisposable
{
    private readonly IdentityStore store;
    private readonly IdentityOptions options;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private ImmutableDictionary<string, SigningKey> known = ImmutableDictionary<string, SigningKey>.Empty;
    private volatile State state = new([], 0);

    internal SigningKeys(IdentityStore store, IOptions<IdentityOptions> options, TimeProvider time) =>
        (this.store, this.options, this.time) = (store, options.Value, time);

    /// <summary>The key that signs now for a purpose. The hot path reads one field.</summary>
    /// <exception cref="CryptographicException">The store was sealed with another master secret.</exception>
    public SigningKey Current(SigningPurpose purpose)
    {
        var now = Now();
        SigningKey? current = null;
        foreach (var key in Keys(now))
            if (key.Purpose == purpose && key.SignsFrom <= now && (current is null || key.SignsFrom > current.SignsFrom))
                current = key;
        return current!;
    }

    /// <summary>Every key that a verifier may meet now or soon: the JSON Web Key Set, oldest first.</summary>
    public IReadOnlyList<SigningKey> Published() => Keys(Now());

    public void Dispose()
    {
        foreach (var key in known.Values)
            key.Dispose();
    }

    private DateTimeOffset Now() => time.GetUtcNow();

    private ImmutableArray<SigningKey> Keys(DateTimeOffset now)
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
        var rows = store.Change((connection, transaction) =>
        {
            connection.Execute("delete from signing_key where signs_until < @gone", new { gone = (now - SigningTimes.Trail).ToUnixTimeMilliseconds() }, transaction);
            foreach (var purpose in Enum.GetValues<SigningPurpose>())
            {
                var until = connection.ExecuteScalar<long?>("select max(signs_until) from signing_key where purpose = @purpose", new { purpose = purpose.ToString() }, transaction);
                var begins = until is { } end && end > now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(end) : now;
                if (begins - now > SigningTimes.Lead)
                    continue;
                using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                connection.Execute(
                    "insert into signing_key (kid, purpose, signs_from, signs_until, sealed) values (@kid, @purpose, @from, @until, @sealed)",
                    new
                    {
                        kid = SigningKey.Thumbprint(made), purpose = purpose.ToString(), from = begins.ToUnixTimeMilliseconds(),
                        until = (begins + SigningTimes.Signs).ToUnixTimeMilliseconds(), @sealed = options.Seal!(made.ExportPkcs8PrivateKeyPem()),
                    }, transaction);
            }
            return connection.Query<Row>("select kid as Kid, purpose as Purpose, signs_from as SignsFrom, signs_until as SignsUntil, sealed as Sealed from signing_key order by signs_from, kid", transaction: transaction).AsList();
        });
        // A key stays the same object while it is published: whoever holds it may be signing.
        known = rows.ToImmutableDictionary(r => r.Kid, r => known.GetValueOrDefault(r.Kid) ?? Open(r));
        return new([.. rows.Select(r => known[r.Kid])], (now + SigningTimes.LookAgain).UtcTicks);
    }

    private SigningKey Open(Row row)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(options.Unseal!(row.Sealed));
        return new(row.Kid, Enum.Parse<SigningPurpose>(row.Purpose), key, DateTimeOffset.FromUnixTimeMilliseconds(row.SignsFrom), DateTimeOffset.FromUnixTimeMilliseconds(row.SignsUntil));
    }

    private sealed record State(ImmutableArray<SigningKey> Keys, long LookAgain);

    private sealed record Row(string Kid, string Purpose, long SignsFrom, long SignsUntil, byte[] Sealed);
}

/// <summary>The life of a signing key.</summary>
public static class SigningTimes
{
    public static readonly TimeSpan Signs = TimeSpan.FromDays(30);
    public static readonly TimeSpan Lead = TimeSpan.FromDays(2);
    /// <summary>Longer than anything signed is valid.</summary>
    public static readonly TimeSpan Trail = TimeSpan.FromDays(7);
    /// <summary>How soon a process sees what another one made: well within <see cref="Lead"/>.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
}
