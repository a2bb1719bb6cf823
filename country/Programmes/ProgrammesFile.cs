using Interop.Country.People;
using Interop.Country.Writing;

namespace Interop.Country.Programmes;

/// <summary>The programmes registry's database: what it knows of beneficiaries, their enrolments and the benefits declared each month.</summary>
internal sealed class ProgrammesFile : IDisposable
{
    private const int DeclaredMonths = 3;

    // last_benefit_month repeats the newest declaration: the view is read for every question, the declarations hardly ever.
    private const string Schema = """
        CREATE TABLE programme (prog_code TEXT PRIMARY KEY, title_en TEXT, title_km TEXT, monthly_riel INTEGER) WITHOUT ROWID;
        CREATE TABLE beneficiary (
            benef_id TEXT PRIMARY KEY, citizen_no TEXT, birth_reg TEXT, equity_no TEXT, name_km TEXT, name_la TEXT,
            dis_grade TEXT, dis_kind TEXT, dis_until TEXT, edd TEXT, in_school INTEGER, grade INTEGER, meals_school INTEGER, vet_kind TEXT,
            first_seen TEXT, changed_at TEXT) WITHOUT ROWID;
        CREATE TABLE enrolment (
            benef_id TEXT, prog_code TEXT, start_date TEXT, end_date TEXT, last_benefit_month TEXT, changed_at TEXT,
            PRIMARY KEY (benef_id, prog_code, start_date)) WITHOUT ROWID;
        CREATE TABLE benefit_declaration (
            benef_id TEXT, prog_code TEXT, month TEXT, amount_riel INTEGER, PRIMARY KEY (benef_id, prog_code, month)) WITHOUT ROWID;
        CREATE TABLE change_log (change_no INTEGER PRIMARY KEY AUTOINCREMENT, benef_id TEXT NOT NULL, what TEXT NOT NULL, changed_at TEXT NOT NULL);
        CREATE VIEW v_enrolment AS
            SELECT benef_id, prog_code, start_date, end_date, last_benefit_month, changed_at FROM enrolment;
        """;

    private const string Indices = """
        CREATE INDEX beneficiary_citizen ON beneficiary (citizen_no);
        CREATE INDEX beneficiary_birth ON beneficiary (birth_reg);
        CREATE INDEX beneficiary_equity ON beneficiary (equity_no)
        """;

    private readonly Database database;
    private readonly RowInsert beneficiaries, enrolments, declarations;

    public ProgrammesFile(string file)
    {
        database = new(file, Schema);
        using var programmes = database.Into("programme", "prog_code", "title_en", "title_km", "monthly_riel");
        foreach (var (code, english, khmer, amount) in ProgrammeCodes.All)
            programmes.Text(code).Text(english).Text(khmer).Number(amount).Insert();
        beneficiaries = database.Into("beneficiary", "benef_id", "citizen_no", "birth_reg", "equity_no", "name_km", "name_la", "dis_grade", "dis_kind",
            "dis_until", "edd", "in_school", "grade", "meals_school", "vet_kind", "first_seen", "changed_at");
        enrolments = database.Into("enrolment", "benef_id", "prog_code", "start_date", "end_date", "last_benefit_month", "changed_at");
        declarations = database.Into("benefit_declaration", "benef_id", "prog_code", "month", "amount_riel");
    }

    public void Write(Beneficiary row)
    {
        beneficiaries
            .Text(row.Id).Text(row.CitizenNumber).Text(row.BirthRegistration).Text(row.EquityCard).Text(row.NameKhmer).Text(row.NameLatin)
            .Text(row.DisabilityGrade).Text(row.DisabilityKind).Date(row.DisabilityUntil).Date(row.ExpectedDelivery)
            .Flag(row.InSchool).Number(row.Grade).Flag(row.MealsAtSchool).Text(row.Veteran).Date(row.FirstSeen).Moment(row.Changed).Insert();
        foreach (var enrolment in row.Enrolments)
            Write(row.Id, enrolment);
        database.CountRow();
    }

    public void Finish(CancellationToken cancellation) => database.Finish(Indices, cancellation);

    public void Dispose()
    {
        beneficiaries.Dispose();
        enrolments.Dispose();
        declarations.Dispose();
        database.Dispose();
    }

    private void Write(string beneficiary, Enrolment enrolment)
    {
        enrolments.Text(beneficiary).Text(enrolment.Programme).Date(enrolment.Start).Date(enrolment.End).Date(enrolment.LastBenefit)
            .Moment(enrolment.Changed).Insert();
        var amount = Array.Find(ProgrammeCodes.All, p => p.Code == enrolment.Programme).Amount;
        for (var back = 0; back < DeclaredMonths && enrolment.LastBenefit?.AddMonths(-back) >= enrolment.Start; back++)
            declarations.Text(beneficiary).Text(enrolment.Programme).Date(enrolment.LastBenefit?.AddMonths(-back)).Number(amount).Insert();
    }
}
