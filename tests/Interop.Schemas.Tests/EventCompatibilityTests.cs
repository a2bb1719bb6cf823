using System.Text.Json.Nodes;

namespace Interop.Schemas.Tests;

/// <summary>
/// The rule by which events evolve: a reader of any released version takes what is written today. So a member that was required stays, none changes what
/// it may hold, and what is added is optional for whoever reads; a value list may not grow. Each released version lies in <c>released/</c> and never changes.
/// </summary>
public sealed class EventCompatibilityTests
{
    private static readonly string Folder = Repository.Folder("schemas", "Messages", "change-event");

    public static TheoryData<string> Released => [.. Directory.GetFiles(Path.Combine(Folder, "released")).Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Released))]
    public void Schema_OfToday_IsCompatibleWithReleased(string version) =>
        Breaks(Read(Path.Combine(Folder, "released", version)), Read(Path.Combine(Folder, "schema.json"))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Released))]
    public void Samples_OfToday_AreTakenByAReaderOfReleased(string version)
    {
        var reader = JsonSchemas.Compile(File.ReadAllText(Path.Combine(Folder, "released", version)));
        foreach (var sample in Directory.GetFiles(Path.Combine(Folder, "valid")))
            reader.Validate(File.ReadAllText(sample)).ShouldBeEmpty(sample);
    }

    [Theory]
    [InlineData("/properties/traceparent", """{"type":"string"}""", "")]
    [InlineData("/properties/data/properties/revision", """{"type":"integer"}""", "")]
    [InlineData("/properties/subject/pattern", "\"^[0-9]{9}$\"", "subject: pattern changed")]
    [InlineData("/properties/id/type", "\"integer\"", "id: type changed")]
    [InlineData("/properties/data/properties/kind", null, "data.kind: removed")]
    [InlineData("/required", """["specversion","id"]""", "required: source is not any more")]
    [InlineData("/properties/specversion/enum", """["1.0","1.1"]""", "specversion: enum changed")]
    [InlineData("/additionalProperties", "false", "additionalProperties changed")]
    public void Breaks_Changes_AreFoundWhereAReaderWouldFail(string pointer, string? value, string expected)
    {
        var (earlier, later) = (Read(Path.Combine(Folder, "schema.json")), Read(Path.Combine(Folder, "schema.json")));
        var parts = pointer[1..].Split('/');
        var owner = parts[..^1].Aggregate((JsonNode)later, (node, part) => node[part]!).AsObject();
        owner.Remove(parts[^1]);
        if (value is not null)
            owner[parts[^1]] = JsonNode.Parse(value);
        string.Join("; ", Breaks(earlier, later)).ShouldContain(expected);
        if (expected.Length == 0)
            Breaks(earlier, later).ShouldBeEmpty();
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();

    private static IEnumerable<string> Breaks(JsonObject earlier, JsonObject later, string at = "")
    {
        foreach (var keyword in (string[])["type", "enum", "pattern", "maxLength", "minLength", "additionalProperties"])
            if (!JsonNode.DeepEquals(earlier[keyword], later[keyword]))
                yield return at.Length == 0 ? $"{keyword} changed" : $"{at}: {keyword} changed";
        foreach (var member in earlier["required"]?.AsArray().Select(m => (string)m!) ?? [])
            if (later["required"]?.AsArray().Any(m => (string)m! == member) != true)
                yield return $"{at}required: {member} is not any more";
        foreach (var (name, schema) in earlier["properties"]?.AsObject() ?? [])
        {
            var path = at.Length == 0 ? name : $"{at}.{name}";
            if (later["properties"]?[name] is not JsonObject now)
                yield return $"{path}: removed";
            else
                foreach (var broken in Breaks(schema!.AsObject(), now, path))
                    yield return broken;
        }
    }
}
