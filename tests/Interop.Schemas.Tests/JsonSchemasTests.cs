namespace Interop.Schemas.Tests;

public sealed class JsonSchemasTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("{/* note */}")]
    [InlineData("""{"subject":{"type":"nssf","type":"nssf","value":"1"}}""")]
    public void Validate_NotStrictJson_SaysSo(string json) => JsonSchemas.Validate("lookup-request", json).ShouldBe([new SchemaFault("", "not-json", null)]);

    [Fact]
    public void Validate_SeveralFaults_NamesEachPlace() =>
        JsonSchemas.Validate("lookup-request", """{"subject":{"type":"passport"},"date":"soon","attributes":["vital.sex","sex"]}""").Select(f => f.ToString()).ShouldBe(
        ["subject.value: property-required", "subject.type: not-in-enumeration", "date: date-expected", "attributes[1]: pattern-mismatch"], ignoreOrder: true);

    [Fact]
    public void Validate_TextForAnObject_IsOneFault() =>
        JsonSchemas.Validate("lookup-request", """{"subject":"x"}""").ShouldBe([new SchemaFault("subject", "object-expected", null)]);

    [Fact]
    public void Validate_Message_NeverRepeatsAValue() =>
        JsonSchemas.Validate("lookup-request", """{"subject":{"type":"012345678","value":12345678}}""").ShouldAllBe(f => f.Value == null);

    [Fact]
    public void Validate_Configuration_RepeatsTheOffendingValue() =>
        JsonSchemas.Validate("institutions", """{"institutions":[{"code":"x","kind":"bank","name":{"en":"x","km":"x"},"jurisdiction":""}]}""")
            .ShouldHaveSingleItem().ToString().ShouldBe("institutions[0].kind: not-in-enumeration (\"bank\")");

    [Fact]
    public void Validate_UnknownSchema_Throws() => Should.Throw<KeyNotFoundException>(() => JsonSchemas.Validate("passport", "{}"));
}
