using Interop.Gateway.Keys;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.IdentityResolution;

/// <summary>One connection to the directory with its prepared statements; used by one caller at a time.</summary>
internal sealed class DirectoryReader : IDisposable
{
    private const int AtOnce = 512;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand find;
    private readonly SqliteCommand read;
    private readonly Dictionary<string, string> names = [];

    public DirectoryReader(SqliteConnection connection)
    {
        this.connection = connection;
        find = Prepare("SELECT person FROM identifier WHERE pseudonym = $p", SqliteType.Blob);
        read = Prepare(
            """
            SELECT 0, type, NULL, NULL, NULL, sealed FROM held WHERE person = $p
            UNION ALL SELECT 1, registry, capacity, from_day, to_day, sealed FROM reference WHERE person = $p
            """, SqliteType.Integer);
    }

    public Resolution Read(ReadOnlySpan<byte> pseudonym, Sealer sealer)
    {
        find.Parameters[0].Value = pseudonym.ToArray();
        long person;
        using (var people = find.ExecuteReader())
        {
            if (!people.Read())
                return Resolution.NotFound;
            person = people.GetInt64(0);
            while (people.Read())
                if (people.GetInt64(0) != person)
                    return Resolution.Conflict;
        }
        return ReadPerson(person, sealer);
    }

    /// <summary>The next few people whom a registry knows; none after the last.</summary>
    /// <param name="after">The last of those before; -1 to begin.</param>
    public long[] KnownTo(string registry, long after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT person FROM reference WHERE person > $after AND registry = $registry ORDER BY person LIMIT $most";
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$registry", registry);
        command.Parameters.AddWithValue("$most", AtOnce);
        using var rows = command.ExecuteReader();
        var people = new List<long>(AtOnce);
        while (rows.Read())
            people.Add(rows.GetInt64(0));
        return [.. people];
    }

    public Resolution ReadPerson(long person, Sealer sealer)
    {
        read.Parameters[0].Value = person;
        var identifiers = new List<KeyValuePair<string, string>>(5);
        var references = new List<Reference>(4);
        using var rows = read.ExecuteReader();
        while (rows.Read())
        {
            var name = Name(rows, 1);
            if (rows.GetInt32(0) == 0)
                identifiers.Add(new(name, sealer.Open(rows.GetFieldValue<byte[]>(5))));
            else
                references.Add(new(name, Name(rows, 2), Day(rows, 3), Day(rows, 4),
                    rows.IsDBNull(5) ? null : sealer.Open(rows.GetFieldValue<byte[]>(5))));
        }
        return new(ResolutionOutcome.Found, identifiers, references);
    }

    private SqliteCommand Prepare(string sql, SqliteType type)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$p", type);
        command.Prepare();
        return command;
    }

    /// <summary>One of the few registry, type and capacity names, which come back on every call: kept once a reader.</summary>
    private string Name(SqliteDataReader rows, int column)
    {
        var text = rows.GetString(column);
        return names.TryGetValue(text, out var kept) ? kept : names[text] = text;
    }

    private static DateOnly? Day(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : DateOnly.FromDayNumber(rows.GetInt32(column));

    public void Dispose()
    {
        find.Dispose();
        read.Dispose();
        connection.Dispose();
    }
}
