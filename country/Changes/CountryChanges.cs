using System.Globalization;
using System.Security.Cryptography;

namespace Interop.Country.Changes;

/// <summary>
/// What happens in a country that has been written: each event changes its registry and is told in that registry's table of changes, in one
/// transaction, as a ministry's own program would do it.
/// </summary>
/// <param name="folder">The country's folder.</param>
/// <param name="time">Says when.</param>
public sealed class CountryChanges(string folder, TimeProvider time)
{
    // Keys from here on are given to nobody when a country is written.
    private const int FirstKey = 900_000_000;

    private readonly string civil = CountryFiles.CivilRegistry(folder), programmes = CountryFiles.Programmes(folder);

    /// <summary>Makes the tables of changes in a country that was written before there were any.</summary>
    public void Prepare()
    {
        using (var registry = ChangedFile.Open(civil))
        {
            registry.Run("CREATE TABLE IF NOT EXISTS CHANGES (SEQ INTEGER PRIMARY KEY AUTOINCREMENT, PID TEXT NOT NULL, WHAT TEXT NOT NULL, AT TEXT NOT NULL)");
            registry.Commit();
        }
        using (var registry = ChangedFile.Open(programmes))
        {
            registry.Run("CREATE TABLE IF NOT EXISTS change_log (change_no INTEGER PRIMARY KEY AUTOINCREMENT, benef_id TEXT NOT NULL, what TEXT NOT NULL, changed_at TEXT NOT NULL)");
            registry.Commit();
        }
    }

    /// <summary>Registers a child born today. Its birth registration number, or null when nobody, or more than one, holds the mother's number.</summary>
    public string? RegisterBirth(string motherNationalId, bool female)
    {
        using var registry = ChangedFile.Open(civil);
        if (registry.One("SELECT PID FROM PEOPLE WHERE NID = $0", motherNationalId) is not { } mother)
            return null;
        var number = $"BR{time.GetUtcNow().Year}{RandomNumberGenerator.GetInt32(90_000_000, 100_000_000)}";
        var key = NextKey(registry, "K", "SELECT COUNT(*) FROM CHANGES");
        registry.Run(
            """
            INSERT INTO PEOPLE (PID, NID, BRN, FBN, FB_LINE, FB_REL, NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, DOB, DOB_APPROX, SEX_CD, VILL_CD, OCC_CD, REG_DT, DEREG_DT, UPD_DT)
            SELECT $0, NULL, $1, NULL, NULL, NULL, NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, $2, 0, $3, VILL_CD, '00', $2, NULL, $4 FROM PEOPLE WHERE PID = $5
            """, key, number, Today, female ? "2" : "1", Moment, mother);
        registry.Run("INSERT INTO BIRTHS VALUES ($0, $1, $2, $3)", key, number, motherNationalId, Today);
        Tell(registry, key, "BIRTH");
        return number;
    }

    /// <summary>Registers a death; false when nobody who lives, or more than one, holds the number.</summary>
    public bool RegisterDeath(string nationalId, DateOnly died)
    {
        using var registry = ChangedFile.Open(civil);
        if (registry.One("SELECT PID FROM PEOPLE WHERE NID = $0 AND PID NOT IN (SELECT PID FROM DEATHS)", nationalId) is not { } key)
            return false;
        registry.Run("INSERT INTO DEATHS VALUES ($0, $1, $2)", key, died.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Today);
        registry.Run("UPDATE PEOPLE SET DEREG_DT = $1, UPD_DT = $2 WHERE PID = $0", key, Today, Moment);
        Tell(registry, key, "DEATH");
        return true;
    }

    /// <summary>Issues an identity card. Its number, or null when nobody without one holds the birth registration.</summary>
    public string? IssueCard(string birthRegistration)
    {
        using var registry = ChangedFile.Open(civil);
        if (registry.One("SELECT PID FROM PEOPLE WHERE BRN = $0 AND NID IS NULL", birthRegistration) is not { } key)
            return null;
        string number;
        do
            number = RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture);
        while (registry.One("SELECT PID FROM PEOPLE WHERE NID = $0", number) is not null);
        registry.Run("UPDATE PEOPLE SET NID = $1, UPD_DT = $2 WHERE PID = $0", key, number, Moment);
        Tell(registry, key, "CARD");
        return number;
    }

    /// <summary>Enrols somebody, today. A person whom the programmes do not know yet becomes known by the one number given.</summary>
    /// <param name="nationalId">Or null.</param>
    /// <param name="birthRegistration">Or null; looked at when there is no national ID.</param>
    /// <param name="programme">The registry's own code, e.g. <c>DIS</c>.</param>
    /// <returns>False when the person is enrolled already.</returns>
    public bool BeginEnrolment(string? nationalId, string? birthRegistration, string programme)
    {
        using var registry = ChangedFile.Open(programmes);
        if (BeneficiaryOf(registry, nationalId, birthRegistration) is not { } key)
        {
            key = NextKey(registry, "B", "SELECT COUNT(*) FROM beneficiary WHERE benef_id >= 'B900000000'");
            registry.Run("INSERT INTO beneficiary (benef_id, citizen_no, birth_reg, first_seen, changed_at) VALUES ($0, $1, $2, $3, $4)",
                key, nationalId, nationalId is null ? birthRegistration : null, Today, Moment);
        }
        if (registry.One("SELECT start_date FROM enrolment WHERE benef_id = $0 AND prog_code = $1 AND (end_date IS NULL OR start_date = $2)", key, programme, Today) is not null)
            return false;
        registry.Run("INSERT INTO enrolment VALUES ($0, $1, $2, NULL, NULL, $3)", key, programme, Today, Moment);
        TellProgramme(registry, key, "BEG");
        return true;
    }

    /// <summary>Ends an enrolment, today; false when there is none.</summary>
    public bool EndEnrolment(string? nationalId, string? birthRegistration, string programme)
    {
        using var registry = ChangedFile.Open(programmes);
        if (BeneficiaryOf(registry, nationalId, birthRegistration) is not { } key
            || registry.Run("UPDATE enrolment SET end_date = $2, changed_at = $3 WHERE benef_id = $0 AND prog_code = $1 AND end_date IS NULL", key, programme, Today, Moment) == 0)
            return false;
        TellProgramme(registry, key, "END");
        return true;
    }

    private string Today => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Moment => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? BeneficiaryOf(ChangedFile registry, string? nationalId, string? birthRegistration) => nationalId is not null
        ? registry.One("SELECT benef_id FROM beneficiary WHERE citizen_no = $0", nationalId)
        : registry.One("SELECT benef_id FROM beneficiary WHERE birth_reg = $0", birthRegistration);

    private static string NextKey(ChangedFile registry, string letter, string count) =>
        letter + (FirstKey + int.Parse(registry.One(count)!, CultureInfo.InvariantCulture)).ToString("D9", CultureInfo.InvariantCulture);

    private void Tell(ChangedFile registry, string key, string what)
    {
        registry.Run("INSERT INTO CHANGES (PID, WHAT, AT) VALUES ($0, $1, $2)", key, what, Moment);
        registry.Commit();
    }

    private void TellProgramme(ChangedFile registry, string key, string what)
    {
        registry.Run("INSERT INTO change_log (benef_id, what, changed_at) VALUES ($0, $1, $2)", key, what, Moment);
        registry.Commit();
    }
}
