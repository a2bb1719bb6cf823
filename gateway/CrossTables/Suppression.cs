namespace Interop.Gateway.CrossTables;

/// <summary>
/// Hides small numbers so that they stay hidden: every number from 1 to 9, and of the others as many as it takes that no hidden one can be worked out from
/// what is shown, whatever sums are used. Zeros are shown; so is nothing of a group whose number of people is hidden.
/// </summary>
/// <remarks>Hundepool et al., Statistical Disclosure Control (2012), chapter 4: threshold rule, secondary suppression, audit.</remarks>
internal sealed class Suppression
{
    /// <summary>The smallest number that is shown, but for zero.</summary>
    public const int Fewest = 10;

    private const int MostRounds = 200;

    private readonly HiddenNumbers table;
    private readonly Dictionary<int, CrossRow> rows;
    private readonly (int Sum, int[] Parts)[] sums;
    private readonly bool totalIsFixed;
    private readonly HashSet<int> useless = [];

    private Suppression(HiddenNumbers table, bool totalIsFixed)
    {
        (this.table, this.totalIsFixed) = (table, totalIsFixed);
        rows = table.Rows.ToDictionary(r => r.Index);
        sums = [.. table.Sums()];
    }

    /// <summary>All tables of a run, in the order of the layout. The number of people of each group is in most of them and is hidden in all or none.</summary>
    public static IReadOnlyList<HiddenNumbers> Of(CrossRow everybody, TableLayout layout)
    {
        var tables = new HiddenNumbers[layout.Tables.Count];
        var population = tables[0] = new(layout, 0, everybody);
        new Suppression(population, totalIsFixed: false).Run();
        Parallel.For(1, tables.Length, i =>
        {
            var numbers = tables[i] = new(layout, i, everybody);
            if (numbers.Statuses.CountsAll)
                foreach (var row in numbers.Rows.Where(r => population.IsHidden(r, Statuses.Total)))
                    for (var shown = 0; shown < numbers.Statuses.Shown; shown++)
                        if (numbers.Value(row, shown) > 0)
                            numbers.Hide(row, shown);
            new Suppression(numbers, totalIsFixed: numbers.Statuses.CountsAll).Run();
        });
        return tables;
    }

    private void Run()
    {
        foreach (var row in table.Rows)
            for (var shown = 0; shown < table.Statuses.Shown; shown++)
                if (table.Value(row, shown) is > 0 and < Fewest)
                    table.Hide(row, shown);
        var derivation = new Derivation(table);
        for (var round = 0; round < MostRounds; round++)
        {
            MendSums();
            var given = derivation.Find();
            int[] must = [.. given.Where(MustHide)];
            if (must.Length > 0)
            {
                if (!Protect(must) && !Protect(given) && !HideMore(given))
                    break;
                continue;
            }
            // What was hidden for the sake of others and follows from what is shown may as well be shown: it tells nothing more, and others may be needed.
            foreach (var number in given)
                table.Reveal(rows[table.Of(number).Row], table.Of(number).Shown);
            useless.UnionWith(given);
            if (MendSums())
                continue;
            if (!Sums().Any(IsWrong))
                return;
            if (!HideMore([.. Sums().Where(IsWrong).Select(s => table.NumberOf(s.Whole.Row, s.Whole.Shown))]))
                break;
        }
        table.IsWithheld = true;
    }

    /// <summary>The number of people is in most tables, so what hides it in one, and with it the whole group, must not be undone in another.</summary>
    private bool MustHide(int number)
    {
        var (index, shown) = table.Of(number);
        return table.Value(rows[index], shown) < Fewest || (totalIsFixed && table.IsHidden(rows[index], Statuses.Total));
    }

    private bool Protect(IReadOnlyCollection<int> given)
    {
        var protectedOne = false;
        foreach (var number in given)
            protectedOne |= Protect(number);
        return protectedOne;
    }

    /// <summary>Hides more until no sum gives a hidden number away by itself, as far as that can be done; whether anything was hidden.</summary>
    private bool MendSums()
    {
        var any = false;
        for (var mended = true; mended;)
        {
            mended = false;
            foreach (var sum in Sums())
                mended |= IsWrong(sum) && HideOneOf(sum);
            any |= mended;
        }
        return any;
    }

    /// <summary>Every sum that holds in the table, with the numbers it is made of.</summary>
    private IEnumerable<Sum> Sums()
    {
        foreach (var row in table.Rows)
        {
            foreach (var (sum, parts) in sums)
                yield return new((row, sum), [.. parts.Select(p => (row, p))]);
            foreach (var group in table.Below(row))
                for (var shown = 0; shown < table.Statuses.Shown; shown++)
                    yield return new((row, shown), [.. group.Select(r => (r, shown))]);
        }
    }

    /// <summary>Whether a sum gives a hidden number away, or tells of fewer people than may be told of.</summary>
    private bool IsWrong(Sum sum)
    {
        var (count, people) = (0, 0L);
        foreach (var part in sum.Parts)
            if (table.IsHidden(part.Row, part.Shown))
            {
                count++;
                people += table.Value(part.Row, part.Shown);
            }
        var whole = table.IsHidden(sum.Whole.Row, sum.Whole.Shown);
        return whole ? count == 0 && table.Value(sum.Whole.Row, sum.Whole.Shown) > 0 : count == 1 || (count > 0 && people < Fewest);
    }

    private bool HideOneOf(Sum sum)
    {
        (CrossRow Row, int Shown)? best = null;
        foreach (var part in sum.Parts)
            if (MayHide(part) && (best is not { } one || table.Value(part.Row, part.Shown) < table.Value(one.Row, one.Shown)))
                best = part;
        best ??= MayHide(sum.Whole) ? sum.Whole : null;
        if (best is not { } chosen)
            return false;
        table.Hide(chosen.Row, chosen.Shown);
        return true;
    }

    /// <summary>Zeros protect nothing, nor does a number that the whole row is.</summary>
    private bool MayHide((CrossRow Row, int Shown) number) =>
        table.Value(number.Row, number.Shown) > 0 && !table.IsHidden(number.Row, number.Shown) && !useless.Contains(table.NumberOf(number.Row, number.Shown)) && !(totalIsFixed && number.Shown == Statuses.Total)
        && (number.Shown == Statuses.Total || table.IsHidden(number.Row, Statuses.Total) || table.Value(number.Row, number.Shown) < table.Value(number.Row, Statuses.Total));

    /// <summary>Hides one more number beside one that can be worked out: of another group first, so that its own group still tells of others.</summary>
    private bool Protect(int number)
    {
        var (index, shown) = table.Of(number);
        var row = rows[index];
        if (row.Parent is { } parent && table.Covers(parent) && HideOneOf(new((parent, shown), [.. parent.Below[row.Division].Select(r => (r, shown))])))
            return true;
        foreach (var (sum, parts) in sums)
            if ((sum == shown || parts.Contains(shown)) && HideOneOf(new((row, sum), [.. parts.Select(p => (row, p))])))
                return true;
        foreach (var group in table.Below(row))
            if (HideOneOf(new((row, shown), [.. group.Select(r => (r, shown))])))
                return true;
        return false;
    }

    /// <summary>The last resort: one more number of every group beside or above those that can be worked out.</summary>
    private bool HideMore(IReadOnlyCollection<int> given)
    {
        var around = new HashSet<CrossRow>(ReferenceEqualityComparer.Instance);
        foreach (var row in given.Select(n => rows[table.Of(n).Row]))
            if (row.Parent is { } parent && table.Covers(parent))
                around.UnionWith(parent.Below[row.Division].Append(parent));
        var hidden = false;
        foreach (var row in around.Concat(table.Roots))
            hidden |= HideOneOf(new((row, Statuses.Total), [.. Enumerable.Range(1, table.Statuses.Shown - 1).Select(s => (row, s))]));
        return hidden;
    }

    private readonly record struct Sum((CrossRow Row, int Shown) Whole, (CrossRow Row, int Shown)[] Parts);
}
