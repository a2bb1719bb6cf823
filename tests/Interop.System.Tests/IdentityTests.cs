using Microsoft.Data.Sqlite;

namespace Interop.System.Tests;

/// <summary>Whom an identifier finds, and what is said where registries disagree.</summary>
public sealed class IdentityTests(HubFixture hub)
{
    [Fact]
    public async Task Lookup_EveryIdentifierOfAPerson_FindsTheSamePerson()
    {
        foreach (var person in hub.Demo.People.Where(p => p.Identifiers.Count >= 3).Take(10))
        {
            var found = new HashSet<string>();
            foreach (var (type, value) in person.Identifiers)
            {
                var answer = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", type, value, ""","attributes":["person.familyBook"]""");
                found.Add(answer.Attribute("person.familyBook").GetRawText());
            }
            found.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Lookup_NationalIdOfTwoPeople_IsAStatedConflict()
    {
        var twice = Query("civil-registry.db", "SELECT NID FROM PEOPLE WHERE NID IS NOT NULL GROUP BY NID HAVING COUNT(*) > 1 LIMIT 1");
        var answer = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", twice);
        answer.Status.ShouldBe(409);
        answer.Code.ShouldBe("identity-conflict");
    }

    [Fact]
    public async Task Check_ContradictoryCard_ConflictsByCardAndIsUnknownByPerson()
    {
        var (card, nationalId) = Contradiction();
        (await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "equity-card", card)).Code.ShouldBe("identity-conflict");
        var person = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", nationalId);
        person.Status.ShouldBe(200);
        person.Source("id-poor").GetProperty("reason").GetString().ShouldBe("identity-conflict");
    }

    [Fact]
    public async Task Check_PersonTheDirectoryDoesNotKnowYet_IsFoundInTheRegistries()
    {
        const string Newcomer = "000000017";
        using (var civil = Open("civil-registry.db", SqliteOpenMode.ReadWrite))
        using (var insert = civil.CreateCommand())
        {
            insert.CommandText =
                """
                INSERT INTO PEOPLE (PID, NID, FBN, FB_LINE, FB_REL, NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, DOB, DOB_APPROX, SEX_CD, VILL_CD, OCC_CD, REG_DT, UPD_DT)
                SELECT 'newcomer', $nid, FBN, '98', FB_REL, NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, '1990-05-05', 0, '1', VILL_CD, '10', REG_DT, UPD_DT FROM PEOPLE LIMIT 1
                """;
            insert.Parameters.AddWithValue("$nid", Newcomer);
            insert.ExecuteNonQuery();
        }
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", Newcomer);
        answer.Status.ShouldBe(200);
        answer.Programme("cbhi").GetProperty("entitled").GetString().ShouldBe("entitled");
        answer.Body.GetProperty("sources").EnumerateArray().ShouldAllBe(s => s.GetProperty("status").GetString() == "answered");
    }

    [Fact]
    public async Task Check_Nobody_IsNotFoundAndSaysThatThisIsNoAnswer()
    {
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", "000000000");
        answer.Status.ShouldBe(404);
        answer.Code.ShouldBe("subject-not-found");
    }

    [Fact]
    public void DirectoryFile_HoldsNoIdentifierInTheClear()
    {
        var file = File.ReadAllBytes(hub.Settings.DirectoryFile);
        foreach (var value in hub.Demo.People.SelectMany(p => p.Identifiers.Values).Distinct())
            file.AsSpan().IndexOf(global::System.Text.Encoding.UTF8.GetBytes(value)).ShouldBe(-1);
    }

    private (string Card, string NationalId) Contradiction()
    {
        var books = new Dictionary<string, string>();
        using (var civil = Open("civil-registry.db", SqliteOpenMode.ReadOnly))
        using (var command = civil.CreateCommand())
        {
            command.CommandText = "SELECT NID, FBN || '-' || FB_LINE FROM PEOPLE WHERE NID IS NOT NULL GROUP BY NID HAVING COUNT(*) = 1";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                books[rows.GetString(0)] = rows.GetString(1);
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(hub.Settings.CountryFolder, "id-poor"), "*.csv", SearchOption.AllDirectories))
        {
            var lines = File.ReadAllLines(file);
            var header = lines[0].TrimStart('\uFEFF').Split(',').ToList();
            foreach (var line in lines.Skip(1).Select(l => l.Split(',')).Where(l => l.Length == header.Count))
            {
                string Field(string name) => line[header.IndexOf(name)];
                if (books.TryGetValue(Field("NationalIdNo"), out var book) && Field("FamilyBookNo").Length > 0 && book != $"{Field("FamilyBookNo")}-{Field("FamilyBookLine")}")
                    return ($"{Field("EquityCardNo")}-{Field("MemberNo")}", Field("NationalIdNo"));
            }
        }
        throw new InvalidOperationException("The country has no contradictory card.");
    }

    private string Query(string file, string sql)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(hub.Settings.CountryFolder, file), Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
