using Interop.Gateway.Entitlements;
using Interop.Schemas;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Entitlements;

public sealed class RuleFaultTests
{
    private const string Named = """{"conditions":{"alive":{"id":"alive","text":{"en":"Alive","km":"រស់"},"attribute":"vital.deathDate","onOrAfter":{"daysFromDate":1},"orNone":true}}}""";

    [Fact]
    public void Read_ManyFaultsInManyFiles_ReportsEachAtOnceWithItsPlaceAndValue()
    {
        var rules = ProgrammeRules.Read(AttributeCatalogue.Current, new("conditions.json", Named),
        [
            new("a.json", Rule("a", 1, """{"from":"2026-01-01"}""", """
                {"all":[{"use":"alive"},{"use":"alife"},{"use":"enrolled"},
                 {"id":"x1","text":{"en":"x","km":"x"},"attribute":"person.shoeSize","equals":"large"},
                 {"id":"x2","text":{"en":"x","km":"x"},"attribute":"vital.sex","equals":"femal"},
                 {"id":"x3","text":{"en":"x","km":"x"},"attribute":"vital.sex","onOrAfter":{"daysFromDate":0}},
                 {"id":"x4","text":{"en":"x","km":"x"},"attribute":"school.meals","equals":"yes"},
                 {"id":"x5","text":{"en":"x","km":"x"},"attribute":"school.grade","in":["1"]},
                 {"id":"x6","text":{"en":"x","km":"x"},"attribute":"school.grade","between":{"min":6,"max":1}},
                 {"id":"x7","text":{"en":"x","km":"x"},"age":{"min":20,"max":10}},
                 {"id":"alive","text":{"en":"x","km":"x"},"age":{"min":1,"max":10}},
                 {"attribute":"school.meals","equals":true},
                 {"id":"x8","text":{"en":"x","km":"x"},"not":{"use":"alive"},"orNone":true}]}
                """)),
            new("b.json", Rule("a", 1, """{"from":"2026-06-01","to":"2027-01-01"}""", """{"use":"alive"}""")),
            new("c.json", Rule("c", 1, """{"from":"2026-06-01","to":"2026-01-01"}""", """{"use":"alive"}""")),
            new("d.json", """{"programme":"d","version":0,"kind":"lottery"}"""),
            new("e.json", "{"),
            new("f.json", Rule("f", 1, """{"from":"2026-01-01"}""", """{"use":"alive"}""").Replace("\"enrolled\"", """
                "coverage":{"payer":"p","order":1,"package":"k","copayment":{"percent":0},"inForce":{"use":"entitled"},"from":"vital.sex","because":{"en":"x","km":"x"}},"enrolled"
                """, StringComparison.Ordinal)),
            new("g.json", Rule("g", 1, """{"from":"2026-01-01"}""", """{"use":"alive"}""").Replace("\"enrolled\"", """
                "coverage":{"payer":"p","order":1,"package":"k","copayment":{"percent":0},"inForce":{"use":"entitled"},"because":{"en":"x","km":"x"}},"enrolled"
                """, StringComparison.Ordinal)),
        ], out var errors);

        rules.ShouldBeNull();
        errors.Order(StringComparer.Ordinal).ShouldBe(new[]
        {
            "a.json: entitled.all[1]: no condition is named 'alife'",
            "a.json: entitled.all[2]: no condition is named 'enrolled'",
            "a.json: entitled.all[3]: the catalogue has no attribute 'person.shoeSize'",
            "a.json: entitled.all[4]: the code list 'sex' has no 'femal'",
            "a.json: entitled.all[5]: 'onOrAfter' does not fit 'vital.sex', which is a code",
            "a.json: entitled.all[6]: 'equals a text' does not fit 'school.meals', which is a boolean",
            "a.json: entitled.all[7]: 'in' does not fit 'school.grade', which is a integer",
            "a.json: entitled.all[8]: between 6 and 1 is empty",
            "a.json: entitled.all[9]: age from 20 to 10 is empty",
            "a.json: entitled.all[10]: the id 'alive' is already used by conditions.json",
            "a.json: entitled.all[11]: has no id and text, nor has a condition above it: an explanation could not name it",
            "a.json: entitled.all[12]: orNone and otherwise belong to a test of an attribute",
            "b.json: effective: overlaps a.json, another version of 'a'",
            "b.json: version: 1 of 'a' is also in a.json",
            "c.json: effective: ends on 2026-01-01, before it begins",
            "d.json: effective: property-required",
            "d.json: enrolled: property-required",
            "d.json: entitled: property-required",
            "d.json: kind: not-in-enumeration (\"lottery\")",
            "d.json: legalBasis: property-required",
            "d.json: title: property-required",
            "d.json: version: number-too-small (0)",
            "e.json: document: not-json",
            "f.json: coverage.from: the catalogue has no date 'vital.sex'",
            "g.json: coverage.order: 1 is also in f.json",
            "g.json: coverage.payer: 'p' is also in f.json",
        }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_NamedConditionsThatUseEachOther_ReportsTheCircle()
    {
        ProgrammeRules.Read(AttributeCatalogue.Current, new("conditions.json", """{"conditions":{"a":{"all":[{"use":"b"}]},"b":{"any":[{"use":"a"}]},"entitled":{"use":"a"}}}"""), [], out var errors).ShouldBeNull();
        errors.ShouldBe(["conditions.json: conditions.entitled: the name is taken by the programme's own condition", "conditions.json: conditions.a: uses itself"]);
    }

    [Fact]
    public void On_VersionsThatFollowEachOther_TakesTheOneInForce()
    {
        var rules = ProgrammeRules.Read(AttributeCatalogue.Current, new("conditions.json", Named),
        [
            new("new.json", Rule("a", 2, """{"from":"2026-07-01"}""", """{"use":"alive"}""")),
            new("old.json", Rule("a", 1, """{"from":"2024-01-01","to":"2026-05-31"}""", """{"use":"alive"}""")),
        ], out var errors);

        errors.ShouldBeEmpty();
        var programme = rules!.All.ShouldHaveSingleItem();
        programme.On(new(2026, 5, 31))!.Number.ShouldBe(1);
        programme.On(new(2026, 6, 1)).ShouldBeNull();
        programme.On(new(2026, 7, 1))!.Number.ShouldBe(2);
        programme.On(new(2023, 12, 31)).ShouldBeNull();
    }

    [Fact]
    public void Read_ShippedFiles_NameTheirProgramme() =>
        EmbeddedJson.Names("Programmes/").ShouldBe(ProseRules.Codes.Select(c => $"Programmes/{c}.json"));

    private static string Rule(string programme, int version, string effective, string entitled) => $$"""
        {"programme":"{{programme}}","version":{{version}},"effective":{{effective}},"title":{"en":"x","km":"x"},"kind":"cash","legalBasis":{"en":"x","km":"x"},
         "entitled":{{entitled}},"enrolled":{"use":"alive"} }
        """;
}
