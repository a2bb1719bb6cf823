using System.Runtime.InteropServices;
using Interop.Adapters;
using Interop.Gateway.Keys;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.IdentityResolution;

/// <summary>Writes a directory file in one go: rows first, indices last, the version number as the very last so that a torn file is never opened.</summary>
internal sealed class DirectoryFile : IDisposable
{
    private readonly Sealer sealer;
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SqliteCommand identifier;
    private readonly SqliteCommand held;
    private readonly SqliteCommand reference;

    public DirectoryFile(string path, Sealer sealer)
    {
        this.sealer = sealer;
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        // The file is worthless until it is renamed into place, so a crash may tear it.
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
        Execute(
            """
            CREATE TABLE identifier (pseudonym BLOB NOT NULL, person INTEGER NOT NULL);
            CREATE TABLE held (person INTEGER NOT NULL, type TEXT NOT NULL, sealed BLOB NOT NULL);
            CREATE TABLE merged (person INTEGER PRIMARY KEY, into_person INTEGER NOT NULL);
            CREATE TABLE reference (person INTEGER NOT NULL, registry TEXT NOT NULL, capacity TEXT NOT NULL, from_day INTEGER, to_day INTEGER, sealed BLOB);
            """);
        transaction = connection.BeginTransaction();
        identifier = Prepare("INSERT INTO identifier VALUES ($0, $1)", 2);
        held = Prepare("INSERT INTO held VALUES ($0, $1, $2)", 3);
        reference = Prepare("INSERT INTO reference VALUES ($0, $1, $2, $3, $4, $5)", 6);
    }

    public void AddIdentifier(UInt128 pseudonym, int person, KeyValuePair<string, string> plain)
    {
        Run(identifier, MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in pseudonym)).ToArray(), person);
        Run(held, person, plain.Key, sealer.Seal(plain.Value));
    }

    public void AddReference(int person, string registry, KnownPerson known, bool contradicted) =>
        Run(reference, person, registry, known.Capacity, (object?)known.From?.DayNumber ?? DBNull.Value, (object?)known.To?.DayNumber ?? DBNull.Value,
            contradicted ? DBNull.Value : sealer.Seal(known.LocalKey));

    /// <param name="merged">Numbers that turned out to be another's.</param>
    /// <param name="contested">Identifiers that several people hold: they still lead to the conflict, and nobody is read by them.</param>
    public void Complete(IEnumerable<(int Person, int Into)> merged, IEnumerable<(int Person, string Type)> contested)
    {
        using (var merge = Prepare("INSERT INTO merged VALUES ($0, $1)", 2))
            foreach (var (person, into) in merged)
                Run(merge, person, into);
        transaction.Commit();
        foreach (var table in (string[])["identifier", "held", "reference"])
            Execute($"UPDATE {table} SET person = into_person FROM merged WHERE merged.person = {table}.person");
        Execute(
            """
            DROP TABLE merged;
            CREATE INDEX identifier_pseudonym ON identifier (pseudonym, person);
            CREATE INDEX held_person ON held (person);
            CREATE INDEX reference_person ON reference (person);
            """);
        foreach (var (person, type) in contested)
            using (var forget = connection.CreateCommand())
            {
                forget.CommandText = "DELETE FROM held WHERE person = $0 AND type = $1";
                forget.Parameters.AddWithValue("$0", person);
                forget.Parameters.AddWithValue("$1", type);
                forget.ExecuteNonQuery();
            }
        Execute($"PRAGMA user_version = {ReferenceDirectory.Version}");
        connection.Close();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        identifier.Dispose();
        held.Dispose();
        reference.Dispose();
        transaction.Dispose();
        connection.Dispose();
        sealer.Dispose();
    }
}
