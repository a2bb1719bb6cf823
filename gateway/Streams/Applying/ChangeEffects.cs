using System.Data;
using System.Runtime.InteropServices;
using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Matching;
using Interop.Gateway.Registries;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>One record that has changed, by the registry's own key.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChangedRecord(string Registry, string LocalKey)
{
    public override string ToString() => Registry;
}

/// <summary>What is to be read again, and what was: a registry that did not answer is asked later.</summary>
internal sealed record ReadRecords(IReadOnlyList<AmendedRecord> Read, IReadOnlyList<ChangedRecord> Unread);

/// <summary>
/// What a change does here: the record is read anew from its registry and amends the directory, and what was kept of it for an outage is let go of.
/// An event says only that something has changed, so doing this once more than needed does no harm, and the newest state is what counts.
/// </summary>
internal sealed class ChangeEffects(RegistrySet registries, DirectoryAmendments directory, InstitutionRegister institutions, LastKnownKeeping lastKnown, MatchIndex index)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads the records as they are now.</summary>
    public async Task<ReadRecords> ReadAsync(IEnumerable<ChangedRecord> changed, TimeProvider time, CancellationToken stop)
    {
        var (read, unread) = (new List<AmendedRecord>(), new List<ChangedRecord>());
        foreach (var group in changed.Distinct().GroupBy(c => c.Registry))
        {
            var registry = registries.Adapters.First(a => a.Registry == group.Key);
            foreach (var records in group.Chunk(RegistryAdapter.MaxBatch))
                try
                {
                    using var patience = new CancellationTokenSource(Patience, time);
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
                    var known = await registry.KnownAsync([.. records.Select(r => r.LocalKey)], both.Token);
                    read.AddRange(records.Zip(known, (r, k) => new AmendedRecord(r.Registry, r.LocalKey, registry.Mapping.Precedence == 1, k)));
                }
                catch (Exception e) when (e is RegistryReadException or OperationCanceledException && !stop.IsCancellationRequested)
                {
                    unread.AddRange(records);
                }
        }
        return new(read, unread);
    }

    /// <summary>Amends the directory in the caller's transaction.</summary>
    public WrittenAmendments Write(SqliteConnection connection, IDbTransaction transaction, ReadRecords records, long at) => directory.Write(connection, transaction, records.Read, at);

    /// <summary>Tells what answers from memory, once the transaction stands, that the records are not what they were.</summary>
    public void Tell(ReadRecords records, WrittenAmendments written)
    {
        directory.Show(written);
        if (records.Read.Count > 0)
            index.Changed();
    }

    /// <summary>Lets go of what was kept of the records for an outage: it is not what their registry says now.</summary>
    public void Forget(IReadOnlyList<AmendedRecord> records, IEnumerable<ChangedRecord> unread)
    {
        if (!lastKnown.IsKept)
            return;
        lastKnown.Forget(institutions.All.SelectMany(i => records.SelectMany(r => Ways(r).Select(w => (i.Code, r.Registry, w.Key, w.Value)))
            .Concat(unread.Select(u => (i.Code, u.Registry, FetchRequest.LocalKey, u.LocalKey)))));
    }

    // The ways by which the registry may have been asked about the record.
    private static IEnumerable<KeyValuePair<string, string>> Ways(AmendedRecord record) => [new(FetchRequest.LocalKey, record.LocalKey), .. record.Known?.Identifiers ?? []];
}
