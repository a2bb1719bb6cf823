using Interop.Gateway.Audit.Search;

namespace Interop.Gateway.Tests.Audit.Search;

/// <summary>The index's own file: it follows, survives, gives way to another, and is never more than a copy.</summary>
public sealed class AuditIndexTests : IDisposable
{
    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string IndexFile => Path.Combine(folder.Folder, "index.db");

    private AuditIndex Open() => new(new() { File = folder.File, Origin = AuditFolder.Origin }, IndexFile, TimeProvider.System);

    [Fact]
    public async Task Find_LogThatGrows_SeesWhatIsDurable()
    {
        using var index = Open();
        using var search = new AuditSearch(index);
        index.Step().ShouldBeFalse("there is no log yet");

        await folder.Fill(5);
        search.Find(new()).Hits.Select(h => h.Index).ShouldBe([4, 3, 2, 1, 0]);
        await folder.Fill(2, 5);

        search.Find(new(Count: 3)).Hits.Select(h => h.Entry.Case).ShouldBe(["case-6", "case-5", "case-4"], ignoreOrder: true);
    }

    [Fact]
    public async Task CatchUp_SegmentWritten_IsThereAfterARestart()
    {
        await folder.Fill(IndexSegment.Length + 10);
        using (var first = Open())
            first.CatchUp(TimeSpan.MaxValue);

        using var second = Open();
        second.Step();

        second.View.Segments.Length.ShouldBe(1);
        second.View.Indexed.ShouldBe(IndexSegment.Length + 10);
        using var search = new AuditSearch(second);
        search.Find(new(Institution: "hospital-a", Before: 3)).Hits.Select(h => h.Index).ShouldBe([2, 1, 0]);
        search.Find(new(Institution: "hospital-b")).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task CatchUp_TwoProcesses_LeaveOneIndex()
    {
        using var hub = Open();
        using var command = Open();
        await folder.Fill(IndexSegment.Length - 1);
        hub.CatchUp(TimeSpan.MaxValue);
        command.CatchUp(TimeSpan.MaxValue);
        await folder.Fill(2, IndexSegment.Length);

        command.CatchUp(TimeSpan.MaxValue);
        hub.CatchUp(TimeSpan.MaxValue);

        foreach (var index in (AuditIndex[])[hub, command])
        {
            (index.View.Segments.Length, index.View.Indexed).ShouldBe((1, IndexSegment.Length + 1));
            using var search = new AuditSearch(index);
            search.Counts(new(2026, 11, 22), new(2026, 11, 22)).Sum(c => c.Count).ShouldBe(IndexSegment.Length + 1);
        }
    }

    [Fact]
    public async Task CatchUp_LogReplacedByAnother_IsIndexedAnew()
    {
        await folder.Fill(IndexSegment.Length);
        using (var index = Open())
            index.CatchUp(TimeSpan.MaxValue);
        foreach (var file in Directory.EnumerateFiles(folder.Folder, "audit.db*"))
            File.Delete(file);
        await folder.Fill(7, 100);

        using var anew = Open();
        anew.CatchUp(TimeSpan.MaxValue);

        (anew.View.Segments.Length, anew.View.Indexed).ShouldBe((0, 7));
    }

    [Fact]
    public async Task CatchUp_DamagedFile_IsMadeAnew()
    {
        await folder.Fill(3);
        await File.WriteAllTextAsync(IndexFile, "This is no database, whatever its name says, and it is longer than a header of SQLite would be: one hundred bytes.", TestContext.Current.CancellationToken);

        using var index = Open();
        index.CatchUp(TimeSpan.MaxValue);

        index.View.Indexed.ShouldBe(3);
    }

    [Fact]
    public async Task Forget_AKey_HidesItsPeopleAndNothingElse()
    {
        var (kept, gone) = (IndexedLog.Person(1, "2026-11.3650"), IndexedLog.Person(1, "2020-01.30"));
        await using (var log = folder.Open())
            foreach (var person in new[] { kept, gone })
                await log.AppendAsync(AuditFolder.Entry() with { SubjectPseudonym = person.Value, SubjectKey = person.Key }, TestContext.Current.CancellationToken);
        using var index = Open();
        using var search = new AuditSearch(index);
        search.Find(new(Subjects: [kept, gone])).Hits.Count.ShouldBe(2);

        index.Forget([gone.Key]);

        search.Find(new(Subjects: [kept, gone])).Hits.ShouldHaveSingleItem().Entry.SubjectKey.ShouldBe(kept.Key);
        search.Find(new()).Hits.Count.ShouldBe(2);
        using var later = Open();
        using var again = new AuditSearch(later);
        again.Find(new(Subjects: [gone])).Hits.ShouldBeEmpty();
    }
}

