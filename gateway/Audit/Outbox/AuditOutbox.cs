using System.Data;
using System.Text;
using Dapper;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit.Outbox;

/// <summary>
/// Entries on their way into a log that another process writes: those of the command line, and those that must be certain from the moment something
/// in the hub's store changes. They are durable here; a gateway takes them into its log within a minute, or when it next starts. A gateway that
/// fails in between takes an entry twice; both then carry the same exchange.
/// </summary>
internal sealed class AuditOutbox(HubStore store)
{
    public static readonly SchemaPart Schema = new("audit-outbox", "create table audit_pending (id text not null primary key, place bigint not null, leaf text not null)");

    /// <summary>Keeps an entry; it is on the disk when this returns.</summary>
    public void Add(AuditEntry entry) => store.Change((connection, transaction) => Add(connection, transaction, entry));

    /// <summary>Keeps an entry together with the change it tells of.</summary>
    public static int Add(SqliteConnection connection, IDbTransaction transaction, AuditEntry entry) => connection.Execute(
        "insert into audit_pending (id, place, leaf) values (@id, (select coalesce(max(place), 0) + 1 from audit_pending), @leaf)", new { id = Guid.CreateVersion7().ToString(), leaf = Encoding.ASCII.GetString(AuditLeaf.Write(entry).Leaf) }, transaction);

    /// <summary>Takes what waits into the log; what cannot be recorded waits on.</summary>
    public async Task DrainAsync(AuditLog log, CancellationToken cancellation)
    {
        using var connection = store.Open();
        foreach (var (id, leaf) in connection.Query<(string, string)>("select id, leaf from audit_pending order by place").ToArray())
        {
            if ((await log.AppendAsync(AuditLeaf.Read(Encoding.ASCII.GetBytes(leaf)), cancellation)).Outcome != AppendOutcome.Durable)
                return;
            connection.Execute("delete from audit_pending where id = @id", new { id });
        }
    }
}
