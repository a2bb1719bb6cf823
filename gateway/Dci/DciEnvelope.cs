using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>A message as received: signature, header and message, of which the shape is known and nothing is believed yet.</summary>
internal sealed record DciEnvelope(string? Signature, JsonElement Header, JsonElement Message, string Content, string MessageId, string Sender)
{
    public const int LongestId = 99, MostSearches = 20;

    private const string Version = "1.0.0";

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(SignatureString.Validity), Skew = TimeSpan.FromSeconds(SignatureString.Skew);

    private static readonly string[] Actions = ["search", "on-search", "subscribe", "on-subscribe", "notify", "unsubscribe", "on-unsubscribe", "txn-status", "txn-on-status"];

    /// <summary>Null when it is no envelope with a header that can be answered.</summary>
    public static DciEnvelope? Read(JsonElement body)
    {
        try
        {
            return body.TryGetProperty("header", out var header) && header.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                && Text(header, "message_id") is { Length: > 0 and <= LongestId } id && Text(header, "sender_id") is { Length: > 0 and <= LongestId } sender
                    // Reading all of it once shows that every text can be read.
                    ? new(Text(body, "signature"), header, message, CanonicalJson.Of(header, message), id, sender) : null;
        }
        catch (InvalidOperationException)
        {
            // A text holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            return null;
        }
    }

    /// <summary>The sender's name for the transaction; empty when it gave none that can be said back.</summary>
    public string Transaction => Text(Message, "transaction_id") is { Length: <= LongestId } text ? text : "";

    /// <summary>How many questions its sender says there are.</summary>
    public int? Total => Header.TryGetProperty("total_count", out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetInt32(out var count) && count > 0 ? count : null;

    /// <summary>Where its sender wants answers to go; null when it does not say.</summary>
    public string? SenderUri => Text(Header, "sender_uri") is { Length: > 0 } address ? address : null;

    /// <summary>Whether it is of a version, and not of the one that the hub speaks.</summary>
    public bool IsOfAnotherVersion => Text(Header, "version") is { Length: >= 5 and <= 20 } version && version != Version
        && version.Split('.') is { Length: 3 } parts && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit));

    public string Receiver => Text(Header, "receiver_id") ?? "";

    /// <summary>Whether it says that its message is encrypted, or was.</summary>
    public bool SaysEncrypted => Header.TryGetProperty("is_msg_encrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True;

    /// <summary>Why the header is rejected; null when it is not. Replays are for whoever remembers, and whether the count is right for whoever counts.</summary>
    /// <param name="expected">The action of the endpoint.</param>
    /// <param name="now">Now.</param>
    public string? Rejection(string expected, DateTimeOffset now)
    {
        if (Header.TryGetProperty("version", out _) && Text(Header, "version") != Version)
            return DciHeaderReasons.Version;
        if (Text(Header, "action") is not { } action || !Actions.Contains(action))
            return DciHeaderReasons.Action;
        if (action != expected)
            return DciHeaderReasons.ActionNotSupported;
        if (Time(Header, "message_ts") is not { } at || at < now - Age - Skew || at > now + Skew)
            return DciHeaderReasons.MessageTs;
        return Total switch { null => DciHeaderReasons.TotalCount, > MostSearches => DciHeaderReasons.TotalCountLimit, _ => null };
    }

    /// <summary>Whether the message has a transaction and, under this name, questions of this shape.</summary>
    public bool Asks(string member, JsonValueKind kind, out JsonElement asked)
    {
        asked = default;
        return Message.TryGetProperty("transaction_id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString()!.Length <= LongestId
            && Message.TryGetProperty(member, out asked) && asked.ValueKind == kind;
    }

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>A moment in ISO 8601 with its zone; null when it is none.</summary>
    public static DateTimeOffset? Time(JsonElement element, string name) =>
        Text(element, name) is { Length: >= 17 and <= 40 } text && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}
