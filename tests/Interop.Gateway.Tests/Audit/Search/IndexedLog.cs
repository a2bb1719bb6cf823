using System.Security.Cryptography;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;

namespace Interop.Gateway.Tests.Audit.Search;

/// <summary>A log of more than one segment, made once for all tests that only read it, and its entries as they were given.</summary>
public sealed class IndexedLog : IAsyncLifetime
{
    private const int Size = IndexSegment.Length + 3_000;
    private static readonly string[] Institutions = ["hospital-a", "hospital-b", "ministry", ""], Outcomes = ["admitted", "answered", "no-scope", "subject-not-found"];
    private static readonly string?[] Purposes = ["COVERAGE", "TREAT", null];

    internal AuditFolder Folder { get; } = new();
    internal AuditIndex Index { get; private set; } = null!;
    internal AuditSearch Search { get; private set; } = null!;
    internal List<AuditEntry> Entries { get; } = [];

    internal static readonly DateTimeOffset Start = new(2026, 11, 21, 22, 0, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        var random = new Random(7);
        for (var i = 0; i < Size; i++)
            Entries.Add(Made(i, random));
        await using (var log = Folder.Open(waiting: Size))
            foreach (var group in Entries.Chunk(2_000))
                await Task.WhenAll(group.Select(e => log.AppendAsync(e, CancellationToken.None).AsTask()));
        // Several may have gone in another order: what is in the log is what counts.
        using var reader = new AuditReader(Folder.File);
        Entries.Clear();
        Entries.AddRange(reader.Leaves(0, Size).Select(l => AuditLeaf.Read(l.Leaf)));
        Index = new(new() { File = Folder.File, Origin = AuditFolder.Origin }, Path.Combine(Folder.Folder, "index.db"), TimeProvider.System);
        Index.CatchUp(TimeSpan.MaxValue);
        Search = new(Index);
    }

    public ValueTask DisposeAsync()
    {
        Search.Dispose();
        Index.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static SubjectPseudonym Person(int number, string key = "2026-11.30") => new(key, SHA256.HashData(BitConverter.GetBytes(number)));

    private static AuditEntry Made(int i, Random random)
    {
        // Some in a thousand are of a rare kind; times waver as those of several threads do.
        var rare = random.Next(4_000) == 0;
        var person = random.Next(5) == 0 ? default : Person(random.Next(300), random.Next(3) == 0 ? "2026-11.30" : "2026-11.3650");
        return AuditFolder.Entry(Purposes[random.Next(3)]) with
        {
            At = Start.AddMilliseconds((i * 250L) + random.Next(-900, 900)),
            Institution = rare ? "commune" : Institutions[random.Next(4)],
            Outcome = Outcomes[random.Next(4)],
            Operation = random.Next(2) == 0 ? "lookup" : "entitlement-check",
            Door = random.Next(10) == 0 ? "proxy" : "native",
            User = random.Next(3) == 0 ? null : $"nurse-{random.Next(200)}",
            SubjectPseudonym = person.Value,
            SubjectKey = person.Key,
        };
    }
}
