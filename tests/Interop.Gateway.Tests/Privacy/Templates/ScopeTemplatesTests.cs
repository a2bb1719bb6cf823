using System.Text.Json;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Schemas;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy.Templates;

public sealed class ScopeTemplatesTests
{
    private static readonly HashSet<string> Programmes = [.. ProgrammeRules.Load(AttributeCatalogue.Current).All.Select(p => p.Code)];
    private static readonly ScopeTemplates Shipped = ScopeTemplates.Load(AttributeCatalogue.Current, Programmes);

    [Fact]
    public void Load_Shipped_AreTheFiveUseCases() =>
        Shipped.All.Select(t => t.Code).ShouldBe(["enrolment", "grievance", "payment", "point-of-care", "statistics"]);

    [Fact]
    public void Load_Shipped_StatisticsGivesOnlyAPartOfWhatCanBeGivenInPart()
    {
        var statistics = Shipped.Find("statistics").ShouldNotBeNull();
        statistics.Attributes.Where(a => a.Most == Reduction.Whole).Select(a => AttributeCatalogue.Current[a.Name]).ShouldAllBe(a => a.Reductions.Count == 0 && a.Sensitivity == Sensitivity.Personal);
        statistics.Operations.ShouldBe([Operation.Lookup, Operation.CrossTables]);
    }

    [Fact]
    public void Load_Shipped_AskForConditionsWhereThereMustBeOne()
    {
        Shipped.Find("grievance").ShouldNotBeNull().Conditions.ShouldBe([SubjectConditionKind.Case]);
        Shipped.Find("point-of-care").ShouldNotBeNull().Conditions.ShouldBeEmpty("a person in need may be anybody");
    }

    /// <summary>A grievance without a case is refused, and 'any person' is no condition.</summary>
    [Fact]
    public void ExcessesOf_GrievanceAboutAnybody_IsTold() => Shipped.ExcessesOf(ScopeFile.Scope() with { UseCase = "grievance", Purposes = ["PATRQT"] })
        .ShouldHaveSingleItem().ShouldBe(new(BoundKind.Condition, "grievance", "case"));

    [Fact]
    public void Read_EveryKindOfFault_AllAreTold()
    {
        string Text(string code, string purposes, string attributes, string programmes) => $$"""
            {"template":"{{code}}","title":{"en":"a","km":"ក"},"description":{"en":"a","km":"ក"},"purposes":[{{purposes}}],"operations":["lookup"],"attributes":[{{attributes}}],
            "programmes":[{{programmes}}],"longestDays":1,"longestRetentionDays":0,"services":false,"conditions":[]}
            """;
        ScopeTemplates.Read(
            [
                new("a.json", Text("twice", "\"TREAT\",\"CURIOSITY\"", """{"name":"person.shoeSize","most":"whole"},{"name":"vital.sex","most":"year"},{"name":"vital.sex","most":"whole"}""", "\"free-beer\"")),
                new("b.json", Text("twice", "\"TREAT\"", "", "")),
                new("c.json", Text("exceptional", "\"TREAT\"", "", "")),
                new("d.json", Text("Capitals", "\"TREAT\"", "", "")),
            ], AttributeCatalogue.Current, Programmes, out var faults).ShouldBeNull();
        faults.ShouldBe(
        [
            "d.json: template: pattern-mismatch (\"Capitals\")",
            "a.json: purposes: no purpose 'CURIOSITY' among HL7 PurposeOfUse codes in use",
            "a.json: attributes: no attribute 'person.shoeSize' in the catalogue",
            "a.json: attributes: 'vital.sex' cannot be reduced to 'year'",
            "a.json: attributes: 'vital.sex' is there more than once",
            "a.json: programmes: no programme 'free-beer'",
            "c.json: template: 'exceptional' is what a scope without a use case is called",
            "template 'twice' is in a.json and b.json",
        ]);
    }

    [Fact]
    public void ExcessesOf_ScopesOfTheDemo_None()
    {
        using var sample = typeof(ScopeConfig).Assembly.GetManifestResourceStream("demo/scopes.json")!;
        var scopes = JsonSerializer.Deserialize<ScopesConfig>(sample, EmbeddedJson.Options)!.Scopes;
        scopes.SelectMany(Shipped.ExcessesOf).ShouldBeEmpty();
        scopes.Where(s => s.UseCase is null).Select(s => s.Scope).ShouldBe(["social-ministry-eligibility", "dci-sandbox-trial", "data-protection-subject-access"], "one reads the whole catalogue, one is a trial, one answers people about themselves");
    }
}
