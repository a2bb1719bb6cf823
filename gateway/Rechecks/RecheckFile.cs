using System.Data;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>The file of the questions that are asked again, made with the first of them. Who asked is in it as a pseudonym.</summary>
internal sealed class RecheckFile(string path, HubKeys keys, TimeProvider time)
{
    public static readonly SchemaPart Schema = new("rechecks",
        """
        create table recheck (
            id text not null primary key,
            asker text not null,
            state text not null,
            waits_for text not null,
            attempts bigint not null,
            next_at bigint not null,
            ends_at bigint not null,
            tell_at bigint,
            sealed text not null
        );
        create index recheck_due on recheck (state, next_at);
        create index recheck_ends on recheck (ends_at);
        create index recheck_asker on recheck (asker, state, tell_at)
        """,
        "alter table recheck add column on_page bigint not null default 0");

    private readonly Pseudonymiser askers = keys.PseudonymsFor("recheck"), questions = keys.PseudonymsFor("recheck-question");
    private readonly Lazy<HubStore> store = new(() => new HubStore(path, [Schema], time), LazyThreadSafetyMode.PublicationOnly);
    // Writers of one process wait here; SQLite's own waiting is far coarser.
    private readonly Lock writing = new();

    public bool Exists => store.IsValueCreated || File.Exists(path);

    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public SqliteConnection Open() => store.Value.Open();

    /// <exception cref="SqliteException">The file cannot be written; nothing is changed.</exception>
    public T Change<T>(Func<SqliteConnection, IDbTransaction, T> change)
    {
        lock (writing)
            return store.Value.Change(change);
    }

    /// <summary>The id of a question that was typed on a page: the same for the same question, so that whoever asks it often waits once.</summary>
    public string IdOf(KeptQuestion typed) => Convert.ToHexStringLower(questions.Of(typed.Institution, $"{typed.Type}:{typed.Value}:{typed.Purpose}:{typed.Date:O}"));

    public string AskerOf(string institution) => Convert.ToHexStringLower(askers.Of("institution", institution));
}
