using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.Gateway.Streams.Events;

/// <summary>
/// That a record has changed: a CloudEvent 1.0 in structured mode (application/cloudevents+json), so that a broker, a file and a webhook carry the same
/// bytes and nothing stands in headers. The schema is <c>change-event</c>.
/// </summary>
/// <param name="Source">The hub and the registry, e.g. <c>/interop.embedded/hub/civil-registry</c>.</param>
/// <param name="Sequence">The order of events of one source.</param>
/// <param name="Person">Pseudonym of the person.</param>
/// <param name="Kind">A code of the list <c>change-kind</c>, or one of a later version.</param>
/// <param name="At">When the registry says it changed.</param>
/// <param name="Record">The sealed key of the record.</param>
internal sealed record ChangeEvent(string Source, long Sequence, string Person, string Registry, string Kind, DateTimeOffset At, string Record)
{
    public const string TypePrefix = "interop.change.", ContentType = "application/cloudevents+json; charset=UTF-8";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fff'Z'";
    private const int SequenceDigits = 20, PersonDigits = 32;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Base64UrlLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SearchValues<char> SourceLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/:-");
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public byte[] Write()
    {
        using var bytes = new MemoryStream(640);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("id"u8, Number(Sequence));
            json.WriteString("source"u8, Source);
            json.WriteString("type"u8, TypePrefix + Kind);
            json.WriteString("subject"u8, Person);
            json.WriteString("time"u8, At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteString("sequence"u8, Number(Sequence));
            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WriteStartObject("data"u8);
            json.WriteString("registry"u8, Registry);
            json.WriteString("kind"u8, Kind);
            json.WriteString("record"u8, Record);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>The event, or null with the first fault that was met. Takes what the schema takes; members that it does not know are passed over.</summary>
    public static ChangeEvent? Read(ReadOnlyMemory<byte> utf8, out string fault)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var root = document.RootElement;
            fault = "";
            if (root.ValueKind != JsonValueKind.Object)
                fault = "not-an-object";
            else if (Text(root, "specversion"u8) != "1.0")
                fault = "specversion";
            else if (Text(root, "id"u8) is not { } id || !IsNumber(id))
                fault = "id";
            else if (Text(root, "source"u8) is not { } source || !IsSource(source))
                fault = "source";
            else if (Text(root, "type"u8) is not { } type || !type.StartsWith(TypePrefix, StringComparison.Ordinal) || !IsName(type.AsSpan(TypePrefix.Length), 61))
                fault = "type";
            else if (Text(root, "subject"u8) is not { Length: PersonDigits } person || person.AsSpan().ContainsAnyExcept(Hex))
                fault = "subject";
            else if (Text(root, "time"u8) is not { } time || !TryTime(time, out var at))
                fault = "time";
            else if (Text(root, "sequence"u8) is not { } sequence || !IsNumber(sequence) || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                fault = "sequence";
            else if (Text(root, "datacontenttype"u8) != "application/json")
                fault = "datacontenttype";
            else if (root.TryGetProperty("dataschema"u8, out var schema) && (schema.ValueKind != JsonValueKind.String || schema.GetString()!.Length > 500))
                fault = "dataschema";
            else if (!root.TryGetProperty("data"u8, out var data) || data.ValueKind != JsonValueKind.Object)
                fault = "data";
            else if (Text(data, "registry"u8) is not { Length: > 1 } registry || !IsName(registry, 63))
                fault = "data.registry";
            else if (Text(data, "kind"u8) is not { Length: > 1 } kind || !IsName(kind, 61))
                fault = "data.kind";
            else if (Text(data, "record"u8) is not { Length: >= 38 and <= 400 } record || record.AsSpan().ContainsAnyExcept(Base64UrlLetters))
                fault = "data.record";
            else
                return new(source, number, person, registry, kind, at, record);
        }
        catch (JsonException)
        {
            fault = "not-json";
        }
        catch (InvalidOperationException)
        {
            fault = "not-text";   // a string that is no UTF-16
        }
        return null;
    }

    /// <summary>The same event as a further one: a dead letter that is sent again must not look like one that was applied.</summary>
    public static byte[] Renumber(ReadOnlyMemory<byte> utf8, long sequence)
    {
        var node = JsonNode.Parse(utf8.Span)!.AsObject();
        (node["id"], node["sequence"]) = (Number(sequence), Number(sequence));
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    public override string ToString() => $"{Registry} {Kind}";

    private static string Number(long sequence) => sequence.ToString("D20", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static bool IsNumber(string text) => text.Length == SequenceDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsSource(string text) => text.Length is > 1 and <= 201 && text[0] == '/' && !text.AsSpan().ContainsAnyExcept(SourceLetters);

    private static bool IsName(ReadOnlySpan<char> text, int longest) =>
        text.Length > 1 && text.Length <= longest && char.IsAsciiLetterLower(text[0]) && !text.ContainsAnyExcept(NameLetters);

    private static bool TryTime(string text, out DateTimeOffset at)
    {
        at = default;
        return text.Length is 20 or (>= 22 and <= 28) && text[^1] == 'Z'
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }
}
