using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dapper;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Audit.Retention;

/// <summary>
/// The keys by which entries name people: one a month (UTC) and retention, random, sealed in the hub's store and so shared by all gateways of one
/// store. Destroying one parts its entries from the people they are about for ever, and changes no entry and no proof. The hot path finds its
/// key in memory; only the first exchange of a month and retention asks the store.
/// </summary>
internal sealed class SubjectKeys
{
    public const int DefaultRetentionDays = 3650;

    public static readonly SchemaPart Schema = new("audit-subjects",
        """
        create table audit_subject_key (name text not null primary key, ends_at bigint not null, retention_days bigint not null,
            made_at bigint not null, sealed text null, held_until bigint null, destroyed_at bigint null)
        """,
        "alter table audit_subject_key add column held_reason text null");

    private const int Length = 32;

    private readonly HubStore store;
    private readonly int defaultDays;
    private readonly TimeProvider time;
    private readonly Sealer sealer;
    private readonly Pseudonymiser first;
    private readonly ConcurrentDictionary<(int Month, int Days), LiveKey> live = new();

    /// <param name="store">With <see cref="Schema"/>.</param>
    /// <param name="keys">Seal the keys.</param>
    /// <param name="defaultDays">Retention of what no scope admitted.</param>
    /// <param name="time">Notes when a key was made.</param>
    public SubjectKeys(HubStore store, HubKeys keys, int defaultDays, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(defaultDays, 1);
        (this.store, this.defaultDays, this.time) = (store, defaultDays, time);
        (sealer, first) = (keys.SealerFor("audit-subjects"), keys.PseudonymsFor("audit"));
    }

    /// <summary>The pseudonym of one identifier in entries of that time.</summary>
    /// <param name="type">Type of the identifier.</param>
    /// <param name="value">The identifier.</param>
    /// <param name="at">The time of the entry.</param>
    /// <param name="retentionDays">Of the scope; null when no scope answers for the entry.</param>
    public SubjectPseudonym Of(string type, string value, DateTimeOffset at, int? retentionDays)
    {
        var (utc, days) = (at.UtcDateTime, Math.Max(1, retentionDays ?? defaultDays));
        var month = (utc.Year * 12) + utc.Month - 1;
        var key = live.TryGetValue((month, days), out var known) ? known : live.GetOrAdd((month, days), Make);
        return new(key.Name, key.Pseudonyms.Of(type, value, AuditLeaf.PseudonymLength));
    }

    /// <summary>
    /// Whom an entry is about: before the person is resolved, the identifier asked by; afterwards the person, by the key of the registry that is
    /// trusted most, so that all disclosures about one person are found whatever identifier was asked by.
    /// </summary>
    public SubjectPseudonym Of(Resolution person, string type, string value, DateTimeOffset at, int? retentionDays)
    {
        var (ownType, ownValue) = PersonTerms(person).FirstOrDefault();
        return ownType is null ? Of(type, value, at, retentionDays) : Of(ownType, ownValue, at, retentionDays);
    }

    /// <summary>
    /// All pseudonyms that entries may name a person by, for a search: of every key that still lives and of the first format, the newest key first.
    /// They are worked out from what is known of the person now; what nobody knows any more is not found.
    /// </summary>
    public IReadOnlyList<SubjectPseudonym> AllOf(Resolution person, string type, string value)
    {
        var terms = PersonTerms(person).Append((Type: type, Value: value)).Concat(person.Identifiers.Select(i => (Type: i.Key, i.Value))).Distinct().ToArray();
        using var connection = store.Open();
        var keys = connection.Query<(string Name, string Sealed)>("select name, sealed from audit_subject_key where sealed is not null order by ends_at desc, name")
            .Select(k => new LiveKey(k.Name, Open(k.Sealed))).Append(new(AuditLeaf.FirstSubjectKey, first));
        return [.. keys.SelectMany(k => terms.Select(t => new SubjectPseudonym(k.Name, k.Pseudonyms.Of(t.Type, t.Value, AuditLeaf.PseudonymLength))))];
    }

    /// <summary>Drops from memory what the store has destroyed.</summary>
    /// <param name="destroyed">Names of all keys that are no more.</param>
    public void Drop(IReadOnlyCollection<string> destroyed)
    {
        foreach (var (place, key) in live)
            if (destroyed.Contains(key.Name))
                live.TryRemove(place, out _);
    }

    private static IEnumerable<(string Type, string Value)> PersonTerms(Resolution person) =>
        person.References.Where(r => r.LocalKey is not null).Select(r => ("person:" + r.Registry, r.LocalKey!));

    private LiveKey Make((int Month, int Days) of)
    {
        var begin = new DateTimeOffset(of.Month / 12, (of.Month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);
        var name = FormattableString.Invariant($"{begin:yyyy-MM}.{of.Days}");
        var found = store.Change((connection, transaction) =>
        {
            // Another gateway may have made it: the one that is there is the one all use.
            connection.Execute(
                "insert into audit_subject_key (name, ends_at, retention_days, made_at, sealed) values (@name, @ends, @Days, @now, @key) on conflict (name) do nothing",
                new
                {
                    name, ends = begin.AddMonths(1).ToUnixTimeMilliseconds(), of.Days, now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    key = Convert.ToBase64String(sealer.Seal(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)))),
                }, transaction);
            return connection.ExecuteScalar<string?>("select sealed from audit_subject_key where name = @name", new { name }, transaction);
        });
        return new(name, Open(found ?? throw new InvalidOperationException($"The subject key {name} is destroyed; the clock of this gateway is behind.")));
    }

    private Pseudonymiser Open(string box) => new(Convert.FromBase64String(sealer.Open(Convert.FromBase64String(box))));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct LiveKey(string Name, Pseudonymiser Pseudonyms);
}
