using System.Data;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>The last sequence applied of each source and person: what is not greater has been applied.</summary>
internal static class AppliedSequences
{
    /// <summary>Notes events as applied, a person at a time, in the order in which they came.</summary>
    /// <returns>Events that are new, and those that had been applied.</returns>
    public static (int Applied, int Again) Note(SqliteConnection connection, IDbTransaction transaction, IEnumerable<ChangeEvent> changes)
    {
        using var last = new PreparedStatement(connection, transaction, "select sequence from stream_applied where source = @source and person = @person", "@source", "@person");
        using var note = new PreparedStatement(connection, transaction,
            """
            insert into stream_applied (source, person, sequence, events) values (@source, @person, @sequence, @events)
            on conflict (source, person) do update set sequence = excluded.sequence, events = stream_applied.events + excluded.events
            """, "@source", "@person", "@sequence", "@events");
        var (applied, again) = (0, 0);
        foreach (var person in changes.GroupBy(c => (c.Source, c.Person)))
        {
            var (reached, events) = (last.Number(person.Key.Source, person.Key.Person) ?? long.MinValue, 0);
            foreach (var change in person)
                if (change.Sequence > reached)
                    (reached, events) = (change.Sequence, events + 1);
                else
                    again++;
            if (events > 0)
                note.Execute(person.Key.Source, person.Key.Person, reached, events);
            applied += events;
        }
        return (applied, again);
    }
}
