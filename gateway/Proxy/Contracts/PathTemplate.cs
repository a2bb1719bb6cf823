using System.Buffers;

namespace Interop.Gateway.Proxy.Contracts;

/// <summary>A path of a contract, e.g. <c>/people/{id}/policies</c>: each segment is literal or one parameter.</summary>
internal sealed class PathTemplate
{
    private static readonly SearchValues<char> NotLiteral = SearchValues.Create("{}%\\;?#");

    // Null stands for a parameter.
    private readonly string?[] segments;

    private PathTemplate(string text, string?[] segments) => (Text, this.segments) = (text, segments);

    public string Text { get; }

    public int Length => segments.Length;

    /// <summary>Null when it is not a path of literal segments and whole-segment parameters.</summary>
    public static PathTemplate? Read(string text)
    {
        if (text == "/")
            return new(text, []);
        if (!text.StartsWith('/'))
            return null;
        var parts = text[1..].Split('/');
        var read = new string?[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part is ['{', _, .., '}'] && part.AsSpan(1, part.Length - 2).IndexOfAny("{}") < 0)
                continue;
            if (part.Length == 0 || part is "." or ".." || part.AsSpan().ContainsAny(NotLiteral) || part.AsSpan().ContainsAnyExceptInRange('!', '~'))
                return null;
            read[i] = part;
        }
        return new(text, read);
    }

    /// <summary>Whether the path fits, letters of literals taken alike: so does many a server that stands behind.</summary>
    public bool Fits(string[] path)
    {
        if (path.Length != segments.Length)
            return false;
        for (var i = 0; i < path.Length; i++)
            if (segments[i] is { } literal && !literal.Equals(path[i], StringComparison.OrdinalIgnoreCase))
                return false;
        return true;
    }

    /// <summary>Whether the literals of a path that fits are written as in the contract.</summary>
    public bool IsWritten(string[] path)
    {
        for (var i = 0; i < path.Length; i++)
            if (segments[i] is { } literal && literal != path[i])
                return false;
        return true;
    }

    /// <summary>Whether some path fits both.</summary>
    public bool Meets(PathTemplate other)
    {
        if (other.Length != Length)
            return false;
        for (var i = 0; i < Length; i++)
            if (segments[i] is { } mine && other.segments[i] is { } theirs && !mine.Equals(theirs, StringComparison.OrdinalIgnoreCase))
                return false;
        return true;
    }

    /// <summary>Whether it is literal wherever the other is, and in more places.</summary>
    public bool IsNarrowerThan(PathTemplate other)
    {
        var more = 0;
        for (var i = 0; i < Length; i++)
            if (segments[i] is null && other.segments[i] is not null)
                return false;
            else if (segments[i] is not null && other.segments[i] is null)
                more++;
        return more > 0;
    }

    public int Literals => segments.Count(s => s is not null);

    public override string ToString() => Text;
}
