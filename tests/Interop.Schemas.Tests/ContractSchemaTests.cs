using System.Text.Json.Nodes;

namespace Interop.Schemas.Tests;

/// <summary>Schemas out of contracts of others: kept, or not taken.</summary>
public sealed class ContractSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string","nullable":true}""", "null", "1")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"const":"a"}""", "\"a\"", "\"b\"")]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMinimum":true}""", "2", "1")]
    [InlineData("""{"type":"integer","exclusiveMinimum":1}""", "2", "1")]
    [InlineData("""{"type":"integer","exclusiveMaximum":5}""", "4", "5")]
    [InlineData("""{"allOf":[{"type":"object","required":["a"]},{"$ref":"#/s/B"}]}""", """{"a":1,"b":"x"}""", """{"a":1,"b":2}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"$ref":"#/s/B"}]}""", """{"b":"x"}""", """{"b":1}""")]
    [InlineData("""{"type":"array","items":{"$ref":"#/s/Tree"}}""", """[{"of":[{}]}]""", """[{"of":[1]}]""")]
    [InlineData("""{"$ref":"#/s/Tree"}""", """{"of":[{}]}""", """{"of":[{"of":1}]}""")]
    [InlineData("""{"type":"object","additionalProperties":{"$ref":"#/s/a~1b"}}""", """{"x":1}""", """{"x":"1"}""")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$"}""", "\"ab\"", "\"ab\\n\"")]
    public void Read_Dialects_AreEnforced(string schema, string good, string bad)
    {
        var document = JsonNode.Parse("""{"s":{"B":{"type":"object","properties":{"b":{"type":"string"}}},"Tree":{"type":"object","properties":{"of":{"type":"array","items":{"$ref":"#/s/Tree"}}}},"a/b":{"type":"integer"}}}""")!;
        var read = ContractSchema.Read(document, JsonNode.Parse(schema)!, out var faults).ShouldNotBeNull(string.Join(", ", faults));
        read.Validate(good).ShouldBeEmpty();
        read.Validate(bad).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"if":{},"then":{}}}}""", "/properties/a/if")]
    [InlineData("""{"items":{"contains":{}}}""", "/items/contains")]
    [InlineData("""{"properties":{"a":true}}""", "/properties/a")]
    [InlineData("""{"$ref":"other.json#/x"}""", "/$ref")]
    [InlineData("""{"$ref":"#/nowhere"}""", "/$ref")]
    [InlineData("""{"$ref":"#/s"}""", "/unevaluatedProperties")]
    public void Read_WhatCannotBeEnforced_IsAFaultWithItsPlace(string schema, string place)
    {
        ContractSchema.Read(JsonNode.Parse("""{"s":{"unevaluatedProperties":false}}""")!, JsonNode.Parse(schema)!, out var faults).ShouldBeNull();
        faults.ShouldContain(f => f.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Faults_ShowNoValues()
    {
        var schema = ContractSchema.Read(new JsonObject(), JsonNode.Parse("""{"type":"object","properties":{"a":{"type":"string","maxLength":1}}}""")!, out _)!;
        schema.Validate("""{"a":"secret"}""").ShouldHaveSingleItem().ToString().ShouldNotContain("secret");
        schema.Validate("""{"a":"x","a":"y"}""").ShouldHaveSingleItem().Kind.ShouldBe("not-json");
    }
}
