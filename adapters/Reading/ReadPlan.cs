using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Reading;

/// <summary>What one shape of request (identifier type and attributes) reads, compiled once. Only requested columns are read.</summary>
internal sealed class ReadPlan
{
    private ReadPlan(RegistryMapping mapping, string identifierType, IReadOnlyList<CatalogueAttribute> attributes)
    {
        AttributeCount = attributes.Count;
        Reissued = mapping.Key.Reissued;
        var sources = new List<SourceRead>();
        foreach (var set in mapping.Sets.Where(s => s.Name == mapping.Key.Set || attributes.Any(a => s.Attributes.ContainsKey(a.Name))).OrderByDescending(s => s.Name == mapping.Key.Set))
        {
            var source = sources.Find(s => s.From == set.From && s.Key.Names.SequenceEqual(set.Key));
            if (source is null) sources.Add(source = new SourceRead(set.From, set.Key, mapping));
            source.Add(SetCount++, set, mapping, attributes);
        }
        (KeySource, OtherSources) = (sources[0], [.. sources.Skip(1)]);
        if (identifierType == FetchRequest.LocalKey) return;
        var identifier = mapping.Identifiers[identifierType];
        if (!identifier.Columns.SequenceEqual(mapping.KeySet.Key) || identifier.Join != mapping.Key.Join)
            Identifier = KeySource.Columns(identifier.Columns, identifier.Join, identifier.IdType);
    }

    /// <summary>The place of the key set among the sets.</summary>
    public const int KeySet = 0;

    public int SetCount { get; }
    public int AttributeCount { get; }
    public SourceRead KeySource { get; }
    public IReadOnlyList<SourceRead> OtherSources { get; }

    /// <summary>The columns of the key source that hold the requested identifier type; null when that is the registry's own key.</summary>
    public JoinedColumns? Identifier { get; }

    /// <summary>Of several keys behind one identifier the newest counts.</summary>
    public bool Reissued { get; }

    public static ReadPlan Of(RegistryMapping mapping, string identifierType, IReadOnlyList<CatalogueAttribute> attributes) =>
        new(mapping, identifierType, attributes);
}
