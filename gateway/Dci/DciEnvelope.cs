using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>A message as received: signature, header and message, of which the shape is known and nothing is believed yet.</summary>
internal sealed record DciEnvelope(string? Signature, JsonElement Header, JsonElement Message, string Content, string MessageId, string Sender)
{
    private const int LongestId = 99, MostSearches = 20;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(SignatureString.Validity), Skew = TimeSpan.FromSeconds(SignatureString.Skew);

    /// <summary>Null when it is no envelope with a header that can be answered.</summary>
    public static DciEnvelope? Read(JsonElement body)
    {
        try
        {
            return body.TryGetProperty("header", out var header) && header.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                && Text(header, "message_id") is { Length: > 0 and <= LongestId } id && Text(header, "sender_id") is { Length: > 0 and <= LongestId } sender
                && Text(message, "transaction_id") is { Length: <= LongestId }
                && message.TryGetProperty("search_request", out var list) && list.ValueKind == JsonValueKind.Array
                    // Reading all of it once shows that every text can be read.
                    ? new(Text(body, "signature"), header, message, CanonicalJson.Of(header, message), id, sender) : null;
        }
        catch (InvalidOperationException)
        {
            // A text holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            return null;
        }
    }

    public string Transaction => Text(Message, "transaction_id")!;

    public IReadOnlyList<JsonElement> Searches => [.. Message.GetProperty("search_request").EnumerateArray()];

    public bool IsEncrypted => Header.TryGetProperty("is_msg_encrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True;

    /// <summary>Why the header of a search is rejected; null when it is not. Replays are for whoever remembers.</summary>
    public string? Rejection(DateTimeOffset now)
    {
        if (Header.TryGetProperty("version", out _) && Text(Header, "version") != "1.0.0")
            return DciHeaderReasons.Version;
        if (Text(Header, "action") is not { Length: > 0 } action)
            return DciHeaderReasons.Action;
        if (action != "search")
            return DciHeaderReasons.ActionNotSupported;
        if (Time(Header, "message_ts") is not { } at || at < now - Age - Skew || at > now + Skew)
            return DciHeaderReasons.MessageTs;
        if (!Header.TryGetProperty("total_count", out var total) || total.ValueKind != JsonValueKind.Number || !total.TryGetInt32(out var count) || count < 1)
            return DciHeaderReasons.TotalCount;
        if (count > MostSearches || Message.GetProperty("search_request").GetArrayLength() > MostSearches)
            return DciHeaderReasons.TotalCountLimit;
        return count == Message.GetProperty("search_request").GetArrayLength() ? null : DciHeaderReasons.TotalCount;
    }

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>A moment in ISO 8601 with its zone; null when it is none.</summary>
    public static DateTimeOffset? Time(JsonElement element, string name) =>
        Text(element, name) is { Length: <= 40 } text && text.Contains('T', StringComparison.Ordinal) && (text[^1] == 'Z' || text[Math.Max(0, text.Length - 6)] is '+' or '-')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}
