using System.Text.Json.Nodes;

namespace Interop.Schemas.Tests;

/// <summary>Schemas keep to the keywords that NJsonSchema really enforces, each proven here by a document that breaks it.</summary>
public sealed class KeywordTests
{
    /// <summary>Say nothing about the document.</summary>
    private static readonly string[] Annotations = ["$schema", "title", "description"];

    public static TheoryData<string, string, string, string> Proofs => new()
    {
        { "type", """{"type":"object"}""", "{}", "[]" },
        { "type", """{"type":"string"}""", "\"1\"", "1" },
        { "type", """{"type":"integer"}""", "1", "1.5" },
        { "type", """{"type":"integer"}""", "1", "true" },
        { "type", """{"type":"boolean"}""", "true", "\"true\"" },
        { "type", """{"type":"array"}""", "[]", "null" },
        { "properties", """{"type":"object","properties":{"a":{"type":"string"}}}""", """{"a":"x"}""", """{"a":null}""" },
        { "required", """{"type":"object","required":["a"]}""", """{"a":1}""", """{"b":1}""" },
        { "required", """{"type":"object","properties":{"a":{"type":"object","required":["b"],"properties":{"b":{"type":"string"}}}}}""", """{"a":{"b":"x"}}""", """{"a":{}}""" },
        { "additionalProperties", """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}}}""", """{"a":"x"}""", """{"b":"x"}""" },
        { "additionalProperties", """{"type":"object","additionalProperties":{"type":"integer"}}""", """{"a":1}""", """{"a":"x"}""" },
        { "items", """{"type":"array","items":{"type":"string"}}""", """["a"]""", """["a",1]""" },
        { "minItems", """{"type":"array","minItems":1}""", "[1]", "[]" },
        { "maxItems", """{"type":"array","maxItems":1}""", "[1]", "[1,2]" },
        { "uniqueItems", """{"type":"array","uniqueItems":true}""", """["a","b"]""", """["a","a"]""" },
        { "uniqueItems", """{"type":"array","uniqueItems":true}""", """[{"a":1},{"a":2}]""", """[{"a":1},{"a":1}]""" },
        { "enum", """{"type":"string","enum":["a","b"]}""", "\"b\"", "\"B\"" },
        { "enum", """{"type":"boolean","enum":[true]}""", "true", "false" },
        { "minLength", """{"type":"string","minLength":1}""", "\"a\"", "\"\"" },
        { "maxLength", """{"type":"string","maxLength":2}""", "\"ab\"", "\"abc\"" },
        { "pattern", """{"type":"string","pattern":"^[a-z]+$"}""", "\"ab\"", "\"aB\"" },
        { "pattern", """{"type":"string","pattern":"^[a-z]+$"}""", "\"ab\"", "\"ab\\n\"" },
        { "format", """{"type":"string","format":"date"}""", "\"2028-02-29\"", "\"2026-02-29\"" },
        { "minimum", """{"type":"integer","minimum":0}""", "0", "-1" },
        { "maximum", """{"type":"integer","maximum":5}""", "5", "6" },
        { "minProperties", """{"type":"object","minProperties":1}""", """{"a":1}""", "{}" },
        { "oneOf", """{"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1}""", """{"a":1,"b":1}""" },
        { "oneOf", """{"oneOf":[{"type":"string"},{"type":"boolean"}]}""", "true", "1" },
        { "anyOf", """{"anyOf":[{"required":["a","b"]},{"required":["c"]}]}""", """{"a":1,"b":1,"c":1}""", """{"a":1}""" },
        { "anyOf", """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"},"b":{"type":"string"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", """{"b":"x"}""", "{}" },
        { "definitions", """{"type":"object","properties":{"a":{"$ref":"#/definitions/d"}},"definitions":{"d":{"type":"string"}}}""", """{"a":"x"}""", """{"a":1}""" },
        { "$ref", """{"type":"object","additionalProperties":{"$ref":"#/definitions/n"},"definitions":{"n":{"type":"object","additionalProperties":false,"properties":{"all":{"type":"array","items":{"$ref":"#/definitions/n"}}}}}}""",
            """{"a":{"all":[{"all":[]}]}}""", """{"a":{"all":[{"all":[{"any":[]}]}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Proofs))]
    public void Compile_AllowedKeyword_IsEnforced(string keyword, string schema, string good, string bad)
    {
        var compiled = JsonSchemas.Compile(schema);
        compiled.Validate(good).ShouldBeEmpty(keyword);
        compiled.Validate(bad).ShouldNotBeEmpty(keyword);
    }

    /// <summary>The schema of mapping files ships with the adapters; it is compiled by the same engine.</summary>
    private const string Mapping = "mapping.schema.json";

    public static TheoryData<string> Schemas => [.. JsonSchemas.Names, Mapping];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Text_EverySchema_UsesOnlyProvenKeywords(string schema)
    {
        string[] allowed = [.. Annotations, .. Proofs.Select(p => p.Data.Item1).Distinct()];
        var root = JsonNode.Parse(schema == Mapping ? File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Mapping)) : JsonSchemas.Text(schema))!.AsObject();
        ((string?)root["$schema"]).ShouldBe("http://json-schema.org/draft-04/schema#");
        ((string?)root["type"]).ShouldBe("object", "a document is an object, so that members can be added to it");
        foreach (var node in Nodes(root))
        {
            node.Select(k => k.Key).Except(allowed).ShouldBeEmpty(node.GetPath());
            if (node.ContainsKey("$ref"))
            {
                node.Count.ShouldBe(1, $"{node.GetPath()}: what stands beside a $ref is ignored");
                var target = (string)node["$ref"]!;
                target.ShouldStartWith("#/definitions/");
                root["definitions"]!.AsObject().ContainsKey(target["#/definitions/".Length..]).ShouldBeTrue(target);
            }

            if (node["format"] is { } format)
                ((string)format!).ShouldBe("date", "date-time lets 2024 and 25:00 through");
            if (node["pattern"] is { } pattern)
                ((string)pattern!).ShouldSatisfyAllConditions(p => p.ShouldStartWith("^"), p => p.ShouldEndWith("$"));
            node["type"]?.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String, "OpenAPI 3.0 has no lists of types");
        }
    }

    [Fact]
    public void Text_ProgrammeAndConditions_DefineTheConditionTreeAlike() =>
        JsonNode.DeepEquals(JsonNode.Parse(JsonSchemas.Text("programme"))!["definitions"], JsonNode.Parse(JsonSchemas.Text("conditions"))!["definitions"]).ShouldBeTrue();

    /// <summary>The schema and every schema inside it; members of <c>properties</c> and <c>definitions</c> are names, not keywords.</summary>
    private static IEnumerable<JsonObject> Nodes(JsonObject schema)
    {
        IEnumerable<JsonNode?> inside =
        [
            .. schema["properties"]?.AsObject().Select(p => p.Value) ?? [],
            .. schema["definitions"]?.AsObject().Select(p => p.Value) ?? [],
            .. schema["oneOf"]?.AsArray() ?? [],
            .. schema["anyOf"]?.AsArray() ?? [],
            schema["items"], schema["additionalProperties"],
        ];
        return [schema, .. inside.OfType<JsonObject>().SelectMany(Nodes)];
    }
}
