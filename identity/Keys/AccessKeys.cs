using System.Globalization;
using Dapper;
using Interop.Identity.Storage;

namespace Interop.Identity.Keys;

/// <summary>Issues, rotates, suspends, revokes and lists the access keys of institutions. What it changes holds in every process from the next call on.</summary>
public sealed class AccessKeys
{
    public const int DefaultDays = 365;
    public const int LongestDays = 3650;
    public const int DefaultOverlapDays = 7;
    public const int LongestOverlapDays = 90;
    private const int LongestLabel = 100;

    private readonly IdentityStore store;
    private readonly Func<IReadOnlyCollection<string>> institutions;
    private readonly TimeProvider time;

    internal AccessKeys(IdentityStore store, Func<IReadOnlyCollection<string>> institutions, TimeProvider time) =>
        (this.store, this.institutions, this.time) = (store, institutions, time);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Opens the store of a data folder, making it when it is not there.</summary>
    /// <param name="file">The SQLite file, e.g. <see cref="IdentityRegistration.StoreIn"/>.</param>
    /// <param name="institutions">The codes a key may be issued to, asked anew at every issue.</param>
    /// <param name="time">The clock.</param>
    public static AccessKeys Open(string file, Func<IReadOnlyCollection<string>> institutions, TimeProvider time) =>
        new(new IdentityStore(file, time), institutions, time);

    /// <summary>Makes a key for an institution.</summary>
    /// <param name="institution">A known institution code.</param>
    /// <param name="label">What the key is for, at most 100 printable characters.</param>
    /// <param name="days">Days until it expires, 1 to <see cref="LongestDays"/>.</param>
    /// <param name="networks">CIDR blocks or addresses it may be used from; none means any.</param>
    public KeyChange Issue(string institution, string label = "", int days = DefaultDays, IReadOnlyCollection<string>? networks = null)
    {
        var known = institutions();
        if (!known.Contains(institution, StringComparer.Ordinal))
            return KeyChange.Refused(KeyChangeOutcome.UnknownInstitution, known.Count == 0
                ? "No institution is known yet. Start the gateway once, or name its data folder."
                : $"There is no institution '{institution}'. Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        if (days is < 1 or > LongestDays)
            return KeyChange.Refused(KeyChangeOutcome.DaysOutOfRange, $"A key lasts 1 to {LongestDays} days, not {days}.");
        if (label.Length > LongestLabel || label.Any(char.IsControl))
            return KeyChange.Refused(KeyChangeOutcome.LabelMalformed, $"A label has at most {LongestLabel} characters and no control characters.");
        if (!KeyNetworks.TryParse(networks ?? [], out var bound, out var wrong))
            return KeyChange.Refused(KeyChangeOutcome.NetworkMalformed,
                $"Not a network: {string.Join(", ", wrong)}. Write a block without host bits, as 10.2.0.0/16 or 2001:db8::/32, or one address.");

        var (row, key) = Make(institution, label, bound.ToString(), days, rotatedFrom: null);
        store.Change((connection, transaction) =>
        {
            KeyTable.Insert(connection, row, transaction);
            return true;
        });
        return KeyChange.Done("The key is in force.", key);
    }

    /// <summary>Makes the successor of a key: same institution, label and networks. The old key stays in force for the overlap.</summary>
    /// <param name="key">The public id, with or without <c>ik_</c>.</param>
    /// <param name="overlapDays">Days the old key still holds, 0 to <see cref="LongestOverlapDays"/>; never beyond its own end.</param>
    /// <param name="days">Days until the new key expires.</param>
    public KeyChange Rotate(string key, int overlapDays = DefaultOverlapDays, int days = DefaultDays)
    {
        if (overlapDays is < 0 or > LongestOverlapDays)
            return KeyChange.Refused(KeyChangeOutcome.OverlapOutOfRange, $"An overlap lasts 0 to {LongestOverlapDays} days, not {overlapDays}.");
        if (days is < 1 or > LongestDays)
            return KeyChange.Refused(KeyChangeOutcome.DaysOutOfRange, $"A key lasts 1 to {LongestDays} days, not {days}.");
        if (KeyText.IdIn(key) is not { } id)
            return NoSuchKey();

        return store.Change((connection, transaction) =>
        {
            if (KeyTable.Find(connection, id, transaction) is not { } old)
                return NoSuchKey();
            if (old.RevokedAt is not null || old.ExpiresAt <= Now.ToUnixTimeMilliseconds())
                return KeyChange.Refused(KeyChangeOutcome.NotInForce, $"Key {id} is revoked or expired. Issue a new one to {old.Institution}.");
            if (old.SuspendedAt is not null)
                return KeyChange.Refused(KeyChangeOutcome.Suspended, $"Key {id} is suspended. Resume it first, or revoke it.");
            var successor = connection.QuerySingleOrDefault<string>(
                "select public_id from access_key where rotated_from = @id", new { id }, transaction);
            if (successor is not null)
                return KeyChange.Refused(KeyChangeOutcome.AlreadyRotated, $"Key {id} was rotated to {successor}. Rotate that one.");

            var (row, made) = Make(old.Institution, old.Label, old.Networks, days, id);
            KeyTable.Insert(connection, row, transaction);
            var until = Math.Min(old.ExpiresAt, Now.AddDays(overlapDays).ToUnixTimeMilliseconds());
            connection.Execute("update access_key set expires_at = @until where public_id = @id", new { until, id }, transaction);
            return KeyChange.Done($"The old key {id} holds until {Text(until)}.", made);
        });
    }

    /// <summary>Withdraws a key at once. Revoking it again changes nothing.</summary>
    /// <param name="key">The public id, with or without <c>ik_</c>.</param>
    public KeyChange Revoke(string key)
    {
        if (KeyText.IdIn(key) is not { } id)
            return NoSuchKey();

        var now = Now.ToUnixTimeMilliseconds();
        var found = store.Change((connection, transaction) => connection.Execute(
            "update access_key set revoked_at = coalesce(revoked_at, @now) where public_id = @id", new { now, id }, transaction));
        return found == 0 ? NoSuchKey() : KeyChange.Done($"Key {id} is revoked; its next call is refused.", null);
    }

    /// <summary>Refuses a key from its next call on, and the tokens got with it, until it is resumed. Suspending it again changes nothing.</summary>
    /// <param name="key">The public id, with or without <c>ik_</c>.</param>
    public KeyChange Suspend(string key) => Hold(
        key, "update access_key set suspended_at = coalesce(suspended_at, @now) where public_id = @id", "is suspended; its next call is refused");

    /// <summary>Lets a suspended key in again. Resuming one that is not suspended changes nothing.</summary>
    /// <param name="key">The public id, with or without <c>ik_</c>.</param>
    public KeyChange Resume(string key) => Hold(key, "update access_key set suspended_at = null where public_id = @id", "is in force");

    private KeyChange Hold(string key, string statement, string outcome)
    {
        if (KeyText.IdIn(key) is not { } id)
            return NoSuchKey();
        var now = Now.ToUnixTimeMilliseconds();
        return store.Change((connection, transaction) =>
        {
            if (KeyTable.Find(connection, id, transaction) is not { } row)
                return NoSuchKey();
            if (row.RevokedAt is not null || row.ExpiresAt <= now)
                return KeyChange.Refused(KeyChangeOutcome.NotInForce, $"Key {id} is revoked or expired and lets nobody in.");
            connection.Execute(statement, new { now, id }, transaction);
            return KeyChange.Done($"Key {id} {outcome}.", null);
        });
    }

    /// <summary>The keys, of one institution or of all, in the order of their making. No secret is among what it tells.</summary>
    public IReadOnlyList<KeyListing> List(string? institution = null)
    {
        var now = Now.ToUnixTimeMilliseconds();
        return [.. KeyTable.List(store, institution).Select(row => new KeyListing(
            row.PublicId, row.Institution, row.Label, row.Networks.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            StateOf(row, now), Time(row.CreatedAt), Time(row.ExpiresAt), Time(row.RevokedAt), Time(row.LastUsedAt), Time(row.LeakedAt), row.RotatedFrom, Time(row.SuspendedAt)))];
    }

    /// <summary>Whether a key is in force now; null when there is no such key.</summary>
    /// <param name="publicId">Without <c>ik_</c>.</param>
    public KeyState? StateOf(string publicId)
    {
        using var connection = store.Open();
        return KeyTable.Find(connection, publicId, null) is { } row ? StateOf(row, Now.ToUnixTimeMilliseconds()) : null;
    }

    private static KeyState StateOf(KeyRow row, long now) =>
        row.RevokedAt is not null ? KeyState.Revoked : row.ExpiresAt <= now ? KeyState.Expired : row.SuspendedAt is not null ? KeyState.Suspended : KeyState.InForce;

    private (KeyRow Row, IssuedKey Key) Make(string institution, string label, string networks, int days, string? rotatedFrom)
    {
        var (id, secret) = (KeyText.NewId(), KeyText.NewSecret());
        var (now, expires) = (Now.ToUnixTimeMilliseconds(), Now.AddDays(days).ToUnixTimeMilliseconds());
        return (
            new(id, KeyText.Hash(secret), institution, label, networks, now, expires, null, null, null, rotatedFrom, null),
            new(id, KeyText.Join(id, secret), institution, Time(expires)));
    }

    private static KeyChange NoSuchKey() =>
        KeyChange.Refused(KeyChangeOutcome.NoSuchKey, "There is no such key. 'keys list' shows the ids.");

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } at ? Time(at) : null;

    private static string Text(long milliseconds) => Time(milliseconds).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
