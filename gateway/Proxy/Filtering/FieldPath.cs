using System.Text;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>The written paths of grants: their segments, and what can be wrong with them.</summary>
internal static class FieldPath
{
    /// <summary>The segment that means every element of an array.</summary>
    public const string Elements = "*";

    /// <summary>The segments, unescaped (RFC 6901 §4). The path has no fault.</summary>
    public static string[] Segments(string path) =>
        path.Length == 0 ? [] : [.. path[1..].Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    /// <summary>Every fault of these grants, each with the path it is found at.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<FieldGrant> grants)
    {
        var paths = grants.Select(g => g.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var grant in grants)
        {
            if (FaultOf(grant.Path) is { } fault)
                yield return $"field '{grant.Path}': {fault}";
            else if (Above(grant.Path).FirstOrDefault(paths.Contains) is { } above)
                yield return $"field '{grant.Path}': lies within the granted field '{above}'; one of the two decides nothing";
            if (!Enum.IsDefined(grant.Reduction))
                yield return $"field '{grant.Path}': no reduction '{grant.Reduction}'";
        }
        foreach (var path in grants.GroupBy(g => g.Path, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key))
            yield return $"field '{path}': granted more than once";
    }

    private static string? FaultOf(string path)
    {
        if (path.Length > 0 && path[0] != '/')
            return "a JSON Pointer that is not empty begins with '/' (RFC 6901 §3)";
        for (var i = path.IndexOf('~', StringComparison.Ordinal); i >= 0; i = path.IndexOf('~', i + 1))
            if (i + 1 == path.Length || path[i + 1] is not ('0' or '1'))
                return "'~' stands only before 0 or 1 (RFC 6901 §3)";
        foreach (var rune in path.EnumerateRunes())
            if (rune == Rune.ReplacementChar)
                return "holds half of a surrogate pair, or the character that stands for one";
        return path.Count(c => c == '/') > FieldFilter.MaxDepth ? $"leads deeper than the {FieldFilter.MaxDepth} levels an answer may have" : null;
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : path.LastIndexOf('/', end - 1))
            yield return path[..end];
    }
}
