using System.Text.Json.Nodes;
using Interop.Schemas.Codes;

namespace Interop.Schemas.Tests;

public sealed class OpenApiDocumentTests
{
    private static readonly JsonNode Document = JsonNode.Parse(OpenApiDocument.Assemble())!;

    [Fact]
    public void Assemble_EveryReference_HasItsTarget()
    {
        var references = Members(Document, "$ref").Select(r => (string)r!).Distinct().ToArray();
        references.Length.ShouldBeGreaterThan(20);
        foreach (var reference in references)
        {
            reference.ShouldStartWith("#/");
            reference[2..].Split('/').Aggregate<string, JsonNode?>(Document, (node, part) => node?[part]).ShouldNotBeNull(reference);
        }
    }

    [Theory]
    [InlineData("$schemaOf")]
    [InlineData("$examplesOf")]
    [InlineData("$schema")]
    [InlineData("definitions")]
    public void Assemble_PlaceholdersAndWordsOfJsonSchemaOnly_AreGone(string member) => Members(Document, member).ShouldBeEmpty();

    [Theory]
    [InlineData("/v1/entitlements/check", "entitlement-check-request", "entitlement-check-answer")]
    [InlineData("/v1/lookup", "lookup-request", "lookup-answer")]
    [InlineData("/v1/match", "match-request", "match-answer")]
    [InlineData("/v1/guarantees", "entitlement-check-request", "guarantee-answer")]
    public void Assemble_Examples_AreValidMessages(string path, string request, string answer)
    {
        var operation = Document["paths"]![path]!["post"]!;
        Check(operation["requestBody"]!, "application/json", request);
        Check(operation["responses"]!["200"]!, "application/json", answer);
        foreach (var (_, response) in Document["components"]!["responses"]!.AsObject())
            Check(response!, "application/problem+json", "problem");

        static void Check(JsonNode place, string media, string schema)
        {
            var content = place["content"]![media]!;
            ((string)content["schema"]!["$ref"]!).ShouldBe($"#/components/schemas/{schema}");
            var examples = content["examples"]!.AsObject();
            examples.Count.ShouldBeGreaterThan(1);
            examples.SelectMany(e => JsonSchemas.Validate(schema, e.Value!["value"]!.ToJsonString())).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Assemble_PurposeHeader_OffersThePurposesOfTheList() =>
        Document["components"]!["parameters"]!["Interop-Purpose"]!["schema"]!["enum"]!.AsArray().Select(v => (string)v!).ShouldBe(CodeLists.Purposes.Keys, ignoreOrder: true);

    private static IEnumerable<JsonNode?> Members(JsonNode? node, string name) => node switch
    {
        JsonObject o => o.SelectMany(m => m.Key == name ? [m.Value] : Members(m.Value, name)),
        JsonArray a => a.SelectMany(i => Members(i, name)),
        _ => [],
    };
}
