using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>Where a question that is asked again stands.</summary>
internal enum RecheckState
{
    /// <summary>It waits for its registries.</summary>
    Open,
    /// <summary>Its result can be fetched.</summary>
    Done,
    /// <summary>Nothing is kept of it any more but that there was one.</summary>
    Over,
}

/// <summary>One of them as its institution sees it; <paramref name="Result"/> is there when it is done.</summary>
internal sealed record FoundRecheck(RecheckState State, DateTimeOffset Until, KeptResult? Result);

/// <summary>
/// Questions that wait for a registry, and their results, in a store of their own beside the hub's. Rows tell which registries are waited for and until
/// when; who asked is a pseudonym, and question and result are sealed.
/// </summary>
internal sealed class RecheckStore(RecheckFile file, HubKeys keys, RecheckOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How long an id that is over is told from one that never was.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private readonly Sealer questions = keys.SealerFor("recheck-question"), results = keys.SealerFor("recheck-result");

    /// <summary>Keeps the question of an exchange.</summary>
    /// <exception cref="SqliteException">It cannot be kept.</exception>
    public RecheckPromise Keep(Exchange asked, IReadOnlyCollection<string> waitsFor) =>
        Keep(KeptQuestion.Of(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), asked), waitsFor);

    /// <summary>Keeps a question. One that was typed on a page and waits already, or has its result, is not kept again.</summary>
    /// <param name="asked">With an id that nobody can guess; one of a page gets its own.</param>
    /// <param name="waitsFor">Registries; none where it has not been asked at all.</param>
    /// <exception cref="SqliteException">It cannot be kept.</exception>
    public RecheckPromise Keep(KeptQuestion asked, IReadOnlyCollection<string> waitsFor)
    {
        var now = time.GetUtcNow();
        var id = asked.IsOfPage ? file.IdOf(asked) : asked.Id;
        var ends = Milliseconds(now + options.WaitFor);
        var box = Box(questions, asked with { Id = id });
        var asker = file.AskerOf(asked.Institution);
        return file.Change((connection, transaction) =>
        {
            if (connection.ExecuteScalar<long>("select count(*) from recheck where asker = @asker and state <> 'over'", new { asker }, transaction) >= options.MostPerInstitution)
                return RecheckPromise.TooMany;
            connection.Execute(
                """
                insert into recheck (id, asker, state, waits_for, attempts, next_at, ends_at, sealed, on_page) values (@id, @asker, 'open', @waits, 0, @now, @ends, @box, @onPage)
                on conflict (id) do update set state = 'open', waits_for = excluded.waits_for, attempts = 0, next_at = excluded.next_at, ends_at = excluded.ends_at, sealed = excluded.sealed
                where recheck.state = 'over' or recheck.ends_at <= @now
                """,
                new { id, asker, waits = string.Join(' ', waitsFor), now = Milliseconds(now), ends, box, onPage = asked.IsOfPage ? 1 : 0 }, transaction);
            return new RecheckPromise(id, DateTimeOffset.FromUnixTimeMilliseconds(ends), null);
        });
    }

    /// <summary>What stands under an id that was given to this institution; null for every other.</summary>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public FoundRecheck? Find(string id, string institution)
    {
        if (!file.Exists)
            return null;
        using var connection = file.Open();
        var row = connection.QuerySingleOrDefault<Row>(
            "select id Id, state State, ends_at EndsAt, sealed Sealed from recheck where id = @id and asker = @asker", new { id, asker = file.AskerOf(institution) });
        if (row is null)
            return null;
        var until = DateTimeOffset.FromUnixTimeMilliseconds(row.EndsAt);
        if (row.State == "over" || until <= time.GetUtcNow())
            return new(RecheckState.Over, until, null);
        if (row.State == "open")
            return new(RecheckState.Open, until, null);
        return Unbox<KeptResult>(results, row.Sealed) is { } result && result.Id == id ? new(RecheckState.Done, until, result) : new(RecheckState.Over, until, null);
    }

    /// <summary>What people of an institution typed on a page and wait for, the oldest question first; whether the result is there, beside each.</summary>
    /// <param name="id">One of them alone; null for all.</param>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public IReadOnlyList<(KeptQuestion Asked, bool IsDone)> OfPages(string institution, string? id = null)
    {
        if (!file.Exists)
            return [];
        using var connection = file.Open();
        return [.. connection.Query<Row>(
                """
                select id Id, state State, ends_at EndsAt, sealed Sealed from recheck
                where asker = @asker and on_page = 1 and state in ('open', 'done') and ends_at > @now and (@id is null or id = @id)
                """,
                new { asker = file.AskerOf(institution), now = Now, id })
            .Select(r => (Asked: r.State == "open" ? Unbox<KeptQuestion>(questions, r.Sealed) : Unbox<KeptResult>(results, r.Sealed)?.Asked, IsDone: r.State == "done", r.Id))
            .Where(r => r.Asked?.Id == r.Id).Select(r => (r.Asked!, r.IsDone)).OrderBy(r => r.Item1.At)];
    }

    /// <summary>The result has been fetched; it stays for a little while.</summary>
    public void Fetched(string id) => file.Change((connection, transaction) => connection.Execute(
        "update recheck set ends_at = case when ends_at > @ends then @ends else ends_at end, tell_at = null where id = @id and state = 'done' and (ends_at > @ends or tell_at is not null)", new { id, ends = Milliseconds(time.GetUtcNow() + options.KeepFetchedFor) }, transaction));

    /// <summary>For which registries questions wait that may be asked now, each kind of waiting once.</summary>
    public IReadOnlyList<string[]> Awaited()
    {
        if (!file.Exists)
            return [];
        using var connection = file.Open();
        return [.. connection.Query<string>("select distinct waits_for from recheck where state = 'open' and next_at <= @now", new { now = Now })
            .Select(w => w.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>Those that may be asked now and wait for nobody else, the longest waiting first. One that cannot be read is over.</summary>
    public IReadOnlyList<KeptQuestion> Due(IEnumerable<string[]> answering, int most)
    {
        using var connection = file.Open();
        var rows = connection.Query<Row>(
            "select id Id, state State, ends_at EndsAt, sealed Sealed from recheck where state = 'open' and next_at <= @now and ends_at > @now and waits_for in @waits order by next_at, id limit @most",
            new { now = Now, waits = answering.Select(a => string.Join(' ', a)).ToArray(), most }).ToArray();
        var due = new List<KeptQuestion>(rows.Length);
        foreach (var row in rows)
            if (Unbox<KeptQuestion>(questions, row.Sealed) is { } question && question.Id == row.Id)
                due.Add(question);
            else
                End(row.Id);
        return due;
    }

    /// <summary>Puts the result in the question's place.</summary>
    public void Done(KeptResult result) => file.Change((connection, transaction) => connection.Execute(
        "update recheck set state = 'done', waits_for = '', attempts = 0, tell_at = case when on_page = 1 then null else @now end, ends_at = @ends, sealed = @box where id = @Id and state = 'open'",
        new { result.Id, now = Now, ends = Milliseconds(time.GetUtcNow() + options.KeepFor), box = Box(results, result) }, transaction));

    /// <summary>Leaves the question to wait, longer each time that asking has led to nothing.</summary>
    /// <param name="waitsFor">Null where that is as before.</param>
    public void Again(string id, IReadOnlyCollection<string>? waitsFor) => file.Change((connection, transaction) =>
    {
        var attempts = 1 + connection.ExecuteScalar<long>("select attempts from recheck where id = @id", new { id }, transaction);
        var pause = options.Every * Math.Pow(2, Math.Min(attempts, 10));
        return connection.Execute(
            "update recheck set attempts = @attempts, next_at = @next, waits_for = coalesce(@waits, waits_for) where id = @id and state = 'open'",
            new { id, attempts, next = Milliseconds(time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause)), waits = waitsFor is null ? null : string.Join(' ', waitsFor) }, transaction);
    });

    /// <summary>Takes the content out of a row before its time.</summary>
    public void End(string id) => file.Change((connection, transaction) => EndAll(connection, transaction, "id = @id", id));

    /// <summary>Ends what has been kept for its time, and forgets what ended long ago.</summary>
    public void Sweep()
    {
        if (file.Exists)
            file.Change((connection, transaction) => connection.Execute("delete from recheck where state = 'over' and ends_at <= @now", new { now = Now }, transaction)
                + EndAll(connection, transaction, "ends_at <= @now", ""));
    }

    /// <summary>How many questions of an institution wait.</summary>
    public long Waiting(string institution)
    {
        if (!file.Exists)
            return 0;
        using var connection = file.Open();
        return connection.ExecuteScalar<long>("select count(*) from recheck where asker = @asker and state = 'open'", new { asker = file.AskerOf(institution) });
    }

    public void Dispose()
    {
        questions.Dispose();
        results.Dispose();
    }

    private long Now => Milliseconds(time.GetUtcNow());

    private int EndAll(SqliteConnection connection, IDbTransaction transaction, string which, string id) => connection.Execute(
        $"update recheck set state = 'over', waits_for = '', sealed = '', ends_at = @forgotten where state <> 'over' and {which}",
        new { id, now = Now, forgotten = Milliseconds(time.GetUtcNow() + Remembered) }, transaction);

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static string Box<T>(Sealer sealer, T content) => Convert.ToBase64String(sealer.Seal(JsonSerializer.Serialize(content)));

    private static T? Unbox<T>(Sealer sealer, string box) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(sealer.Open(Convert.FromBase64String(box)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            // Another hub's, or changed: nothing is known by it.
            return null;
        }
    }

    private sealed record Row(string Id, string State, long EndsAt, string Sealed);
}
