using Dapper;
using Interop.Identity.Storage;

namespace Interop.Identity.Tests.Storage;

public sealed class PreparedReadTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("interop-reads-").FullName;

    [Theory]
    [InlineData("abc", 1)]
    [InlineData("abc\0def", 2)]
    [InlineData("", 3)]
    [InlineData("ខ", 4)]
    [InlineData("abc\0", null)]
    public void Find_Text_IsComparedAsAWhole(string text, int? expected)
    {
        var store = new IdentityStore(Path.Combine(folder, "identity.db"), TimeProvider.System);
        using (var connection = store.Open())
        {
            connection.Execute("create table word (text text not null primary key, number bigint not null)");
            connection.Execute(
                "insert into word (text, number) values (@Text, @Number)",
                new[] { new { Text = "abc", Number = 1 }, new { Text = "abc\0def", Number = 2 }, new { Text = "", Number = 3 }, new { Text = "ខ", Number = 4 } });
        }
        using var numbers = new PreparedRead<long>(store, "select number from word where text = ?1", static row => row.Number(0));

        numbers.Find(text).ShouldBe((long?)expected);
        numbers.Find(text).ShouldBe((long?)expected);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
