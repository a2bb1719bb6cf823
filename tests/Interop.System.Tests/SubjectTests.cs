using System.Text;
using Interop.Gateway.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>About whom the demo's institutions may ask, over HTTP: who is outside and who does not exist get one answer.</summary>
public sealed class SubjectTests(HubFixture hub)
{
    private const string Nobody = "999999999";

    [Theory]
    [InlineData("nssf", "COVERAGE")]
    [InlineData("commune-sangkat-120101", "PATRQT")]
    public async Task Ask_OutsideTheScopeAndNobody_AreAnsweredAlikeToTheByte(string institution, string purpose)
    {
        var outside = institution == "nssf" ? Uninsured : Numbers("VILL_CD NOT LIKE '120101%'").First();
        foreach (var check in (bool[])[true, false])
        {
            var (theirs, nobodys) = (await AskAsync(institution, purpose, outside, check), await AskAsync(institution, purpose, Nobody, check));
            theirs.Code.ShouldBe("subject-outside-scope");
            theirs.Comparable().ShouldBe(nobodys.Comparable());
            theirs.Status.ShouldBe(403);
            nobodys.Status.ShouldBe(403);
            Fields(theirs).ShouldBe(Fields(nobodys));
            theirs.Headers.Contains("Interop-Receipt").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Ask_OutsideTheScopeAndNobody_StandInTheLogAsTheyAre()
    {
        (await OutcomeAsync(Nobody)).ShouldContain("\"subject-not-found\"");
        (await OutcomeAsync(Uninsured)).ShouldContain("\"subject-outside-scope\"");

        async Task<string> OutcomeAsync(string value)
        {
            var exchange = (await AskAsync("nssf", "COVERAGE", value, check: true)).Body.GetProperty("exchangeId").GetString()!;
            using var log = await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
            return log.Leaves(0, (int)log.Size).Select(l => Encoding.UTF8.GetString(l.Leaf)).Last(l => l.Contains(exchange, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Ask_ResidentOfTheCommune_IsAnsweredAndTheResidenceLeavesOnlyWhereItIsAskedFor()
    {
        var answer = await hub.Http.LookupAsync(
            hub.Hub.Address, hub.KeyOf("commune-sangkat-120101"), "PATRQT", "national-id", Numbers("VILL_CD LIKE '120101%'").First(), ",\"attributes\":[\"vital.sex\",\"enrolment.cashtransfer.from\"]");
        answer.Status.ShouldBe(200);
        answer.Body.GetProperty("attributes").EnumerateObject().Count().ShouldBe(2);
        answer.Attribute("vital.sex").GetProperty("status").GetString().ShouldBe("value");
        answer.Attribute("enrolment.cashtransfer.from").GetRawText().ShouldBe("{\"status\":\"withheld\"}", "it is granted for enrolment alone");
    }

    [Fact]
    public async Task Ask_ResidenceCannotBeRead_IsUndecidedForEverybodyAlike()
    {
        await using var other = await hub.StartAnotherAsync($"--Registries:civil-registry:Connection={Path.Combine(hub.Settings.Data, "gone", "civil-registry.db")}");
        foreach (var value in (string[])[Numbers("VILL_CD LIKE '120101%'").First(), Numbers("VILL_CD NOT LIKE '120101%'").First(), Nobody])
        {
            var answer = await hub.Http.CheckAsync(other.Address, hub.KeyOf("commune-sangkat-120101"), "PATRQT", "national-id", value);
            (answer.Status, answer.Code).ShouldBe((503, "subject-condition-undecided"));
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Ask_Grievance_NeedsACaseBeforeAnythingIsLookedAt()
    {
        (await AskAsync("social-ministry", "PATRQT", Nobody, check: false)).Code.ShouldBe("case-missing");
        var answer = await hub.Http.PostAsync(
            hub.Hub.Address + "/v1/lookup", hub.KeyOf("social-ministry"), "PATRQT", $$$"""{"subject":{"type":"national-id","value":"{{{Uninsured}}}"},"attributes":["idpoor.level"]}""",
            r => r.Headers.Add("Interop-Case", "G-2026-17"));
        answer.Status.ShouldBe(200);
        answer.Attribute("idpoor.level").GetProperty("status").GetString().ShouldNotBe("withheld");
    }

    private Task<Answer> AskAsync(string institution, string purpose, string value, bool check) => check
        ? hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf(institution), purpose, "national-id", value)
        : hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(institution), purpose, "national-id", value);

    /// <summary>Names of the fields, and values but for those that tell one call from another or the time.</summary>
    private static string Fields(Answer answer) => string.Join('\n', answer.Headers.OrderBy(h => h.Key, StringComparer.Ordinal)
        .Select(h => h.Key is "Date" or "Interop-Exchange-Id" or "RateLimit" || h.Key.Contains("trace", StringComparison.OrdinalIgnoreCase) ? h.Key : $"{h.Key}: {string.Join(',', h.Value)}"));

    /// <summary>Somebody whom the civil registry knows and the insurer does not.</summary>
    private string Uninsured => hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && !p.Identifiers.ContainsKey("nssf") && p.Coverage.Count == 0).Identifiers["national-id"];

    private List<string> Numbers(string where)
    {
        using var registry = new SqliteConnection($"Data Source={Path.Combine(hub.Settings.CountryFolder, "civil-registry.db")};Mode=ReadOnly;Pooling=False");
        registry.Open();
        using var command = registry.CreateCommand();
        command.CommandText = $"SELECT NID FROM PEOPLE WHERE NID IS NOT NULL AND {where} GROUP BY NID HAVING COUNT(*) = 1 ORDER BY NID LIMIT 5";
        using var rows = command.ExecuteReader();
        var numbers = new List<string>();
        while (rows.Read())
            numbers.Add(rows.GetString(0));
        return numbers;
    }
}
