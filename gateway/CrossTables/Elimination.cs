namespace Interop.Gateway.CrossTables;

/// <summary>A sum that whoever has the tables can work out: numbers that are hidden, each with what it is multiplied by.</summary>
internal readonly record struct Known((int Number, long Times)[] Terms);

/// <summary>
/// What follows from sums that are known. Gauss and Jordan's elimination in the field of the prime 2^31-1: what is determined there and not among the
/// fractions would be hidden for nothing, the other way round needs a minor that the prime divides, and those of such tables are small.
/// </summary>
internal static class Elimination
{
    private const long Prime = int.MaxValue;

    /// <summary>The numbers that the sums give away.</summary>
    public static IEnumerable<int> Determined(IReadOnlyList<Known> known)
    {
        var (matrix, numbers) = Matrix(known, []);
        Reduce(matrix, numbers.Count, numbers.Count);
        foreach (var row in matrix)
        {
            var (only, many) = (-1, false);
            for (var c = 0; c < row.Length && !many; c++)
                if (row[c] != 0)
                    (only, many) = (c, only >= 0);
            if (only >= 0 && !many)
                yield return numbers[only];
        }
    }

    /// <summary>All that the sums say of some of the numbers alone.</summary>
    public static List<Known> About(IReadOnlyList<Known> known, IReadOnlyCollection<int> of)
    {
        if (of.Count == 0)
            return [];
        var (matrix, numbers) = Matrix(known, of);
        var first = numbers.Count - of.Count;
        var about = new List<Known>();
        foreach (var row in Reduce(matrix, numbers.Count, first))
        {
            var terms = new List<(int, long)>();
            for (var c = first; c < numbers.Count; c++)
                if (row[c] != 0)
                    terms.Add((numbers[c], row[c]));
            if (terms.Count > 0)
                about.Add(new([.. terms]));
        }
        return about;
    }

    /// <summary>One line a sum and one column a number, with those named standing last.</summary>
    private static (List<long[]> Matrix, List<int> Numbers) Matrix(IReadOnlyList<Known> known, IReadOnlyCollection<int> last)
    {
        var at = new Dictionary<int, int>();
        foreach (var number in last)
            at.Add(number, -1);
        var numbers = new List<int>();
        foreach (var sum in known)
            foreach (var (number, _) in sum.Terms)
                if (at.TryAdd(number, numbers.Count))
                    numbers.Add(number);
        foreach (var number in last)
        {
            at[number] = numbers.Count;
            numbers.Add(number);
        }
        var matrix = new List<long[]>(known.Count);
        foreach (var sum in known)
        {
            var row = new long[numbers.Count];
            foreach (var (number, times) in sum.Terms)
                row[at[number]] = (row[at[number]] + times + Prime) % Prime;
            matrix.Add(row);
        }
        return (matrix, numbers);
    }

    /// <summary>Eliminates the first columns, and then the others among themselves where all are eliminated.</summary>
    /// <returns>The lines that are left with none of the first columns.</returns>
    private static IEnumerable<long[]> Reduce(List<long[]> matrix, int columns, int first)
    {
        var done = 0;
        var whole = first == columns;
        for (var column = 0; column < first && done < matrix.Count; column++)
        {
            var pivot = done;
            while (pivot < matrix.Count && matrix[pivot][column] == 0)
                pivot++;
            if (pivot == matrix.Count)
                continue;
            (matrix[done], matrix[pivot]) = (matrix[pivot], matrix[done]);
            var lead = matrix[done];
            var inverse = Inverse(lead[column]);
            for (var c = column; c < columns; c++)
                lead[c] = lead[c] * inverse % Prime;
            // Lines above need clearing only where each number must stand alone in the end.
            for (var r = whole ? 0 : done + 1; r < matrix.Count; r++)
                if (r != done && matrix[r][column] is var times and not 0)
                    Subtract(matrix[r], lead, times, column);
            done++;
        }
        return matrix.Skip(done);
    }

    private static void Subtract(long[] from, long[] line, long times, int column)
    {
        for (var c = column; c < from.Length; c++)
            if (line[c] != 0)
                from[c] = (from[c] + ((Prime - line[c]) * times)) % Prime;
    }

    /// <summary>Fermat: a to the power of p-2.</summary>
    private static long Inverse(long number)
    {
        var (result, power) = (1L, number);
        for (var exponent = Prime - 2; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                result = result * power % Prime;
            power = power * power % Prime;
        }
        return result;
    }
}
