using System.Text;
using System.Text.Json;
using Interop.Adapters.Mapping;

namespace Interop.Adapters.Rest;

/// <summary>
/// Reads the rows of an answer <c>{"&lt;rows&gt;":[{"column":value,...}],"&lt;next&gt;":"..."}</c> without building a document.
/// Members that are not asked for are skipped.
/// </summary>
internal sealed class JsonRows(string rowsMember, string? nextMember, IReadOnlyList<string> columns)
{
    private readonly byte[] rowsName = Encoding.UTF8.GetBytes(rowsMember);
    private readonly byte[] nextName = Encoding.UTF8.GetBytes(nextMember ?? "");
    private readonly byte[][] names = [.. columns.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Reads a page into rows of its own; returns the cursor of the next page, or null at the end.</summary>
    /// <exception cref="RegistryReadException">Not JSON, or not of that shape.</exception>
    public string? ReadPage(ReadOnlySpan<byte> json, List<Row> page)
    {
        using var row = new Row(columns.Count);
        return Read(json, row, filled => page.Add(filled.Copy()));
    }

    /// <summary>Hands over each row; returns the cursor of the next page, or null at the end.</summary>
    /// <exception cref="RegistryReadException">Not JSON, or not of that shape.</exception>
    public string? Read(ReadOnlySpan<byte> json, Row row, Action<Row> take)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            string? next = null;
            var found = false;
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(rowsName))
                {
                    found = true;
                    ReadRows(ref reader, row, take);
                }
                else if (nextName.Length > 0 && reader.ValueTextEquals(nextName))
                {
                    reader.Read();
                    next = reader.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(reader.ValueSpan) : reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }
            Expect(found && !reader.Read());
            return next;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Garbage(); // the parser's message quotes the answer
        }
    }

    private void ReadRows(ref Utf8JsonReader reader, Row row, Action<Row> take)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType == JsonTokenType.StartObject);
            row.Clear();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var column = ColumnOf(ref reader);
                reader.Read();
                if (column < 0) reader.Skip();
                else ReadCell(ref reader, row, column);
            }
            take(row);
        }
    }

    private int ColumnOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < names.Length; i++)
            if (reader.ValueTextEquals(names[i])) return i;
        return -1;
    }

    private static void ReadCell(ref Utf8JsonReader reader, Row row, int column)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when !reader.ValueIsEscaped:
                row.SetUtf8(column, reader.ValueSpan);
                break;
            case JsonTokenType.String:
                try
                {
                    row.Commit(column, reader.CopyString(row.Space(reader.ValueSpan.Length)));
                }
                catch (InvalidOperationException)
                {
                    row.SetUnreadable(column); // half a surrogate pair: RFC 8259 section 8.2
                }
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                row.SetUtf8(column, reader.ValueSpan);
                break;
            case JsonTokenType.Null:
                break;
            default:
                row.SetUnreadable(column);
                reader.Skip();
                break;
        }
    }

    private static void Expect(bool shape)
    {
        if (!shape) throw Garbage();
    }

    private static RegistryReadException Garbage() => new(FetchOutcome.Garbage, "The answer is not JSON of the mapped shape.");
}
