using Interop.Gateway.Entitlements;
using Interop.Gateway.Wire;

namespace Interop.Gateway.CrossTables;

/// <summary>Which tables a run counts, and where in a row's counts each begins.</summary>
internal sealed class TableLayout
{
    public TableLayout(IReadOnlyList<Programme> programmes, DateOnly date)
    {
        Programmes = programmes;
        Kinds = [.. programmes.Select(p => p.On(date)?.Kind).OfType<ProgrammeKind>().GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key).Order()];
        Tables =
        [
            Statuses.Population, .. programmes.Select(p => Statuses.OfProgramme(p.Code)), .. Kinds.Select(k => Statuses.OfKind(WireName.Of(k))),
            .. Coverage.Counted.Select(c => Statuses.OfIndicator(c.Code)),
        ];
        Starts = new int[Tables.Count];
        for (var i = 0; i < Tables.Count; i++)
        {
            Starts[i] = Width;
            Width += Tables[i].Names.Count;
        }
    }

    public IReadOnlyList<Programme> Programmes { get; }
    /// <summary>Kinds of which there are two programmes or more.</summary>
    public IReadOnlyList<ProgrammeKind> Kinds { get; }
    public IReadOnlyList<Statuses> Tables { get; }
    public int[] Starts { get; }
    /// <summary>Counters a row has.</summary>
    public int Width { get; }

    public int FirstKind => 1 + Programmes.Count;
    public int FirstIndicator => FirstKind + Kinds.Count;

    /// <summary>The table of that code, or null.</summary>
    public int? Find(string code) => Tables.Index().Where(t => t.Item.Code == code).Select(t => (int?)t.Index).FirstOrDefault();

    /// <summary>A number of a row as it was counted.</summary>
    public long Count(CrossRow row, int table, int shown)
    {
        var sum = 0L;
        foreach (var status in Tables[table].StatusesOf(shown))
            sum += row.Counts[Starts[table] + status];
        return sum;
    }

    /// <summary>Whether a table is about the groups of a division: indicators are told of the whole country and of each sex.</summary>
    public bool Covers(int table, string division) => Tables[table].CountsAll || division is Divisions.Life or Divisions.Sex;
}
