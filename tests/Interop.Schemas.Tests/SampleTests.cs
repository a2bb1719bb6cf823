namespace Interop.Schemas.Tests;

public sealed class SampleTests
{
    private static readonly string[] Schemas = Directory.GetFiles(Repository.Folder("schemas"), "schema.json", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}")).ToArray();

    public static TheoryData<string, string> Valid => Samples("valid");
    public static TheoryData<string, string> Invalid => Samples("invalid");

    [Theory]
    [MemberData(nameof(Valid))]
    public void Validate_ValidSample_HasNoFaults(string schema, string file) =>
        JsonSchemas.Validate(schema, File.ReadAllText(Repository.Folder("schemas", file))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Validate_InvalidSample_IsFaultyInOnePlace(string schema, string file) =>
        JsonSchemas.Validate(schema, File.ReadAllText(Repository.Folder("schemas", file))).Select(f => f.Path).Distinct().Count().ShouldBe(1);

    [Fact]
    public void Names_EverySchemaFile_IsEmbeddedAndHasSamplesOfBothKinds()
    {
        JsonSchemas.Names.ShouldBe(Schemas.Select(Name).Order(StringComparer.Ordinal));
        foreach (var schema in Schemas)
        {
            Directory.GetFiles(Path.Combine(Path.GetDirectoryName(schema)!, "valid")).ShouldNotBeEmpty(schema);
            Directory.GetFiles(Path.Combine(Path.GetDirectoryName(schema)!, "invalid")).Length.ShouldBeGreaterThan(2, schema);
        }
    }

    [Theory]
    [InlineData("attribute-catalogue", "Catalogue/attributes.json")]
    [InlineData("code-lists", "Codes/codes.json")]
    [InlineData("identifier-types", "Codes/identifier-types.json")]
    [InlineData("purposes", "Codes/purposes.json")]
    [InlineData("conditions", "Rules/conditions.json")]
    public void Validate_ShippedDocument_HasNoFaults(string schema, string document) => JsonSchemas.Validate(schema, EmbeddedJson.Text(document)).ShouldBeEmpty();

    [Fact]
    public void Validate_ShippedProgrammes_HaveNoFaults()
    {
        var programmes = EmbeddedJson.Names("Programmes/").ToArray();
        programmes.Length.ShouldBeGreaterThanOrEqualTo(12);
        programmes.SelectMany(p => JsonSchemas.Validate("programme", EmbeddedJson.Text(p))).ShouldBeEmpty();
    }

    [Fact]
    public void Validate_ShippedTemplates_HaveNoFaults()
    {
        var templates = EmbeddedJson.Names("Templates/").ToArray();
        templates.Length.ShouldBeGreaterThanOrEqualTo(5);
        templates.SelectMany(t => JsonSchemas.Validate("scope-template", EmbeddedJson.Text(t))).ShouldBeEmpty();
    }

    private static TheoryData<string, string> Samples(string kind)
    {
        var data = new TheoryData<string, string>();
        foreach (var schema in Schemas)
            foreach (var file in Directory.GetFiles(Path.Combine(Path.GetDirectoryName(schema)!, kind)).Order(StringComparer.Ordinal))
                data.Add(Name(schema), Path.GetRelativePath(Repository.Folder("schemas"), file));
        return data;
    }

    private static string Name(string schema) => Path.GetFileName(Path.GetDirectoryName(schema))!;
}
