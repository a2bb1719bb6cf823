namespace Interop.Adapters.Mapping;

/// <summary>One identifier that stands in one column, or in several and is written joined, e.g. <c>FB000000001-02</c>.</summary>
/// <param name="Names">The source's columns.</param>
/// <param name="Ordinals">Their places in the row.</param>
/// <param name="Join">What stands between the parts; null for one column.</param>
/// <param name="IdType">The source's own word for the identifier type.</param>
internal sealed record JoinedColumns(string[] Names, int[] Ordinals, string? Join, string? IdType)
{
    /// <summary>Equal for equal columns, whatever their places.</summary>
    public string Id { get; } = string.Join('\n', Names) + '\n' + Join;

    /// <summary>The identifier as it is written, or null when a part is missing or is no text.</summary>
    public string? Read(Row row)
    {
        if (!IsComplete(row)) return null;
        if (Ordinals.Length == 1) return row[Ordinals[0]].ToString();
        var parts = new string[Ordinals.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = row[Ordinals[i]].ToString();
        return string.Join(Join, parts);
    }

    /// <summary>As <see cref="Read(Row)"/>, without a string as long as all fits the buffer; empty when a part is missing or is no text.</summary>
    public ReadOnlySpan<char> Read(Row row, Span<char> buffer)
    {
        if (Ordinals.Length == 1) return row[Ordinals[0]];
        if (!IsComplete(row)) return [];
        var length = 0;
        for (var i = 0; i < Ordinals.Length; i++)
            if ((i > 0 && !Append(Join, buffer, ref length)) || !Append(row[Ordinals[i]], buffer, ref length))
                return Read(row);
        return buffer[..length];
    }

    /// <summary>The parts, split at the last separators; null when there are too few, so that no row can hold the identifier.</summary>
    public string[]? Split(string value)
    {
        if (Names.Length == 1) return [value];
        var parts = new string[Names.Length];
        for (var i = parts.Length - 1; i > 0; i--)
        {
            var at = value.LastIndexOf(Join!, StringComparison.Ordinal);
            if (at <= 0 || at + Join!.Length == value.Length) return null;
            parts[i] = value[(at + Join.Length)..];
            value = value[..at];
        }
        parts[0] = value;
        return parts;
    }

    private bool IsComplete(Row row)
    {
        foreach (var ordinal in Ordinals)
            if (row[ordinal].IsEmpty) return false;
        return true;
    }

    private static bool Append(ReadOnlySpan<char> part, Span<char> buffer, ref int length)
    {
        if (!part.TryCopyTo(buffer[length..])) return false;
        length += part.Length;
        return true;
    }
}
