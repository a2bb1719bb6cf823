using Interop.Gateway.Keys;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.IdentityResolution;

/// <summary>
/// Goes through everybody in the directory once, in the order of their numbers, holding one person at a time. Local keys are opened, for registries are
/// read by them; of identifiers the type alone is told, for whoever counts people needs no number of theirs.
/// </summary>
internal sealed class DirectoryWalk(SqliteConnection connection, Sealer sealer) : IDisposable
{
    /// <summary>The highest number there is: about how many people follow.</summary>
    public long Most()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(person), -1) + 1 FROM reference";
        return (long)command.ExecuteScalar()!;
    }

    public IEnumerable<Resolution> People()
    {
        using var heldCommand = Command("SELECT person, type FROM held ORDER BY person");
        using var referenceCommand = Command("SELECT person, registry, capacity, from_day, to_day, sealed FROM reference ORDER BY person");
        using var held = heldCommand.ExecuteReader();
        using var references = referenceCommand.ExecuteReader();
        var names = new Dictionary<string, string>();
        var (moreHeld, more) = (held.Read(), references.Read());
        while (more)
        {
            var person = references.GetInt64(0);
            var known = new List<Reference>(4);
            for (; more && references.GetInt64(0) == person; more = references.Read())
                known.Add(new(Name(references, 1, names), Name(references, 2, names), Day(references, 3), Day(references, 4),
                    references.IsDBNull(5) ? null : sealer.Open(references.GetFieldValue<byte[]>(5))));
            while (moreHeld && held.GetInt64(0) < person)
                moreHeld = held.Read();
            var types = new List<KeyValuePair<string, string>>(5);
            for (; moreHeld && held.GetInt64(0) == person; moreHeld = held.Read())
                types.Add(new(Name(held, 1, names), ""));
            yield return new(ResolutionOutcome.Found, types, known);
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static string Name(SqliteDataReader rows, int column, Dictionary<string, string> names)
    {
        var text = rows.GetString(column);
        return names.TryGetValue(text, out var kept) ? kept : names[text] = text;
    }

    private static DateOnly? Day(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : DateOnly.FromDayNumber(rows.GetInt32(column));

    public void Dispose() => connection.Dispose();
}
