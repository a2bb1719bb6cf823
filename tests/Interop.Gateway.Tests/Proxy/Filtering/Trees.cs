using System.Text;

namespace Interop.Gateway.Tests.Proxy.Filtering;

/// <summary>A JSON value as a tree that keeps numbers and names as they are written, and names written twice.</summary>
internal abstract record Tree
{
    private static readonly string[] Spaces = ["", "", " ", "\t", "\r\n", "   \n "];

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "12345678901234567890", "1E400", "-1.50e-7", "\"\"", "\"x\"", "\",\"", "\"}\"", "\"]\\\"[\"", "\"\\\\\"", "\"\\u0041\\ud83d\\ude00\"", "\"\\ud83d\"",
        "\"ស្រីមុំ\"", "\"\U0001F600é\"", "\"\\u0000\\/\"",
    ];

    // As written, and as meant. The last is no text, and so equals no name of a grant.
    private static readonly (string Raw, string Name)[] Names =
    [
        ("a", "a"), ("b", "b"), ("c", "c"), ("\\u0061", "a"), ("\\u0062", "b"), ("A", "A"), ("", ""), ("*", "*"), ("0", "0"), ("a/b", "a/b"), ("a\\/b", "a/b"), ("~", "~"),
        ("ឈ្មោះ", "ឈ្មោះ"), ("\\u1788\\u17d2\\u1798\\u17c4\\u17c7", "ឈ្មោះ"), ("\\ud83d\\ude00", "\U0001F600"), ("\U0001F600", "\U0001F600"), ("ab", "ab"), ("\\ud83d", "\0no text"),
    ];

    internal sealed record Scalar(string Raw) : Tree;

    internal sealed record Array(List<Tree> Elements) : Tree;

    internal sealed record Object(List<(string Raw, string Name, Tree Value)> Members) : Tree;

    public static Tree Random(Random random, int depth) => random.Next(depth > 0 ? 5 : 2) switch
    {
        0 or 1 => new Scalar(Scalars[random.Next(Scalars.Length)]),
        2 => new Array([.. Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, depth - 1))]),
        _ => new Object([.. Enumerable.Range(0, random.Next(6)).Select(_ => Names[random.Next(random.Next(2) == 0 ? 4 : Names.Length)]).Select(n => (n.Raw, n.Name, Random(random, depth - 1)))]),
    };

    /// <summary>Random paths, none of them within another.</summary>
    public static string[] RandomPaths(Random random)
    {
        var paths = new List<string>();
        for (var i = random.Next(6); i >= 0; i--)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(random.Next(8) == 0 ? 1 : 0, 5)).Select(_ => "/" + Segment(random)));
            if (!paths.Exists(p => p == path || p.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(p + "/", StringComparison.Ordinal)))
                paths.Add(path);
        }
        return [.. paths];
    }

    private static string Segment(Random random) => random.Next(3) == 0 ? "*"
        : Names[random.Next(random.Next(2) == 0 ? 4 : Names.Length - 1)].Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>What these paths grant of the tree, found out path by path of every value in it: slow, and nothing like the filter.</summary>
    /// <param name="at">Where the value lies: a star for an element.</param>
    /// <returns>Null where nothing is left of it.</returns>
    public Tree? Granted(string[] paths, string at = "")
    {
        if (paths.Contains(at))
            return this;
        var below = paths.Where(p => p.StartsWith(at + "/", StringComparison.Ordinal)).Select(p => p[(at.Length + 1)..].Split('/')[0]).ToArray();
        return this switch
        {
            Array array when below.Contains("*") => new Array([.. array.Elements.Select(e => e.Granted(paths, at + "/*") ?? new Scalar("null"))]),
            Object { Members: var members } when below.Any(s => s != "*") => new Object([.. members
                .Select(m => (m.Raw, m.Name, Value: m.Name == "*" ? null : m.Value.Granted(paths, at + "/" + m.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))))
                .Where(m => m.Value is not null).Select(m => (m.Raw, m.Name, m.Value!))]),
            _ => null,
        };
    }

    /// <param name="random">Where white space comes from; null for none.</param>
    public string Write(Random? random = null)
    {
        var text = new StringBuilder();
        Write(text, random);
        return text.ToString();
    }

    private void Write(StringBuilder to, Random? random)
    {
        Space();
        switch (this)
        {
            case Scalar scalar:
                to.Append(scalar.Raw);
                break;
            case Array array:
                to.Append('[');
                for (var i = 0; i < array.Elements.Count; i++)
                {
                    if (i > 0)
                        to.Append(',');
                    array.Elements[i].Write(to, random);
                }
                if (array.Elements.Count == 0)
                    Space();
                to.Append(']');
                break;
            case Object record:
                to.Append('{');
                for (var i = 0; i < record.Members.Count; i++)
                {
                    if (i > 0)
                        to.Append(',');
                    Space();
                    to.Append('"').Append(record.Members[i].Raw).Append('"');
                    Space();
                    to.Append(':');
                    record.Members[i].Value.Write(to, random);
                }
                if (record.Members.Count == 0)
                    Space();
                to.Append('}');
                break;
        }
        Space();

        void Space() => to.Append(random is null ? "" : Spaces[random.Next(Spaces.Length)]);
    }
}
