using Interop.Adapters.Mapping;

namespace Interop.Adapters.Tests.Mapping;

public class MappingFileTests
{
    private const string Bad = """
        {
          "registry": "civil-registry", "kind": "rest", "title": { "en": "T", "km": "T" }, "precedence": 0, "colour": "red",
          "key": { "set": "nobody", "columns": ["PID"] },
          "identifiers": { "passport": { "columns": ["PASS"] }, "family-book": { "columns": ["FBN", "LINE"], "idType": "FB" } },
          "known": { "capacity": "resident", "from": { "column": "REG", "format": "dd-mm-yyyy" } },
          "sets": [
            { "name": "a", "from": "A", "key": ["PID"], "attributes": {
              "vital.sex": { "column": "SEX", "codes": { "1": "male", "2": "woman" } },
              "vital.birthDate": { "column": "DOB", "format": "QQQ" },
              "vital.shoeSize": { "column": "SHOE" },
              "nssf.status": { "column": "STATUS" },
              "name.given.latin": { "format": "yyyy" } } },
            { "name": "b", "from": "B", "key": ["PID", "NO"], "attributes": { "vital.sex": { "column": "SEX", "columns": ["S1", "S2"] } } }
          ]
        }
        """;

    [Theory]
    [InlineData("precedence", "0")]
    [InlineData("colour", "\"red\"")]
    [InlineData("rest", null)]
    [InlineData("key.set", "\"nobody\"")]
    [InlineData("key.idType", null)]
    [InlineData("identifiers['passport']", "\"passport\"")]
    [InlineData("identifiers['passport'].idType", null)]
    [InlineData("identifiers['family-book'].join", null)]
    [InlineData("known.from.format", "\"dd-mm-yyyy\"")]
    [InlineData("sets[0].attributes['vital.sex'].codes['2']", "\"woman\"")]
    [InlineData("sets[0].attributes['vital.birthDate'].format", "\"QQQ\"")]
    [InlineData("sets[0].attributes['vital.shoeSize']", "\"vital.shoeSize\"")]
    [InlineData("sets[0].attributes['nssf.status']", "\"civil-registry\"")]
    [InlineData("sets[0].attributes['name.given.latin']", "{ \"format\": \"yyyy\" }")]
    [InlineData("sets[0].attributes['name.given.latin'].format", "\"yyyy\"")]
    [InlineData("sets[1].key", "[\"PID\", \"NO\"]")]
    [InlineData("sets[1].attributes['vital.sex']", "\"vital.sex\"")]
    [InlineData("sets[1].attributes['vital.sex'].columns", "[\"S1\", \"S2\"]")]
    [InlineData("sets[1].attributes['vital.sex'].join", null)]
    public void Read_FileWithManyErrors_ReportsEachWithPlaceAndValue(string path, string? value)
    {
        var reading = MappingFile.Read(Bad, "bad.json");

        reading.Mapping.ShouldBeNull();
        reading.Errors.ShouldContain(e => e.File == "bad.json" && e.Path == path && e.Value == value, string.Join('\n', reading.Errors));
    }

    [Fact]
    public void Required_FileWithErrors_ThrowsThemAll()
    {
        var reading = MappingFile.Read(Bad, "bad.json");

        var thrown = Should.Throw<InvalidDataException>(() => reading.Required);

        foreach (var error in reading.Errors) thrown.Message.ShouldContain(error.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"sets":[1,{"attributes":[]}],"identifiers":3,"key":"x","known":[]}""")]
    public void Read_NoMapping_ReportsInsteadOfThrowing(string json)
    {
        var reading = MappingFile.Read(json, "odd.json");

        reading.Mapping.ShouldBeNull();
        reading.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Read_MemberTwice_IsAnError() =>
        MappingFile.Read("{\n\"kind\": \"sql\",\n\"kind\": \"rest\"}", "twice.json").Errors.Single().ToString().ShouldBe("twice.json: $: not JSON, or a member stands twice");

    [Fact]
    public void ReadFolder_FilesBelowIt_AreReadInOrder()
    {
        var folder = Directory.CreateTempSubdirectory("interop-mappings-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "b"));
            File.WriteAllText(Path.Combine(folder, "b", "mapping.json"), "{}");
            File.WriteAllText(Path.Combine(folder, "a.json"), Bad);

            MappingFile.ReadFolder(folder).Select(r => r.File).ShouldBe(["a.json", Path.Combine("b", "mapping.json")]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Create_WithoutConnection_IsRefused() =>
        Should.Throw<ArgumentException>(() => RegistryAdapters.Create(MappingFile.BuiltIn[0], TimeProvider.System));
}
