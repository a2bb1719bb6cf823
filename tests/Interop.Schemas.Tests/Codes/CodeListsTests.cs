using System.Text.Json.Nodes;
using Interop.Schemas.Codes;

namespace Interop.Schemas.Tests.Codes;

public sealed class CodeListsTests
{
    [Theory]
    [InlineData("national-id", "012345678", true)]
    [InlineData("national-id", "012345678\n", false)]
    [InlineData("national-id", "01234567", false)]
    [InlineData("national-id", "០១២៣៤៥៦៧៨", false)]
    [InlineData("equity-card", "120101000042-03", true)]
    [InlineData("equity-card", " 120101000042-03", false)]
    public void Accepts_Value_MustMatchFromEndToEnd(string type, string value, bool accepted) =>
        CodeLists.IdentifierTypes[type].Accepts(value).ShouldBe(accepted);

    [Theory]
    [InlineData("lookup-request")]
    [InlineData("entitlement-check-request")]
    public void IdentifierTypes_OfTheRequestSchemas_AreThoseOfTheList(string schema) =>
        JsonNode.Parse(JsonSchemas.Text(schema))!["definitions"]!["subject"]!["properties"]!["type"]!["enum"]!.AsArray().Select(v => (string)v!)
            .ShouldBe(CodeLists.IdentifierTypes.Keys, ignoreOrder: true);
}
