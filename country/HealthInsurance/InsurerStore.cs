using Interop.Country.People;
using Interop.Country.Writing;

namespace Interop.Country.HealthInsurance;

/// <summary>
/// The insurer's private store, one row per policy as its web service shows them. Nobody but <see cref="InsurerListener"/> reads it.
/// Dates are kept in the form the service answers with, so that an answer is copied, not converted.
/// </summary>
internal sealed class InsurerStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE policy (
            insured_no TEXT, seq INTEGER, id_card_no TEXT, birth_cert_no TEXT, equity_ref TEXT, scheme TEXT, status TEXT,
            eff TEXT, exp TEXT, package TEXT, paid_to TEXT, changed TEXT, name TEXT, PRIMARY KEY (insured_no, seq)) WITHOUT ROWID;
        """;

    private const string Indices = """
        CREATE INDEX policy_id_card ON policy (id_card_no) WHERE id_card_no IS NOT NULL;
        CREATE INDEX policy_birth_cert ON policy (birth_cert_no) WHERE birth_cert_no IS NOT NULL;
        CREATE INDEX policy_equity ON policy (equity_ref) WHERE equity_ref IS NOT NULL
        """;

    private const string Day = "dd'/'MM'/'yyyy";
    private readonly Database database;
    private readonly RowInsert policies;

    public InsurerStore(string file)
    {
        database = new(file, Schema);
        policies = database.Into("policy", "insured_no", "seq", "id_card_no", "birth_cert_no", "equity_ref", "scheme", "status",
            "eff", "exp", "package", "paid_to", "changed", "name");
    }

    public void Write(InsuredPerson person)
    {
        for (var i = 0; i < person.Policies.Count; i++)
        {
            var policy = person.Policies[i];
            policies.Text(person.Number).Number(i + 1).Text(person.IdCard).Text(person.BirthCertificate).Text(person.EquityCard)
                .Text(policy.Scheme).Text(policy.Status switch { 'A' => "A", 'S' => "S", _ => "E" })
                .Date(policy.From, Day).Date(policy.To, Day).Text(Package(policy.Scheme)).Date(policy.PaidTo, Day)
                .Moment(policy.Changed).Text(person.Name).Insert();
            database.CountRow();
        }
    }

    public void Finish(CancellationToken cancellation) => database.Finish(Indices, cancellation);

    public void Dispose()
    {
        policies.Dispose();
        database.Dispose();
    }

    private static string Package(string scheme) => scheme switch
    {
        Schemes.Nssf => "P1-HC",
        Schemes.NssfCivil => "C1-HC",
        Schemes.HealthEquityFund => "H1-STD",
        _ => "B1-BAS",
    };
}
