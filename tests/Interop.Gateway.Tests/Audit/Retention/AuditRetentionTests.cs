using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Export;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Tests.Audit.Retention;

/// <summary>The end of a key: the person is gone from the log, and the log is as sound as before.</summary>
public sealed class AuditRetentionTests : IDisposable
{
    private static readonly Resolution Person = new(ResolutionOutcome.Found, [], [new("civil-registry", "citizen", null, null, "C-1")]);

    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    private HubStore Store() => new(Path.Combine(folder.Folder, "hub.db"), [SubjectKeys.Schema, AuditOutbox.Schema], folder.Time);

    private SubjectKeys Keys() => new(Store(), HubKeys.Open(Path.Combine(folder.Folder, "master.key")), 3650, folder.Time);

    [Fact]
    public async Task RunAsync_RetentionOver_PartsEntriesFromThePersonAndKeepsEveryProof()
    {
        var keys = Keys();
        using var index = new AuditIndex(new() { File = folder.File, Origin = AuditFolder.Origin }, Path.Combine(folder.Folder, "index.db"), TimeProvider.System);
        using var search = new AuditSearch(index);
        await using var log = folder.Open();
        var retention = new AuditRetention(new(Store(), folder.Time), keys, index, new(Store()), log);
        var receipt = await AppendAsync(log, keys, 30);
        await AppendAsync(log, keys, 3650);
        (await log.ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        search.Find(new(Subjects: keys.AllOf(Person, "nssf", "N-1"))).Hits.Count.ShouldBe(2);
        await retention.RunAsync(TestContext.Current.CancellationToken);
        search.Find(new(Subjects: keys.AllOf(Person, "nssf", "N-1"))).Hits.Count.ShouldBe(2, "nothing was due");
        var before = keys.AllOf(Person, "nssf", "N-1");

        folder.Time.Advance(TimeSpan.FromDays(60));
        await retention.RunAsync(TestContext.Current.CancellationToken);

        (await log.ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        // Nobody can make the pseudonym any more, and even who had kept it finds nothing in the index.
        var after = keys.AllOf(Person, "nssf", "N-1");
        after.ShouldAllBe(p => p.Key != "2026-11.30");
        search.Find(new(Subjects: after)).Hits.ShouldHaveSingleItem().Entry.SubjectKey.ShouldBe("2026-11.3650");
        search.Find(new(Subjects: [.. before.Where(p => p.Key == "2026-11.30")])).Hits.ShouldBeEmpty();
        search.Find(new(Operation: "entitlement-check")).Hits.Count.ShouldBe(2);
        var told = search.Find(new(Operation: SubjectKeyLedger.RetentionOperation)).Hits.ShouldHaveSingleItem().Entry;
        (told.Outcome, told.Door).ShouldBe(("destroyed", SubjectKeyLedger.Door));
        told.Asked.ShouldBe(["2026-11.30"]);
        // The receipt proves, and an export is sound.
        using var reader = new AuditReader(folder.File);
        folder.Proofs().Prove(reader, receipt.Index, new(receipt.LeafHash.Span), out var proof).ShouldBe(ProofOutcome.Proven);
        proof!.Shows(new(receipt.LeafHash.Span), AuditFolder.Signer.Verifier).ShouldBeTrue();
        var export = Path.Combine(folder.Folder, "export");
        AuditExport.Write(reader, folder.Proofs().Checkpoint(reader), reader.Size, export, null, TestContext.Current.CancellationToken);
        AuditVerification.Run(export, AuditFolder.Signer.Verifier, null, null, TestContext.Current.CancellationToken).Outcome.ShouldBe(VerificationOutcome.Sound);
    }

    [Fact]
    public async Task DrainAsync_WhatWaits_IsInTheLogOnceAndInOrder()
    {
        var outbox = new AuditOutbox(Store());
        outbox.Add(AuditFolder.Entry() with { Case = "first" });
        outbox.Add(AuditFolder.Entry() with { Case = "second" });
        await using (var log = folder.Open())
        {
            await outbox.DrainAsync(log, TestContext.Current.CancellationToken);
            await outbox.DrainAsync(log, TestContext.Current.CancellationToken);
        }

        using var reader = new AuditReader(folder.File);
        reader.Leaves(0, 10).Select(l => AuditLeaf.Read(l.Leaf).Case).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task DrainAsync_LogThatTakesNothing_LeavesItWaiting()
    {
        var outbox = new AuditOutbox(Store());
        outbox.Add(AuditFolder.Entry());
        var closed = folder.Open();
        await closed.DisposeAsync();

        await outbox.DrainAsync(closed, TestContext.Current.CancellationToken);

        await using var log = folder.Open();
        await outbox.DrainAsync(log, TestContext.Current.CancellationToken);
        using var reader = await log.ReadAsync(TestContext.Current.CancellationToken);
        reader.Size.ShouldBe(1);
    }

    private async Task<Receipt> AppendAsync(AuditLog log, SubjectKeys keys, int days)
    {
        var subject = keys.Of(Person, "nssf", "N-1", folder.Time.GetUtcNow(), days);
        return (await log.AppendAsync(AuditFolder.Entry() with { SubjectPseudonym = subject.Value, SubjectKey = subject.Key }, TestContext.Current.CancellationToken)).Receipt;
    }
}
