using System.Globalization;

namespace Interop.Gateway.Signatures;

/// <summary>
/// Reads structured fields as RFC 9651 §4.2 says, strictly: a field is read whole or not at all. Dates and display strings, which no field
/// of a signature holds, are refused. A field that is longer or holds more than a message has use for is refused too.
/// </summary>
internal ref struct StructuredFieldReader
{
    private const int LongestField = 16 * 1024;
    private const int MostMembers = 128;

    private readonly ReadOnlySpan<char> text;
    private int at;

    private StructuredFieldReader(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The dictionary, or null when the text is none.</summary>
    public static FieldDictionary? Dictionary(string text)
    {
        var reader = new StructuredFieldReader(text.AsSpan().Trim(' '));
        var members = new List<KeyValuePair<string, FieldItem>>();
        return reader.Members(r => r.DictionaryMember(members)) ? new(members) : null;
    }

    /// <summary>The members of a list, or null when the text is none.</summary>
    public static IReadOnlyList<FieldItem>? List(string text)
    {
        var reader = new StructuredFieldReader(text.AsSpan().Trim(' '));
        var members = new List<FieldItem>();
        return reader.Members(r => r.ListMember(members)) ? members : null;
    }

    /// <summary>The item, or null when the text is none.</summary>
    public static FieldItem? Item(string text)
    {
        var reader = new StructuredFieldReader(text.AsSpan().Trim(' '));
        return text.Length <= LongestField && reader.Item(out var item) && reader.at == reader.text.Length ? item : null;
    }

    private delegate int ReadMember(StructuredFieldReader reader);

    /// <summary>Members with commas between them and no comma at the end (RFC 9651 §4.2.1, §4.2.2).</summary>
    private bool Members(ReadMember one)
    {
        if (text.Length > LongestField)
            return false;
        for (var count = 0; at < text.Length; count++)
        {
            // The lambda gets a copy of the reader, and says where it ended.
            if (count == MostMembers || (at = one(this)) < 0)
                return false;
            SkipBlanks();
            if (at == text.Length)
                return true;
            if (!Take(','))
                return false;
            SkipBlanks();
            if (at == text.Length)
                return false;
        }
        return true;
    }

    private int DictionaryMember(List<KeyValuePair<string, FieldItem>> members)
    {
        if (!Key(out var key))
            return -1;
        FieldItem? value;
        if (!Take('='))
        {
            if (!Parameters(out var parameters))
                return -1;
            value = new(true, parameters);
        }
        else if (!ItemOrList(out value))
            return -1;
        Put(members, key, value!);
        return at;
    }

    private int ListMember(List<FieldItem> members)
    {
        if (!ItemOrList(out var item))
            return -1;
        members.Add(item!);
        return at;
    }

    private bool ItemOrList(out FieldItem? item) => at < text.Length && text[at] == '(' ? InnerList(out item) : Item(out item);

    private bool InnerList(out FieldItem? list)
    {
        list = null;
        var items = new List<FieldItem>();
        at++;
        while (true)
        {
            while (Take(' '))
            {
            }
            if (Take(')'))
                break;
            if (items.Count == MostMembers || !Item(out var item) || at == text.Length || text[at] is not (' ' or ')'))
                return false;
            items.Add(item!);
        }
        if (!Parameters(out var parameters))
            return false;
        list = new(items.ToArray(), parameters);
        return true;
    }

    private bool Item(out FieldItem? item)
    {
        item = null;
        if (BareItem() is not { } value || !Parameters(out var parameters))
            return false;
        item = new(value, parameters);
        return true;
    }

    private bool Parameters(out IReadOnlyList<KeyValuePair<string, object>> parameters)
    {
        var read = new List<KeyValuePair<string, object>>();
        parameters = read;
        while (Take(';'))
        {
            while (Take(' '))
            {
            }
            if (read.Count == MostMembers || !Key(out var key))
                return false;
            object? value = true;
            if (Take('=') && (value = BareItem()) is null)
                return false;
            Put(read, key, value!);
        }
        return true;
    }

    /// <summary>A key given again keeps its place and gets the new value (RFC 9651 §4.2.2, §4.2.3.2).</summary>
    private static void Put<T>(List<KeyValuePair<string, T>> members, string key, T value)
    {
        var place = members.FindIndex(m => m.Key == key);
        if (place < 0)
            members.Add(new(key, value));
        else
            members[place] = new(key, value);
    }

    private bool Key(out string key)
    {
        var start = at;
        if (at < text.Length && (char.IsAsciiLetterLower(text[at]) || text[at] == '*'))
            while (at < text.Length && (char.IsAsciiLetterLower(text[at]) || char.IsAsciiDigit(text[at]) || text[at] is '_' or '-' or '.' or '*'))
                at++;
        key = text[start..at].ToString();
        return key.Length > 0;
    }

    private object? BareItem() => at == text.Length ? null : text[at] switch
    {
        '"' => String(),
        ':' => Bytes(),
        '?' => Boolean(),
        '-' or (>= '0' and <= '9') => Number(),
        '*' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => Token(),
        _ => null,
    };

    private string? String()
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return value.ToString();
            }
            if (c == '\\' && (++at == text.Length || (c = text[at]) is not ('"' or '\\')))
                return null;
            if (c is < ' ' or > '~')
                return null;
            value.Append(c);
        }
        return null;
    }

    /// <summary>Base64 with its padding and without stray bits, so that a signature has one spelling only.</summary>
    private byte[]? Bytes()
    {
        var length = text[(at + 1)..].IndexOf(':');
        if (length < 0)
            return null;
        var spelled = text.Slice(at + 1, length);
        at += length + 2;
        var bytes = new byte[length];
        return Convert.TryFromBase64Chars(spelled, bytes, out var written) && spelled.SequenceEqual(Convert.ToBase64String(bytes, 0, written)) ? bytes[..written] : null;
    }

    private object? Boolean()
    {
        at++;
        return Take('1') ? true : Take('0') ? false : null;
    }

    private object? Number()
    {
        var start = at;
        Take('-');
        var whole = Digits();
        if (whole is 0 or > 15)
            return null;
        if (!Take('.'))
            return long.Parse(text[start..at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return whole <= 12 && Digits() is >= 1 and <= 3
            ? decimal.Parse(text[start..at], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : null;
    }

    private FieldToken Token()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || "!#$%&'*+-.^_`|~:/".Contains(text[at], StringComparison.Ordinal)))
            at++;
        return new(text[start..at].ToString());
    }

    private int Digits()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - start;
    }

    private bool Take(char c)
    {
        if (at == text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is (' ' or '\t'))
            at++;
    }
}
