using Interop.Gateway.Entitlements;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Entitlements;

/// <summary>
/// The twelve rules written a second time, straight from their prose and in C#'s own three-valued <c>bool?</c>, with nothing of the engine.
/// What the compiled rule files answer must equal this.
/// </summary>
internal sealed class ProseRules(Facts facts, DateOnly date)
{
    public static readonly string[] Codes =
    [
        "cash-transfer", "cbhi", "disability-allowance", "hef", "nssf-c", "nssf-health", "nssf-injury", "public-works", "rh-voucher", "scholarship", "school-meals", "veterans",
    ];

    public Verdict Of(string programme)
    {
        var (entitled, enrolled, inForce) = programme switch
        {
            "nssf-health" => (Alive & Age(15, 120) & (Member("nssf") | Occupation("factory-worker", "private-employee")), Member("nssf"),
                Alive & Member("nssf") & Date("nssf.contributionsTo", d => d >= date.AddDays(-60))),
            "nssf-injury" => (Alive & Age(15, 120) & (Member("nssf") | Occupation("factory-worker", "private-employee")), Member("nssf"), Alive & Member("nssf")),
            "nssf-c" => (Alive & Age(15, 120) & (Member("nssfc") | Occupation("civil-servant", "retired-civil-servant")), Member("nssfc"), Alive & Member("nssfc")),
            "veterans" => (Alive & Code("veteran.status", "veteran", "dependant"), Enrolled("veterans"), false),
            "hef" => (Hef, Member("hef"), Hef),
            "cbhi" => (Alive & (Member("cbhi") | Occupation("farmer", "informal")), Member("cbhi"), Alive & Member("cbhi")),
            "rh-voucher" => (Voucher, Enrolled("rhvoucher"), Voucher & Enrolled("rhvoucher")),
            "cash-transfer" => (Alive & ((Female & Pregnant & Poor("")) | (Age(0, 1) & (Poor("") | Poor("mother.")))), Enrolled("cashtransfer"), false),
            "scholarship" => (Alive & Age(6, 20) & Yes("school.enrolled") & Grade(4, 12) & Poor(""), Enrolled("scholarship"), false),
            "school-meals" => (Alive & Yes("school.enrolled") & Grade(1, 6) & Yes("school.meals"), Enrolled("schoolmeals"), false),
            "public-works" => (Alive & Age(18, 60) & Poor("") & !Member("nssf") & !Member("nssfc") & !Pregnant, Enrolled("publicworks"), false),
            "disability-allowance" => (Alive & Code("disability.severity", "moderate", "severe") & Certified & Poor(""), Enrolled("disabilityallowance"), (bool?)false),
            _ => throw new ArgumentOutOfRangeException(nameof(programme)),
        };
        return new(Truth(entitled), Truth(enrolled), Truth(inForce));
    }

    private static Truth Truth(bool? value) => value switch
    {
        true => Gateway.Entitlements.Truth.True,
        false => Gateway.Entitlements.Truth.False,
        null => Gateway.Entitlements.Truth.Unknown,
    };

    private bool? Alive => OrNone("vital.deathDate", d => d > date);
    private bool? Female => Code("vital.sex", "female");
    private bool? Pregnant => Date("maternity.expectedDelivery", d => date <= d.AddDays(42)) & Date("maternity.expectedDelivery", d => date >= d.AddDays(-280));
    private bool? Hef => Alive & (Poor("") | Member("hef") | (Age(0, 1) & Poor("mother.")));
    private bool? Voucher => Alive & Female & Pregnant & Poor("");
    private bool? Certified => State("disability.certifiedTo") == FactState.None ? true : StaleIsUnknown("disability.certifiedTo");

    private bool? Member(string scheme) =>
        Code($"{scheme}.status", "active") & OrNone($"{scheme}.from", d => d <= date) & OrNone($"{scheme}.to", d => d >= date);

    private bool? Enrolled(string programme) => Date($"enrolment.{programme}.from", d => d <= date) & OrNone($"enrolment.{programme}.to", d => d >= date);

    private bool? Poor(string whose) => Code($"{whose}idpoor.level", "1", "2") & StaleIsUnknown($"{whose}idpoor.validTo");

    private bool? StaleIsUnknown(string name) => Date(name, d => d >= date) is not { } valid ? null : valid || State(name) == FactState.None ? valid : null;

    private bool? Occupation(params string[] codes) => Code("occupation.code", codes);
    private bool? Yes(string name) => Test(name, v => v.Boolean);
    private bool? Grade(int min, int max) => Test("school.grade", v => v.Number >= min && v.Number <= max);
    private bool? Code(string name, params string[] codes) => Test(name, v => codes.Contains(v.Text));
    private bool? Date(string name, Func<DateOnly, bool> holds) => Test(name, v => holds(v.Date));
    private bool? OrNone(string name, Func<DateOnly, bool> holds) => State(name) == FactState.None ? true : Date(name, holds);

    /// <summary>A comparison on none is false, on anything unknown it is unknown.</summary>
    private bool? Test(string name, Func<AttributeValue, bool> holds) => State(name) switch
    {
        FactState.Value => holds(facts[AttributeCatalogue.Current[name]].Value),
        FactState.None => false,
        _ => null,
    };

    private FactState State(string name) => facts[AttributeCatalogue.Current[name]].State;

    /// <summary>Looks at every day on which the person may have been born.</summary>
    private bool? Age(int min, int max)
    {
        if (State("vital.birthDate") != FactState.Value)
            return null;
        var written = facts[AttributeCatalogue.Current["vital.birthDate"]].Value.Date;
        var exact = written <= date && InRange(written);
        var days = Enumerable.Range(0, 366).Select(n => new DateOnly(written.Year, 1, 1).AddDays(n)).Where(d => d.Year == written.Year && d <= date).Select(InRange).Distinct().ToArray();
        bool? rough = days switch { [] => false, [var only] => only, _ => null };
        return State("vital.birthDateApproximate") switch
        {
            FactState.None => exact,
            FactState.Value => Yes("vital.birthDateApproximate") == true ? rough : exact,
            _ => exact == rough ? exact : null,
        };

        bool InRange(DateOnly born) => Birthday(born, min) <= date && Birthday(born, max + 1) > date;
    }

    private static DateOnly Birthday(DateOnly born, int age) => born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(born.Year + age)
        ? new(born.Year + age, 3, 1)
        : new(born.Year + age, born.Month, born.Day);
}
