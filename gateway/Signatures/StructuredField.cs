using System.Globalization;
using System.Text;

namespace Interop.Gateway.Signatures;

/// <summary>
/// One item or inner list of a structured field (RFC 9651 §3) with its parameters. <see cref="Value"/> is a <see cref="string"/>, a
/// <see cref="FieldToken"/>, a <see cref="long"/>, a <see cref="decimal"/>, a <see cref="bool"/>, a <see cref="byte"/> array, or for an inner list
/// an array of items.
/// </summary>
internal sealed record FieldItem(object Value, IReadOnlyList<KeyValuePair<string, object>> Parameters)
{
    /// <summary>A parameter's value; null when it is absent.</summary>
    public object? this[string parameter] => Parameters.FirstOrDefault(p => p.Key == parameter).Value;

    /// <summary>The one way to write it (RFC 9651 §4.1): what a signature covers.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, Value);
        foreach (var (key, value) in Parameters)
        {
            text.Append(';').Append(key);
            if (value is not true)
                Write(text.Append('='), value);
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, object value)
    {
        _ = value switch
        {
            string s => text.Append('"').Append(s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"'),
            FieldToken token => text.Append(token.Text),
            long number => text.Append(number.ToString(CultureInfo.InvariantCulture)),
            decimal number => text.Append(number.ToString("0.0##", CultureInfo.InvariantCulture)),
            bool flag => text.Append(flag ? "?1" : "?0"),
            byte[] bytes => text.Append(':').Append(Convert.ToBase64String(bytes)).Append(':'),
            FieldItem[] list => text.Append('(').AppendJoin(' ', (object[])list).Append(')'),
            _ => throw new ArgumentException("No structured field holds a " + value.GetType().Name, nameof(value)),
        };
    }
}

/// <summary>A bare word (RFC 9651 §3.3.4), which is not the string of the same letters.</summary>
internal readonly record struct FieldToken(string Text);

/// <summary>A structured field that is a dictionary (RFC 9651 §3.2), in the order written.</summary>
internal sealed record FieldDictionary(IReadOnlyList<KeyValuePair<string, FieldItem>> Members)
{
    public FieldItem? this[string key] => Members.FirstOrDefault(m => m.Key == key).Value;

    public override string ToString() => string.Join(", ", Members.Select(m =>
        m.Value.Value is true ? m.Key + (m.Value with { Value = new FieldToken("") }) : $"{m.Key}={m.Value}"));
}
