using System.IO.Enumeration;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;

namespace Interop.Adapters.Files;

/// <summary>Files of one set of columns, and the identifiers by which their rows are found.</summary>
internal sealed record FileGroup(string From, bool IsKeySet, SourceRead Columns, JoinedColumns[] Identifiers)
{
    /// <summary>The groups of a mapping: the key set's files are found by every identifier, the others by the key.</summary>
    public static FileGroup[] Of(RegistryMapping mapping) => [.. mapping.Sets.DistinctBy(s => (s.From, string.Join('\n', s.Key))).Select(set =>
    {
        var isKeySet = set.From == mapping.KeySet.From && set.Key.SequenceEqual(mapping.KeySet.Key);
        var columns = new SourceRead(set.From, set.Key, mapping);
        var others = isKeySet ? mapping.Identifiers.Values.Select(i => columns.Columns(i.Columns, i.Join, null)) : [];
        return new FileGroup(set.From, isKeySet, columns, [.. others.Prepend(columns.Key).DistinctBy(c => c.Id)]);
    })];

    public static bool Matches(string from, CsvFile file) =>
        from == "*" || FileSystemName.MatchesSimpleExpression(from, Path.GetFileName(file.Path), ignoreCase: false);
}
