using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Interop.Gateway.Audit;

/// <summary>
/// An entry as a leaf of the log: one JSON object in UTF-8, without white space, members in this order, all of them always there but for counts.
/// <code>
/// v             the number 2, the version of this format; 3 of an entry with counts
/// exchange      UUID, lower case with hyphens
/// phase         "admitted" | "completed" | "refused"
/// at            UTC, yyyy-MM-ddTHH:mm:ss.fffZ
/// institution, key, user, case, door, operation, purpose, scope     text; null where there is none
/// scopeVersion  number or null
/// subject       pseudonym of 32 bytes in base64url without padding, or null
/// subjectKey    name of the key the pseudonym was made with, or null; since version 2
/// registries    [{"registry":text,"status":text}], in the order consulted
/// asked         [text], or null when the caller named no attributes; since version 2
/// disclosed, programmes   [text]
/// counts        [{"of":text,"count":number}], at least one; in version 3 alone
/// outcome       text
/// </code>
/// Characters outside ASCII and those with a meaning in HTML are written as <c>\uXXXX</c>. A verifier hashes the bytes it is given and never
/// writes them anew. The leaf hash is SHA-256(0x00 || leaf), RFC 9162 §2.1.1.
/// </summary>
internal static partial class AuditLeaf
{
    public const int FormatVersion = 2, CountedVersion = 3;
    public const int PseudonymLength = 32;
    private const byte LeafPrefix = 0x00;

    // The leaf is written behind its prefix, so that one pass hashes both.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <exception cref="ArgumentException">The pseudonym is neither empty nor 32 bytes long.</exception>
    public static (byte[] Leaf, byte[] Hash) Write(AuditEntry entry)
    {
        var subject = entry.SubjectPseudonym.Span;
        if (subject.Length is not (0 or PseudonymLength))
            throw new ArgumentException($"A subject pseudonym has {PseudonymLength} bytes, not {subject.Length}.", nameof(entry));

        buffer ??= new(1024);
        buffer.ResetWrittenCount();
        buffer.GetSpan(1)[0] = LeafPrefix;
        buffer.Advance(1);
        var json = writer ??= new(buffer, new() { SkipValidation = true });
        json.Reset(buffer);
        WriteObject(json, entry, subject);
        json.Flush();
        return (buffer.WrittenSpan[1..].ToArray(), SHA256.HashData(buffer.WrittenSpan));
    }

    /// <summary>The hash of a leaf read back.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> leaf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(leaf);
        return hash.GetHashAndReset();
    }

    private static void WriteObject(Utf8JsonWriter json, AuditEntry entry, ReadOnlySpan<byte> subject)
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, entry.Counts.Count > 0 ? CountedVersion : FormatVersion);
        json.WriteString("exchange"u8, entry.Exchange);
        json.WriteString("phase"u8, Word(entry.Phase));
        WriteTime(json, entry.At);
        json.WriteString("institution"u8, entry.Institution);
        json.WriteString("key"u8, entry.Key);
        json.WriteString("user"u8, entry.User);
        json.WriteString("case"u8, entry.Case);
        json.WriteString("door"u8, entry.Door);
        json.WriteString("operation"u8, entry.Operation);
        json.WriteString("purpose"u8, entry.Purpose);
        json.WriteString("scope"u8, entry.Scope);
        if (entry.ScopeVersion is { } version)
            json.WriteNumber("scopeVersion"u8, version);
        else
            json.WriteNull("scopeVersion"u8);
        if (subject.IsEmpty)
            json.WriteNull("subject"u8);
        else
        {
            Span<byte> text = stackalloc byte[43];
            json.WriteString("subject"u8, text[..Base64Url.EncodeToUtf8(subject, text)]);
        }
        json.WriteString("subjectKey"u8, entry.SubjectKey);
        json.WriteStartArray("registries"u8);
        foreach (var consulted in entry.Registries)
        {
            json.WriteStartObject();
            json.WriteString("registry"u8, consulted.Registry);
            json.WriteString("status"u8, consulted.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (entry.Asked is null)
            json.WriteNull("asked"u8);
        else
            WriteTexts(json, "asked"u8, entry.Asked);
        WriteTexts(json, "disclosed"u8, entry.Disclosed);
        WriteTexts(json, "programmes"u8, entry.Programmes);
        if (entry.Counts.Count > 0)
            WriteCounts(json, entry.Counts);
        json.WriteString("outcome"u8, entry.Outcome);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, DateTimeOffset at)
    {
        // The round-trip format has a fast path; its first three places of the seconds are the ones kept.
        Span<byte> text = stackalloc byte[28];
        at.UtcDateTime.TryFormat(text, out _, "O", System.Globalization.CultureInfo.InvariantCulture);
        text[23] = (byte)'Z';
        json.WriteString("at"u8, text[..24]);
    }

    private static void WriteCounts(Utf8JsonWriter json, IReadOnlyList<LineCount> counts)
    {
        json.WriteStartArray("counts"u8);
        foreach (var count in counts)
        {
            json.WriteStartObject();
            json.WriteString("of"u8, count.Of);
            json.WriteNumber("count"u8, count.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    public static string Word(AuditPhase phase) => phase switch
    {
        AuditPhase.Admitted => "admitted",
        AuditPhase.Completed => "completed",
        AuditPhase.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
