namespace Interop.Gateway.Audit.Search;

/// <summary>A search made by a person. It is an entry of the log itself, durable before the result is shown: no record, no look.</summary>
internal sealed class AuditLook(AuditLog log, AuditSearch search, TimeProvider time)
{
    public const string Door = AuditEntry.Console;
    public const string Operation = "audit-search";

    /// <summary>Records who searches, then searches what was durable before that.</summary>
    /// <param name="officer">The officer's id.</param>
    /// <param name="query">What is looked for; the record holds the names of what is given and the first pseudonym, no other value.</param>
    /// <param name="cancellation">Gives up; the search may then be recorded all the same.</param>
    /// <returns>Null when it could not be recorded.</returns>
    public async ValueTask<AuditPage?> FindAsync(string officer, AuditQuery query, CancellationToken cancellation)
    {
        var result = await log.AppendAsync(EntryOf(Door, officer, query, time.GetUtcNow()), cancellation);
        if (result.Outcome != AppendOutcome.Durable)
            return null;
        (await log.ReadAsync(cancellation)).Dispose();
        return search.Find(query with { Before = query.Before ?? result.Receipt.Index });
    }

    /// <summary>The record of a search.</summary>
    /// <param name="door">Where it was made.</param>
    public static AuditEntry EntryOf(string door, string officer, AuditQuery query, DateTimeOffset at)
    {
        var subject = query.Subjects is [var first, ..] ? first : default;
        return AuditEntry.OfOfficer(officer, door, Operation, at) with { SubjectPseudonym = subject.Value, SubjectKey = subject.Key, Asked = query.Named() };
    }
}
