using System.Buffers.Text;
using System.Text.Json;

namespace Interop.Gateway.Audit;

/// <content>Reads leaves back, those of every version. A member it does not know is a fault: a leaf is what this program or an earlier one wrote.</content>
internal static partial class AuditLeaf
{
    /// <summary>The key of pseudonyms in leaves of version 1, which name none.</summary>
    public const string FirstSubjectKey = "1";

    /// <exception cref="InvalidDataException">The bytes are no leaf of a version this program knows.</exception>
    public static AuditEntry Read(ReadOnlySpan<byte> leaf)
    {
        try
        {
            return ReadEntry(leaf);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("The bytes are no leaf of an audit log.", e);
        }
    }

    private static AuditEntry ReadEntry(ReadOnlySpan<byte> leaf)
    {
        var json = new Utf8JsonReader(leaf);
        json.Read();
        Expect(json.TokenType == JsonTokenType.StartObject);
        var version = (int)Number(ref json, "v"u8)!;
        Expect(version is 1 or FormatVersion or CountedVersion);
        Member(ref json, "exchange"u8);
        var exchange = json.GetGuid();
        var phase = PhaseOf(ref json);
        Member(ref json, "at"u8);
        var at = json.GetDateTimeOffset();
        var (institution, key, user, @case) = (Text(ref json, "institution"u8), Text(ref json, "key"u8), Text(ref json, "user"u8), Text(ref json, "case"u8));
        var (door, operation) = (Text(ref json, "door"u8), Text(ref json, "operation"u8));
        var (purpose, scope, scopeVersion) = (Text(ref json, "purpose"u8), Text(ref json, "scope"u8), Number(ref json, "scopeVersion"u8));
        var subject = Pseudonym(ref json);
        var subjectKey = version > 1 ? Text(ref json, "subjectKey"u8) : subject.Length > 0 ? FirstSubjectKey : null;
        var registries = Registries(ref json);
        var asked = version > 1 ? Texts(ref json, "asked"u8) : null;
        return new()
        {
            Exchange = exchange, Phase = phase, At = at, Institution = institution ?? "", Key = key, User = user, Case = @case,
            Door = door!, Operation = operation!, Purpose = purpose, Scope = scope, ScopeVersion = scopeVersion,
            SubjectPseudonym = subject, SubjectKey = subjectKey, Registries = registries, Asked = asked,
            Disclosed = Texts(ref json, "disclosed"u8)!, Programmes = Texts(ref json, "programmes"u8)!, Counts = version == CountedVersion ? Counts(ref json) : [], Outcome = Text(ref json, "outcome"u8)!,
        };
    }

    private static void Expect(bool so)
    {
        if (!so)
            throw new FormatException();
    }

    /// <summary>Moves on to the value of the next member, which must be the one of that name.</summary>
    private static void Member(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Expect(json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name));
        json.Read();
    }

    private static string? Text(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Member(ref json, name);
        return json.GetString();
    }

    private static int? Number(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Member(ref json, name);
        return json.TokenType == JsonTokenType.Null ? null : json.GetInt32();
    }

    private static AuditPhase PhaseOf(ref Utf8JsonReader json)
    {
        Member(ref json, "phase"u8);
        if (json.ValueTextEquals("admitted"u8))
            return AuditPhase.Admitted;
        if (json.ValueTextEquals("completed"u8))
            return AuditPhase.Completed;
        Expect(json.ValueTextEquals("refused"u8));
        return AuditPhase.Refused;
    }

    private static byte[] Pseudonym(ref Utf8JsonReader json)
    {
        Member(ref json, "subject"u8);
        if (json.TokenType == JsonTokenType.Null)
            return [];
        var pseudonym = new byte[PseudonymLength];
        Expect(!json.ValueIsEscaped && Base64Url.TryDecodeFromUtf8(json.ValueSpan, pseudonym, out var length) && length == PseudonymLength);
        return pseudonym;
    }

    private static List<ConsultedRegistry> Registries(ref Utf8JsonReader json)
    {
        Member(ref json, "registries"u8);
        Expect(json.TokenType == JsonTokenType.StartArray);
        var registries = new List<ConsultedRegistry>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            registries.Add(new(Text(ref json, "registry"u8)!, Text(ref json, "status"u8)!));
            Expect(json.Read() && json.TokenType == JsonTokenType.EndObject);
        }
        return registries;
    }

    private static List<LineCount> Counts(ref Utf8JsonReader json)
    {
        Member(ref json, "counts"u8);
        Expect(json.TokenType == JsonTokenType.StartArray);
        var counts = new List<LineCount>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var of = Text(ref json, "of"u8)!;
            Member(ref json, "count"u8);
            counts.Add(new(of, json.GetInt64()));
            Expect(json.Read() && json.TokenType == JsonTokenType.EndObject);
        }
        Expect(counts.Count > 0);
        return counts;
    }

    private static List<string>? Texts(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        Member(ref json, name);
        if (json.TokenType == JsonTokenType.Null)
            return null;
        Expect(json.TokenType == JsonTokenType.StartArray);
        var texts = new List<string>();
        while (json.Read() && json.TokenType == JsonTokenType.String)
            texts.Add(json.GetString()!);
        return texts;
    }
}
