using Interop.Country.People;
using Interop.Country.Writing;

namespace Interop.Country.CivilRegistry;

/// <summary>The civil registry's database, with the names its own designers gave: capitals and abbreviations.</summary>
internal sealed class CivilRegistryFile : IDisposable
{
    private const string Schema = """
        CREATE TABLE PEOPLE (
            PID TEXT PRIMARY KEY, NID TEXT, BRN TEXT, FBN TEXT, FB_LINE TEXT, FB_REL TEXT,
            NM_FAM_KH TEXT, NM_GIV_KH TEXT, NM_FAM_LA TEXT, NM_GIV_LA TEXT,
            DOB TEXT, DOB_APPROX INTEGER, SEX_CD TEXT, VILL_CD TEXT, OCC_CD TEXT, REG_DT TEXT, DEREG_DT TEXT, UPD_DT TEXT) WITHOUT ROWID;
        CREATE TABLE BIRTHS (CHILD_PID TEXT PRIMARY KEY, BRN TEXT, MOTHER_NID TEXT, REG_DT TEXT) WITHOUT ROWID;
        CREATE TABLE DEATHS (PID TEXT PRIMARY KEY, DOD TEXT, REG_DT TEXT) WITHOUT ROWID;
        CREATE TABLE FAMILY_BOOKS (FBN TEXT, VILL_CD TEXT, HEAD_PID TEXT);
        CREATE TABLE CHANGES (SEQ INTEGER PRIMARY KEY AUTOINCREMENT, PID TEXT NOT NULL, WHAT TEXT NOT NULL, AT TEXT NOT NULL);
        """;

    // NID is not unique: the same number on two people is one of the faults a registry has.
    private const string Indices = """
        CREATE INDEX PEOPLE_NID ON PEOPLE (NID);
        CREATE INDEX PEOPLE_BRN ON PEOPLE (BRN);
        CREATE INDEX PEOPLE_FB ON PEOPLE (FBN, FB_LINE);
        CREATE INDEX BIRTHS_MOTHER ON BIRTHS (MOTHER_NID);
        CREATE UNIQUE INDEX FAMILY_BOOKS_FBN ON FAMILY_BOOKS (FBN)
        """;

    private readonly Database database;
    private readonly RowInsert people, births, deaths, books;

    public CivilRegistryFile(string file)
    {
        database = new(file, Schema);
        people = database.Into("PEOPLE", "PID", "NID", "BRN", "FBN", "FB_LINE", "FB_REL", "NM_FAM_KH", "NM_GIV_KH", "NM_FAM_LA", "NM_GIV_LA",
            "DOB", "DOB_APPROX", "SEX_CD", "VILL_CD", "OCC_CD", "REG_DT", "DEREG_DT", "UPD_DT");
        births = database.Into("BIRTHS", "CHILD_PID", "BRN", "MOTHER_NID", "REG_DT");
        deaths = database.Into("DEATHS", "PID", "DOD", "REG_DT");
        books = database.Into("FAMILY_BOOKS", "FBN", "VILL_CD", "HEAD_PID");
    }

    public void Write(Household household)
    {
        books.Text(household.BookNumber).Text(household.Village).Text(household.Members[0].Numbers.CivilKey(false)).Insert();
        foreach (var person in household.Members)
            Write(person);
    }

    public void Finish(CancellationToken cancellation) => database.Finish(Indices, cancellation);

    public void Dispose()
    {
        people.Dispose();
        births.Dispose();
        deaths.Dispose();
        books.Dispose();
        database.Dispose();
    }

    private void Write(Person person)
    {
        var key = person.Numbers.CivilKey(false);
        WritePerson(person, key);
        if (person.BirthRegistration is not null)
            births.Text(key).Text(person.BirthRegistration).Text(person.MotherNationalId).Date(person.Registered).Insert();
        if (person.Died is not null)
            deaths.Text(key).Date(person.Died).Date(person.DeathRegistered).Insert();
        if (person.Duplicated)
            WriteDuplicate(person);
        database.CountRow();
    }

    private void WritePerson(Person person, string key) => people
        .Text(key).Text(person.NationalId).Text(person.BirthRegistration)
        .Text(person.InFamilyBook ? person.Household.BookNumber : null).Text(person.InFamilyBook ? person.Line.ToString("00") : null)
        .Number((int)person.Relation)
        .Text(person.Family.Khmer).Text(person.Given.Khmer).Text(person.Family.Latin).Text(person.Given.Latin)
        .Date(person.RegisteredBirth).Flag(person.Approximate).Text(person.Female ? "2" : "1")
        .Text(person.Household.Village).Text(person.Occupation)
        .Date(person.Registered).Date(person.DeathRegistered).Moment(person.Updated).Insert();

    /// <summary>The same national ID, entered a second time elsewhere: no family book, the other romanisation.</summary>
    private void WriteDuplicate(Person person) => people
        .Text(person.Numbers.CivilKey(true)).Text(person.NationalId).Text(null).Text(null).Text(null).Text(null)
        .Text(person.Family.Khmer).Text(person.Given.Khmer).Text(person.Family.OtherLatin).Text(person.Given.OtherLatin)
        .Date(person.RegisteredBirth).Flag(person.Approximate).Text(person.Female ? "2" : "1")
        .Text(person.Household.Village).Text(null)
        .Date(person.Registered).Date(null).Moment(person.Updated).Insert();
}
