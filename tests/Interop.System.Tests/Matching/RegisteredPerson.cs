using Microsoft.Data.Sqlite;

namespace Interop.System.Tests.Matching;

/// <summary>What the civil registry holds of somebody.</summary>
internal sealed record RegisteredPerson(
    string FamilyKhmer, string GivenKhmer, string FamilyLatin, string GivenLatin, string Birth, string Sex, string Village, string NationalId)
{
    /// <summary>A person with papers, whose day of birth is known and who shares all they say with nobody.</summary>
    /// <param name="where">A further condition on the table PEOPLE.</param>
    public static RegisteredPerson Of(HubFixture hub, string where = "1 = 1")
    {
        using var civil = new SqliteConnection($"Data Source={Path.Combine(hub.Settings.CountryFolder, "civil-registry.db")};Mode=ReadOnly;Pooling=False");
        civil.Open();
        using var command = civil.CreateCommand();
#pragma warning disable CA2100 // constant text of the tests
        command.CommandText = $"""
            SELECT NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, DOB, SEX_CD, VILL_CD, NID FROM PEOPLE p
            WHERE NID IS NOT NULL AND FBN IS NOT NULL AND DOB_APPROX = 0 AND DEREG_DT IS NULL AND {where}
              AND NOT EXISTS (SELECT 1 FROM PEOPLE o WHERE o.PID <> p.PID AND (o.NID = p.NID OR (o.FBN = p.FBN AND o.DOB = p.DOB))) ORDER BY PID LIMIT 1
            """;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        rows.Read().ShouldBeTrue();
        return new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5) == "2" ? "female" : "male", rows.GetString(6), rows.GetString(7));
    }

    public override string ToString() => nameof(RegisteredPerson);
}
