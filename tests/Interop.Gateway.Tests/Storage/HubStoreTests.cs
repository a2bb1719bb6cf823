using Dapper;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Tests.Storage;

public sealed class HubStoreTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string File => folder["hub.db"];

    private HubStore Open(params SchemaPart[] parts) => new(File, parts, TimeProvider.System);

    [Fact]
    public void Open_WithAFurtherStep_TakesThatStepAloneAndKeepsWhatIsThere()
    {
        var first = Open(new SchemaPart("one", "create table one (a int not null)"), new SchemaPart("two", "create table two (a int not null)"));
        first.Change((connection, transaction) => connection.Execute("insert into one values (7)", transaction: transaction));

        var second = Open(new SchemaPart("one", "create table one (a int not null)", "alter table one add column b int null"));

        using var connection = second.Open();
        connection.ExecuteScalar<long>("select a from one where b is null").ShouldBe(7);
        connection.Query<string>("select room || number from schema_step order by 1").ShouldBe(["one1", "one2", "two1"]);
    }

    [Fact]
    public void Open_MadeByANewerProgram_IsRefused()
    {
        Open(new SchemaPart("one", "create table one (a int)", "create table more (a int)"));
        Should.Throw<InvalidOperationException>(() => Open(new SchemaPart("one", "create table one (a int)"))).Message.ShouldContain("newer");
    }

    [Fact]
    public void Open_StepThatFails_LeavesNothingOfItsRoom()
    {
        Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => Open(new SchemaPart("one", "create table one (a int); create table one (a int)")));
        using var connection = Open().Open();
        connection.ExecuteScalar<long>("select count(*) from sqlite_master where name = 'one'").ShouldBe(0);
    }

    [Fact]
    public void Change_ThatThrows_ChangesNothing()
    {
        var store = Open(new SchemaPart("one", "create table one (a int not null)"));
        Should.Throw<InvalidOperationException>(() => store.Change<int>((connection, transaction) =>
        {
            connection.Execute("insert into one values (1)", transaction: transaction);
            throw new InvalidOperationException();
        }));
        using var connection = store.Open();
        connection.ExecuteScalar<long>("select count(*) from one").ShouldBe(0);
    }

    [Fact]
    public void Open_OnUnix_IsForTheOwnerAlone()
    {
        Open();
        if (!OperatingSystem.IsWindows())
            global::System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
