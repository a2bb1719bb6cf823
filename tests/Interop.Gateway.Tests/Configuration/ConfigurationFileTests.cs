using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Read_NoFile_SaysWhichAndWhatToDo()
    {
        var fault = Should.Throw<ConfigurationFaultException>(() => InstitutionRegister.Read(folder["institutions.json"])).Faults.ShouldHaveSingleItem();
        fault.ShouldStartWith(folder["institutions.json"] + ": no such file");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"institutions\":[")]
    [InlineData("{\"institutions\":[],\"institutions\":[]}")]
    [InlineData("{} {}")]
    [InlineData("{\"institutions\":[],}")]
    public void Read_NotJson_SaysSo(string text)
    {
        var path = folder.Write("institutions.json", text);
        Should.Throw<ConfigurationFaultException>(() => InstitutionRegister.Read(path)).Faults.ShouldBe([$"{path}: document: not-json"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Read_JsonOfAnotherShape_IsRefused(string text)
    {
        var path = folder.Write("institutions.json", text);
        Should.Throw<ConfigurationFaultException>(() => InstitutionRegister.Read(path)).Faults.ShouldAllBe(f => f.StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SchemaFaults_AreListedAllAtOnceWithTheirValues()
    {
        var path = folder.Write("institutions.json", """
            {"institutions":[
              {"code":"First Hospital","kind":"hospital","name":{"en":"First","km":"ទីមួយ"},"jurisdiction":""},
              {"code":"second","kind":"circus","name":{"en":"Second"},"jurisdiction":"123"}]}
            """);
        var thrown = Should.Throw<ConfigurationFaultException>(() => InstitutionRegister.Read(path));
        thrown.Faults.Count.ShouldBe(4);
        string[] expected = ["[0].code: pattern-mismatch (\"First Hospital\")", "[1].kind: not-in-enumeration (\"circus\")", "[1].name.km: property-required", "[1].jurisdiction: pattern-mismatch (\"123\")"];
        foreach (var fault in expected)
            thrown.Faults.ShouldContain(f => f.EndsWith(fault, StringComparison.Ordinal), $"{fault} in{Environment.NewLine}{thrown.Message}");
        thrown.Message.Split(Environment.NewLine).ShouldBe(thrown.Faults);
    }

    [Fact]
    public void Read_InstitutionTwice_SaysHowOften()
    {
        const string One = """{"code":"nssf","kind":"insurer","name":{"en":"Fund","km":"បេឡា"},"jurisdiction":""}""";
        var path = folder.Write("institutions.json", $$"""{"institutions":[{{One}},{{One}}]}""");
        Should.Throw<ConfigurationFaultException>(() => InstitutionRegister.Read(path)).Faults.ShouldBe([$"{path}: institution 'nssf' is there 2 times"]);
    }

    [Fact]
    public void Read_ValidFile_GivesItsContent()
    {
        var path = folder.Write("scopes.json", """{"scopes":[]}""");
        ConfigurationFile.Read<ScopesConfig>(path, "privacy-scope").Scopes.ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();
}
