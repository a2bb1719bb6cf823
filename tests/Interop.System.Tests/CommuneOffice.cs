using Microsoft.Data.Sqlite;

namespace Interop.System.Tests;

/// <summary>The people of the demo's commune office, as the civil registry has them, and others.</summary>
internal static class CommuneOffice
{
    /// <summary>The national number of somebody who lives in the commune.</summary>
    public static string Resident(HubFixture hub) => Number(hub, "VILL_CD LIKE '120101%'");

    /// <summary>That of somebody who lives elsewhere.</summary>
    public static string Stranger(HubFixture hub) => Number(hub, "VILL_CD NOT LIKE '120101%'");

    private static string Number(HubFixture hub, string where)
    {
        using var registry = new SqliteConnection($"Data Source={Path.Combine(hub.Settings.CountryFolder, "civil-registry.db")};Mode=ReadOnly;Pooling=False");
        registry.Open();
        using var command = registry.CreateCommand();
        command.CommandText = $"SELECT NID FROM PEOPLE WHERE NID IS NOT NULL AND {where} GROUP BY NID HAVING COUNT(*) = 1 ORDER BY NID LIMIT 1";
        return (string)command.ExecuteScalar()!;
    }
}
