using Interop.Gateway.Audit.Search;

namespace Interop.Gateway.Tests.Audit.Search;

public sealed class AuditLookTests : IDisposable
{
    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FindAsync_ASearch_IsAnEntryThatNamesWhatWasAskedByAndNotItsValues()
    {
        await folder.Fill(3);
        using var index = Index();
        using var search = new AuditSearch(index);
        await using var log = folder.Open();
        var person = IndexedLog.Person(1);

        var page = await new AuditLook(log, search, folder.Time).FindAsync("auditor-1", new(Institution: "hospital-a", User: "nurse-7", Subjects: [person]), TestContext.Current.CancellationToken);

        page.ShouldNotBeNull().Hits.ShouldBeEmpty();
        (await log.ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        var look = search.Find(new(Operation: AuditLook.Operation)).Hits.ShouldHaveSingleItem().Entry;
        (look.User, look.Door, look.Outcome, look.SubjectKey, look.Case).ShouldBe(("auditor-1", AuditLook.Door, "answered", person.Key, null));
        look.SubjectPseudonym.ToArray().ShouldBe(person.Value.ToArray());
        look.Asked.ShouldBe(["institution", "user", "subject"]);
    }

    [Fact]
    public async Task FindAsync_LogThatTakesNoEntry_ShowsNothing()
    {
        await folder.Fill(3);
        using var index = Index();
        using var search = new AuditSearch(index);
        var log = folder.Open();
        await log.DisposeAsync();

        (await new AuditLook(log, search, folder.Time).FindAsync("auditor-1", new(), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private AuditIndex Index() => new(new() { File = folder.File, Origin = AuditFolder.Origin }, Path.Combine(folder.Folder, "index.db"), TimeProvider.System);
}
