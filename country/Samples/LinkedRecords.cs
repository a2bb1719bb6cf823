using Interop.Country.People;

namespace Interop.Country.Samples;

internal enum Registry { Civil, IdPoor, HealthInsurance, Programmes }

/// <summary>
/// The records of one person that exact identifiers join, starting from one registry's record: two records belong together when
/// they hold the same identifier, and so on through the records so found. What is not reached is not known to be this person's.
/// </summary>
internal sealed class LinkedRecords
{
    private const string NationalId = "national-id", BirthRegistration = "birth-registration", Nssf = "nssf",
        EquityCard = "equity-card", FamilyBook = "family-book";

    // By registry: the identifier types it can be asked by.
    private static readonly string[][] Indexed =
    [
        [NationalId, BirthRegistration, FamilyBook],
        [EquityCard, NationalId, FamilyBook],
        [Nssf, NationalId, BirthRegistration, EquityCard],
        [NationalId, BirthRegistration, EquityCard],
    ];

    private readonly List<(string Type, string Value)>?[] records;
    private readonly bool[] reached = new bool[4];

    private LinkedRecords(Person person)
    {
        Person = person;
        var (insured, row, benefits) = (person.Insured, person.Assessments.LastOrDefault(), person.Beneficiary);
        records =
        [
            Held((NationalId, person.NationalId), (BirthRegistration, person.BirthRegistration), (FamilyBook, person.FamilyBookLine)),
            row is null ? null : Held((EquityCard, row.EquityCard), (NationalId, row.NationalId), (FamilyBook, row.FamilyBookNumber)),
            insured is null ? null : Held((Nssf, insured.Number), (NationalId, insured.IdCard), (BirthRegistration, insured.BirthCertificate), (EquityCard, insured.EquityCard)),
            benefits is null ? null : Held((NationalId, benefits.CitizenNumber), (BirthRegistration, benefits.BirthRegistration), (EquityCard, benefits.EquityCard)),
        ];
    }

    public Person Person { get; }
    /// <summary>Every identifier of the records reached, by type. All copies of one type agree, except for conflicted people.</summary>
    public SortedDictionary<string, string> Identifiers { get; } = new(StringComparer.Ordinal);

    public static LinkedRecords From(Person person, Registry start)
    {
        var linked = new LinkedRecords(person);
        linked.Reach(start);
        return linked;
    }

    public bool Has(Registry registry) => reached[(int)registry];

    /// <summary>Whether the other registries tell an identifier by which this one could have been asked.</summary>
    public bool CanBeAsked(Registry registry)
    {
        for (var other = 0; other < records.Length; other++)
            if (other != (int)registry && reached[other] && records[other]!.Exists(id => Indexed[(int)registry].Contains(id.Type)))
                return true;
        return false;
    }

    private void Reach(Registry registry)
    {
        if (records[(int)registry] is not { } found || reached[(int)registry])
            return;
        reached[(int)registry] = true;
        foreach (var (type, value) in found)
            Identifiers[type] = value;
        for (var other = 0; other < records.Length; other++)
            if (records[other]?.Exists(found.Contains) == true)
                Reach((Registry)other);
    }

    private static List<(string, string)> Held(params ReadOnlySpan<(string Type, string? Value)> identifiers)
    {
        List<(string, string)> held = [];
        foreach (var (type, value) in identifiers)
            if (value is not null)
                held.Add((type, value));
        return held;
    }
}
