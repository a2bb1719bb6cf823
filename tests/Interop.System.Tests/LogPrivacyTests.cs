using Microsoft.Data.Sqlite;

namespace Interop.System.Tests;

/// <summary>Runs last (<see cref="LogsLast"/>): reads every line the whole suite has logged, at the most talkative level.</summary>
public sealed class LogPrivacyTests(HubFixture hub)
{
    [Fact]
    public void CapturedLogs_OfTheWholeSuite_HoldNoIdentifierNameKeyOrBody()
    {
        var logs = string.Join('\n', HubFixture.Logs);
        HubFixture.Logs.Count.ShouldBeGreaterThan(100);
        foreach (var identifier in hub.Demo.People.SelectMany(p => p.Identifiers.Values))
            logs.Contains(identifier, StringComparison.Ordinal).ShouldBeFalse("an identifier was logged");
        foreach (var name in Names())
            logs.Contains(name, StringComparison.Ordinal).ShouldBeFalse("a name was logged");
        foreach (var institution in hub.Demo.Institutions)
            logs.Contains(institution.AccessKey, StringComparison.Ordinal).ShouldBeFalse("an access key was logged");
        foreach (var login in hub.Demo.Logins)
            foreach (var secret in (string[])[login.User, login.Password, login.TotpSecret])
                logs.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a login was logged");
        logs.Contains("\"subject\"", StringComparison.Ordinal).ShouldBeFalse("a body was logged");
    }

    [Fact]
    public void CapturedLogs_Machinery_WouldFindWhatIsLogged()
    {
        // The suite did log: the grep above reads real lines, not an empty list.
        HubFixture.Logs.ShouldContain(l => l.Contains("/v1/entitlements/check", StringComparison.Ordinal));
    }

    private List<string> Names()
    {
        using var civil = new SqliteConnection($"Data Source={Path.Combine(hub.Settings.CountryFolder, "civil-registry.db")};Mode=ReadOnly;Pooling=False");
        civil.Open();
        using var command = civil.CreateCommand();
        command.CommandText = "SELECT DISTINCT NM_FAM_KH FROM PEOPLE UNION SELECT DISTINCT NM_GIV_KH FROM PEOPLE UNION SELECT DISTINCT NM_FAM_LA || ' ' || NM_GIV_LA FROM PEOPLE";
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
            if (!rows.IsDBNull(0) && rows.GetString(0).Length > 2)
                names.Add(rows.GetString(0));
        return names;
    }
}
