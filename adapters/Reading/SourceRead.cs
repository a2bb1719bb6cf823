using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Reading;

/// <summary>One read of one source: the sets that share a table, endpoint, file group or resource type are read together.</summary>
internal sealed class SourceRead
{
    private readonly List<string> columns = [];

    public SourceRead(string from, string[] key, RegistryMapping mapping)
    {
        From = from;
        Key = Columns(key, mapping.Key.Join, mapping.Key.IdType);
    }

    public string From { get; }

    /// <summary>The source's columns, in the order of the row's cells.</summary>
    public IReadOnlyList<string> ColumnNames => columns;

    /// <summary>The columns that hold the registry's key.</summary>
    public JoinedColumns Key { get; }

    public List<SetRead> Sets { get; } = [];

    /// <summary>The column's place in the row; it joins the row if it was not part of it.</summary>
    public int Ordinal(string column)
    {
        var at = columns.IndexOf(column);
        if (at >= 0) return at;
        columns.Add(column);
        return columns.Count - 1;
    }

    public JoinedColumns Columns(string[] names, string? join, string? idType) => new(names, [.. names.Select(Ordinal)], join, idType);

    public void Add(int index, SetMapping set, RegistryMapping mapping, IReadOnlyList<CatalogueAttribute> requested) =>
        Sets.Add(new SetRead(index, set, mapping, requested, Ordinal));
}
