using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Schemas;

namespace Interop.Gateway.Privacy;

/// <summary>Scopes as JSON of the schema <c>privacy-scope</c>, in one spelling: equal texts are equal scopes.</summary>
internal static class ScopeJson
{
    private static readonly JsonSerializerOptions Compact = new(EmbeddedJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    public static string Text(ScopeConfig scope) => JsonSerializer.Serialize(scope, Compact);

    /// <summary>For people to read.</summary>
    public static string Pretty(ScopeConfig scope) => JsonSerializer.Serialize(scope, Indented);

    public static ScopeConfig Read(string text) => JsonSerializer.Deserialize<ScopeConfig>(text, Compact)!;

    /// <summary>Whether a stored text is the scope of a text of today: what an earlier version of the hub has stored may be spelled otherwise.</summary>
    public static bool Same(string stored, string text) => stored == text || Text(Read(stored)) == text;

    /// <summary>What the schema finds in a scope that was put together by a program and not read from a file.</summary>
    public static IEnumerable<string> Faults(ScopeConfig scope) =>
        JsonSchemas.Validate("privacy-scope", JsonSerializer.Serialize(new ScopesConfig([scope]), Compact)).Select(f => f.ToString());
}
