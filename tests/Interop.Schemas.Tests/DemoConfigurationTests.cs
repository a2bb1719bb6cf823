using System.Text.Json.Nodes;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Schemas.Tests;

public sealed class DemoConfigurationTests
{
    private static readonly string InstitutionsText = File.ReadAllText(Repository.Folder("ops", "config", "demo", "institutions.json"));
    private static readonly string ScopesText = File.ReadAllText(Repository.Folder("ops", "config", "demo", "scopes.json"));
    private static readonly JsonArray Scopes = JsonNode.Parse(ScopesText)!["scopes"]!.AsArray();

    [Fact]
    public void Files_OfTheDemo_FitTheirSchemas()
    {
        JsonSchemas.Validate("institutions", InstitutionsText).ShouldBeEmpty();
        JsonSchemas.Validate("privacy-scope", ScopesText).ShouldBeEmpty();
        JsonSchemas.Validate("streams", File.ReadAllText(Repository.Folder("ops", "config", "streams", "topics.json"))).ShouldBeEmpty();
    }

    [Fact]
    public void Scopes_OfTheDemo_NameOnlyWhatExists()
    {
        var institutions = JsonNode.Parse(InstitutionsText)!["institutions"]!.AsArray().Select(i => (string)i!["code"]!).ToArray();
        institutions.ShouldBeUnique();
        Scopes.Select(s => (string)s!["consumer"]!).Distinct().ShouldBe(institutions, ignoreOrder: true);
        Texts("purposes").Except(CodeLists.Purposes.Keys).ShouldBeEmpty();
        Texts("registries").Except(AttributeCatalogue.Current.All.Select(a => a.Owner)).ShouldBeEmpty();
        Texts("programmes").Except(EmbeddedJson.Names("Programmes/").Select(n => (string)JsonNode.Parse(EmbeddedJson.Text(n))!["programme"]!)).ShouldBeEmpty();
    }

    [Fact]
    public void Scopes_OfTheDemo_GrantOnlyReductionsOfTheCatalogueFromGrantedRegistries()
    {
        foreach (var scope in Scopes)
        {
            scope!["attributes"]!.AsArray().Select(a => (string)a!["name"]!).ShouldBeUnique();
            foreach (var grant in scope["attributes"]!.AsArray())
            {
                var attribute = AttributeCatalogue.Current.Find((string)grant!["name"]!).ShouldNotBeNull((string)grant["name"]!);
                scope["registries"]!.AsArray().Select(r => (string)r!).ShouldContain(attribute.Owner, $"{scope["scope"]}: {attribute}");
                if ((string?)grant["reduction"] is { } reduction)
                    attribute.Reductions.Select(r => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString())).ShouldContain(reduction, $"{scope["scope"]}: {attribute}");
            }
        }
    }

    [Fact]
    public void Scopes_OfTheDemo_SayInWhichCircumstanceTheyGrantWhatIsSensitive()
    {
        foreach (var scope in Scopes)
            foreach (var grant in scope!["attributes"]!.AsArray())
                if (AttributeCatalogue.Current[(string)grant!["name"]!].Sensitivity == Sensitivity.Sensitive)
                    grant["circumstance"].ShouldNotBeNull($"{scope["scope"]}: {grant["name"]}");
    }

    [Fact]
    public void Scopes_OfTheDemo_AreApprovedByASecondOfficer() =>
        Scopes.ShouldAllBe(s => (string?)s!["submittedBy"] != null && (string?)s["approvedBy"] != null && (string?)s["submittedBy"] != (string?)s["approvedBy"]);

    [Fact]
    public void Scopes_OfTheHospital_DoNotShowThePovertyLevel() =>
        Scopes.Where(s => (string?)s!["consumer"] == "calmette-hospital").SelectMany(s => s!["attributes"]!.AsArray()).Select(a => (string?)a!["name"]).ShouldNotContain("idpoor.level");

    /// <summary>Whoever finds people by name learns who they are, and asks under the scope for care what they are entitled to.</summary>
    [Fact]
    public void Scopes_ThatFindPeople_GrantNothingSensitiveAndDoNothingElse()
    {
        var finding = Scopes.Where(s => s!["operations"]!.AsArray().Any(o => (string?)o == "match")).ToArray();
        finding.ShouldNotBeEmpty();
        foreach (var scope in finding)
        {
            scope!["operations"]!.AsArray().Count.ShouldBe(1);
            scope["attributes"]!.AsArray().ShouldAllBe(a => AttributeCatalogue.Current[(string)a!["name"]!].Sensitivity != Sensitivity.Sensitive);
            scope["limits"]!["perDay"].ShouldNotBeNull();
        }
    }

    /// <summary>Whom people ask what is held about them must be able to say all of it, and to nobody else's purpose; what is read of a relative is the relative's.</summary>
    [Fact]
    public void Scopes_OfTheDataProtectionOffice_GrantEveryAttributeWholeForThePersonAlone()
    {
        var scope = Scopes.Single(s => (string?)s!["consumer"] == "data-protection-office")!;
        scope["purposes"]!.AsArray().Select(p => (string?)p).ShouldBe(["PATRQT"]);
        scope["attributes"]!.AsArray().Select(a => (string?)a!["name"]).ShouldBe(AttributeCatalogue.Current.All.Where(a => a.Via is null).Select(a => a.Name));
        scope["attributes"]!.AsArray().ShouldAllBe(a => a!["reduction"] == null);
    }

    private static IEnumerable<string> Texts(string member) => Scopes.SelectMany(s => s![member]!.AsArray()).Select(v => (string)v!).Distinct();
}
