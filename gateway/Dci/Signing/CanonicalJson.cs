using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interop.Gateway.Dci.Signing;

/// <summary>
/// JSON as partners sign it: compact, members sorted by code point, everything beyond printable ASCII escaped in lower-case hexadecimal, numbers as
/// they were sent. That is what Python's <c>json.dumps(sort_keys=True, separators=(",", ":"))</c> writes, which the implementations in the field use.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>The signed content of a message.</summary>
    /// <exception cref="InvalidOperationException">A text holds half of a surrogate pair (RFC 8259 §8.2).</exception>
    public static string Of(JsonElement header, JsonElement message)
    {
        var text = new StringBuilder("{\"header\":");
        Write(text, header);
        text.Append(",\"message\":");
        Write(text, message);
        return text.Append('}').ToString();
    }

    private static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                var first = true;
                foreach (var member in element.EnumerateObject().Select(m => (m.Name, m.Value)).OrderBy(m => m.Name, CodePoints.Order))
                {
                    if (!first)
                        text.Append(',');
                    first = false;
                    Write(text, member.Name);
                    text.Append(':');
                    Write(text, member.Value);
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var begun = false;
                // Not by index: looking for an element of an array of arrays walks over all before it.
                foreach (var item in element.EnumerateArray())
                {
                    if (begun)
                        text.Append(',');
                    begun = true;
                    Write(text, item);
                }
                text.Append(']');
                break;
            case JsonValueKind.String:
                Write(text, element.GetString()!);
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                >= ' ' and <= '~' => text.Append(c),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        text.Append('"');
    }

    private sealed class CodePoints : IComparer<string>
    {
        public static readonly CodePoints Order = new();

        // UTF-8 keeps the order of code points, which UTF-16 does not.
        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
