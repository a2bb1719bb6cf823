using Interop.Country.Changes;
using Microsoft.Data.Sqlite;

namespace Interop.Country.Tests.Changes;

/// <summary>What happens is in the registry and told by it, or neither.</summary>
public sealed class CountryChangesTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-changes-");
    private CountryChanges country = null!;

    private string Folder => Path.Combine(folder.FullName, "country");

    public async ValueTask InitializeAsync()
    {
        await SyntheticCountry.WriteAsync(Folder, new() { People = 2_000, Today = new(2026, 11, 26) }, null, TestContext.Current.CancellationToken);
        country = new(Folder, new Morning());
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Life_FromBirthToEnrolment_IsToldStepByStep()
    {
        var mother = Civil("SELECT NID FROM PEOPLE WHERE SEX_CD = '2' AND NID IS NOT NULL GROUP BY NID HAVING COUNT(*) = 1 LIMIT 1");
        var child = country.RegisterBirth(mother, female: false).ShouldNotBeNull();
        child.ShouldMatch("^BR2026[0-9]{8}$");
        var card = country.IssueCard(child).ShouldNotBeNull();
        country.IssueCard(child).ShouldBeNull("there is one");
        country.BeginEnrolment(card, null, "SCH").ShouldBeTrue();
        country.BeginEnrolment(card, null, "SCH").ShouldBeFalse("enrolled already");
        country.EndEnrolment(card, null, "SCH").ShouldBeTrue();
        country.EndEnrolment(card, null, "SCH").ShouldBeFalse("ended already");
        country.RegisterDeath(card, new(2026, 11, 26)).ShouldBeTrue();
        country.RegisterDeath(card, new(2026, 11, 26)).ShouldBeFalse("dead already");

        Civil("SELECT group_concat(WHAT) FROM (SELECT WHAT FROM CHANGES ORDER BY SEQ)").ShouldBe("BIRTH,CARD,DEATH");
        Civil("SELECT count(DISTINCT PID) FROM CHANGES").ShouldBe("1");
        One("programmes.db", "SELECT group_concat(what) FROM (SELECT what FROM change_log ORDER BY change_no)").ShouldBe("BEG,END");
        Civil("SELECT count(*) FROM PEOPLE JOIN BIRTHS ON CHILD_PID = PID JOIN DEATHS USING (PID) JOIN CHANGES USING (PID)").ShouldBe("3");
    }

    [Fact]
    public void Nobody_WhoIsUnknown_IsToldOf()
    {
        country.RegisterBirth("000000000", female: true).ShouldBeNull();
        country.RegisterDeath("000000000", new(2026, 11, 26)).ShouldBeFalse();
        country.EndEnrolment("000000000", null, "SCH").ShouldBeFalse();
        Civil("SELECT count(*) FROM CHANGES").ShouldBe("0");
    }

    [Fact]
    public void Prepare_CountryOfBefore_TellsFromThenOn()
    {
        One("civil-registry.db", "DROP TABLE CHANGES");
        country.Prepare();
        country.Prepare();
        Civil("SELECT count(*) FROM CHANGES").ShouldBe("0");
    }

    private string Civil(string sql) => One("civil-registry.db", sql);

    private string One(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant text of the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString() ?? "";
    }

    private sealed class Morning : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    }
}
