using Interop.Gateway.Entitlements;
using Interop.Gateway.Registries;

namespace Interop.Gateway.CrossTables;

/// <summary>
/// Decides one person after the other by the rules of the single check and counts each where they belong. It keeps numbers and nobody; one instance serves
/// one worker.
/// </summary>
internal sealed class PersonCounts(TableLayout layout, CountedAttributes attributes, DateOnly date)
{
    private readonly Dictionary<int, long[]> communes = [];
    private readonly long[][] sexes = New(Divisions.Sexes.Length, layout), ages = New(Divisions.Ages.Length, layout);
    private readonly long[][] disabilities = New(Divisions.Disabilities.Length, layout), wealths = New(Divisions.Wealths.Length, layout);
    private readonly long[] deceased = new long[layout.Width];
    private readonly int[] hits = new int[layout.Tables.Count];

    /// <summary>Where people live who are in no commune that is known.</summary>
    public const int NoCommune = 0;

    public IReadOnlyDictionary<int, long[]> Communes => communes;
    public long[][] Sexes => sexes;
    public long[][] Ages => ages;
    public long[][] Disabilities => disabilities;
    public long[][] Wealths => wealths;
    public long[] Deceased => deceased;

    /// <summary>Counts a person of whom this is known. Whoever is born after the date is not there yet.</summary>
    public void Add(Facts facts)
    {
        var birth = attributes.BirthOf(facts);
        if (birth > date)
            return;
        var age = birth is { } born ? Completed(born) : (int?)null;
        ReadOnlySpan<int> used = hits.AsSpan(0, Decide(facts, age));
        if (attributes.IsDead(facts, date))
        {
            Count(deceased, used);
            return;
        }
        Count(OfCommune(attributes.CommuneOf(facts)), used);
        Count(sexes[attributes.SexOf(facts)], used);
        Count(ages[age is { } years ? Math.Min(years / 5, 17) : Divisions.Ages.Length - 1], used);
        Count(disabilities[attributes.DisabilityOf(facts)], used);
        Count(wealths[attributes.WealthOf(facts, date)], used);
    }

    /// <summary>The counters of one commune.</summary>
    internal long[] OfCommune(int code)
    {
        if (!communes.TryGetValue(code, out var row))
            communes.Add(code, row = new long[layout.Width]);
        return row;
    }

    /// <summary>Counts a person of these statuses in one group.</summary>
    internal static void Count(long[] row, ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            row[status]++;
    }

    /// <summary>Takes in what another worker counted.</summary>
    public void Add(PersonCounts other)
    {
        foreach (var (commune, counts) in other.communes)
            Sum(OfCommune(commune), counts);
        foreach (var (mine, theirs) in (ReadOnlySpan<(long[][], long[][])>)[(sexes, other.sexes), (ages, other.ages), (disabilities, other.disabilities), (wealths, other.wealths)])
            for (var i = 0; i < mine.Length; i++)
                Sum(mine[i], theirs[i]);
        Sum(deceased, other.deceased);
    }

    /// <summary>Puts the counters of every status the person has into <see cref="hits"/>; tells how many.</summary>
    private int Decide(Facts facts, int? age)
    {
        var used = 0;
        hits[used++] = 0;
        Span<int> reached = stackalloc int[layout.Kinds.Count];
        reached.Clear();
        var (cash, allowance, contributes, insured) = (false, false, false, false);
        for (var i = 0; i < layout.Programmes.Count; i++)
        {
            var version = layout.Programmes[i].On(date);
            var verdict = version?.Evaluate(facts, date) ?? default;
            var status = Statuses.Of(verdict.Entitled, verdict.Enrolled, version?.Receiving?.Evaluate(facts, date) ?? Truth.Unknown);
            hits[used++] = layout.Starts[1 + i] + status;
            if (version is null)
                continue;
            for (var k = 0; Statuses.IsReached(status) && k < reached.Length; k++)
                if (layout.Kinds[k] == version.Kind)
                    reached[k]++;
            cash |= Statuses.IsReceiving(status) && (version.Kind is ProgrammeKind.Cash or ProgrammeKind.Work);
            allowance |= Statuses.IsReceiving(status) && layout.Programmes[i].Code == CountedAttributes.DisabilityAllowance;
            contributes |= Statuses.IsEnrolled(status) && CountedAttributes.Contributory.Contains(layout.Programmes[i].Code);
            insured |= Statuses.IsEnrolled(status) && layout.Programmes[i].Code == CountedAttributes.WorkInjury;
        }
        for (var k = 0; k < reached.Length; k++)
            hits[used++] = layout.Starts[layout.FirstKind + k] + Math.Min(reached[k], 2);
        if (attributes.IsDead(facts, date))
            return used;
        var person = new CoveredPerson(age, attributes.IsPoor(facts, date), attributes.DisabilityOf(facts) == 0, age >= Coverage.WorkFrom && attributes.HasWork(facts), cash, allowance, contributes, insured);
        for (var i = 0; i < Coverage.Counted.Count; i++)
            if (Coverage.Counted[i].Covered!(person) is { } covered)
                hits[used++] = layout.Starts[layout.FirstIndicator + i] + (covered ? 0 : 1);
        return used;
    }

    /// <summary>As in the rules: whoever is born on 29 February completes a year on 1 March where there is no 29 February.</summary>
    private int Completed(DateOnly birth) => date.Year - birth.Year - ((date.Month, date.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);

    private static void Sum(long[] into, long[] from)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] += from[i];
    }

    private static long[][] New(int rows, TableLayout layout) => [.. Enumerable.Range(0, rows).Select(_ => new long[layout.Width])];
}
