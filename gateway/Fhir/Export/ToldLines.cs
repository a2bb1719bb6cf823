using Interop.Gateway.Keys;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// What one institution was told by exports under one scope, so that a later one can give what has changed since and name what is gone (<c>_since</c>).
/// The registries say of no fact when it changed; what a line said the last time it was told does. Kept are the ids of resources, which only the hub's key
/// opens, and of each line a keyed digest: no content. Used by one at a time.
/// </summary>
internal sealed class ToldLines : IDisposable
{
    /// <summary>How long it is known that something is gone.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private const int AtOnce = 512;

    private readonly SqliteConnection connection;
    private readonly Pseudonymiser digests;
    private readonly SqliteCommand tell, keep, unseen, go;
    private long run, at;

    /// <param name="path">Of the file, which is made when it is not there.</param>
    /// <param name="digests">Makes the digests.</param>
    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    public ToldLines(string path, Pseudonymiser digests)
    {
        this.digests = digests;
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(
            """
            pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on;
            create table if not exists told (type text not null, person blob not null, id blob not null, digest blob not null, changed integer not null, seen integer not null, gone integer,
                primary key (type, person, id)) without rowid;
            create table if not exists extent (one integer primary key check (one = 1), since integer, last integer not null, run integer not null);
            insert or ignore into extent values (1, null, 0, 0);
            """);
        tell = Prepare(
            """
            insert into told values ($type, $person, $id, $digest, $at, $run, null)
            on conflict do update set changed = case when digest = excluded.digest and gone is null then changed else excluded.changed end, digest = excluded.digest, seen = excluded.seen, gone = null
            returning changed
            """);
        keep = Prepare("update told set seen = $run, digest = x'' where type = $type and person = $person and seen < $run and gone is null");
        unseen = Prepare($"select person, id from told where type = $type and (person, id) > ($person, $id) and seen < $run and gone is null order by person, id limit {AtOnce}");
        go = Prepare("update told set gone = $at where type = $type and person = $person and id = $id");
    }

    /// <summary>From when on it is known what has changed and what is gone; null while no export has been whole.</summary>
    public DateTimeOffset? Since => Scalar("select since from extent") is long since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;

    /// <summary>Begins an export; what it tells counts as of the moment returned, which is later than that of every one before.</summary>
    public DateTimeOffset Begin(DateTimeOffset now)
    {
        (at, run) = (Math.Max(now.ToUnixTimeMilliseconds(), (long)Scalar("select last from extent")! + 1), (long)Scalar("select run from extent")! + 1);
        Execute(FormattableString.Invariant($"update extent set last = {at}, run = {run}"));
        return DateTimeOffset.FromUnixTimeMilliseconds(at);
    }

    /// <summary>Makes lasting together what is told meanwhile.</summary>
    public void Together(Action tellAll)
    {
        using var transaction = connection.BeginTransaction();
        (tell.Transaction, keep.Transaction, go.Transaction) = (transaction, transaction, transaction);
        tellAll();
        transaction.Commit();
    }

    /// <summary>Notes what a line says now; within <see cref="Together"/>.</summary>
    /// <param name="type">Of the resource.</param>
    /// <param name="person">The id of the member.</param>
    /// <param name="id">Of the resource; hexadecimal, like that of the member.</param>
    /// <param name="line">The resource.</param>
    /// <returns>Since when it has said so.</returns>
    public DateTimeOffset Tell(string type, string person, string id, string line)
    {
        Set(tell, ("$type", type), ("$person", Convert.FromHexString(person)), ("$id", Convert.FromHexString(id)), ("$digest", digests.Of(type, line)), ("$at", at), ("$run", run));
        return DateTimeOffset.FromUnixTimeMilliseconds((long)tell.ExecuteScalar()!);
    }

    /// <summary>
    /// What was told of a member before, and not now, stands, for nobody can say now; within <see cref="Together"/>. Whoever takes this export as a whole has it no more, so it
    /// counts as changed when it is told again.
    /// </summary>
    public void Keep(string type, string person)
    {
        Set(keep, ("$type", type), ("$person", Convert.FromHexString(person)), ("$run", run));
        keep.ExecuteNonQuery();
    }

    /// <summary>Ends an export that is whole: what was told before, and not in it, is gone from now on.</summary>
    /// <param name="types">Those it was of.</param>
    /// <param name="stands">Whether what was told of a member stands though nothing is told now.</param>
    public void End(IEnumerable<string> types, Func<string, bool> stands)
    {
        foreach (var type in types)
            for (var page = Unseen(type, [], []); page.Count > 0; page = Unseen(type, page[^1].Person, page[^1].Id))
                Together(() => page.ForEach(told => Go(type, told.Person, told.Id, stands)));
        var oldest = at - (long)Remembered.TotalMilliseconds;
        Execute(FormattableString.Invariant($"delete from told where gone < {oldest}; update extent set since = max(coalesce(since, {at}), {oldest})"));
    }

    /// <summary>What has gone since, each by its type and id.</summary>
    public IEnumerable<(string Type, string Id)> Gone(IReadOnlyList<string> types, DateTimeOffset since)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select type, id from told where gone > $since";
        command.Parameters.AddWithValue("$since", since.ToUnixTimeMilliseconds());
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (types.Contains(rows.GetString(0)))
                yield return (rows.GetString(0), Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(1)));
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[tell, keep, unseen, go])
            command.Dispose();
        connection.Dispose();
    }

    private void Go(string type, byte[] person, byte[] id, Func<string, bool> stands)
    {
        if (stands(Convert.ToHexStringLower(person)))
            Keep(type, Convert.ToHexStringLower(person));
        else
        {
            Set(go, ("$type", type), ("$person", person), ("$id", id), ("$at", at));
            go.ExecuteNonQuery();
        }
    }

    private List<(byte[] Person, byte[] Id)> Unseen(string type, byte[] person, byte[] id)
    {
        Set(unseen, ("$type", type), ("$person", person), ("$id", id), ("$run", run));
        using var rows = unseen.ExecuteReader();
        var page = new List<(byte[], byte[])>(AtOnce);
        while (rows.Read())
            page.Add((rows.GetFieldValue<byte[]>(0), rows.GetFieldValue<byte[]>(1)));
        return page;
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
            if (command.Parameters.Contains(name))
                command.Parameters[name].Value = value;
            else
                command.Parameters.AddWithValue(name, value);
    }

    private void Execute(string sql)
    {
        using var command = Prepare(sql);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = Prepare(sql);
        return command.ExecuteScalar();
    }
}
