using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Tests.Console.Scopes;

/// <summary>What a form of conditions and circumstances sends back is what it was filled with.</summary>
public sealed class SubjectFormTests
{
    private static readonly HashSet<string> Registries = ["health-insurance", "id-poor"];
    private static readonly HashSet<string> Purposes = ["TREAT", "COVERAGE"];

    [Fact]
    public void Read_OfWhatWasShown_IsTheSameConditions()
    {
        SubjectConditionConfig[] conditions =
        [
            new(SubjectConditionKind.Known, "health-insurance", ["insured", "retired"], 30), new(SubjectConditionKind.Known, "id-poor"),
            new(SubjectConditionKind.Jurisdiction), new(SubjectConditionKind.Case),
        ];
        var shown = SubjectForm.Of(conditions);
        shown.Lines.Count().ShouldBe(3, "and an empty one for a further registry");
        var read = SubjectForm.Read(Sent(shown));
        read.Conditions(Registries).Select(c => c?.ToString()).ShouldBe(conditions.Select(c => c.ToString()));
        SubjectForm.Read(Sent(SubjectForm.Of([]))).Conditions(Registries).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "insured", "")]
    [InlineData("", "", "3")]
    [InlineData("tax-office", "", "")]
    [InlineData("id-poor", "Insured!", "")]
    [InlineData("id-poor", "", "-1")]
    [InlineData("id-poor", "", "36501")]
    [InlineData("id-poor", "", "some")]
    public void Conditions_LineThatMeansNothing_IsNull(string registry, string capacities, string days) =>
        SubjectForm.Read(Sent(new KnownForm(registry, capacities, days))).Conditions(Registries).ShouldHaveSingleItem().ShouldBeNull();

    [Fact]
    public void Read_FieldsSentInDifferentNumbers_TakesTheLinesThatAreWhole() =>
        SubjectForm.Read(new FormCollection(new() { ["known"] = new StringValues(["id-poor", "health-insurance"]), ["capacities"] = "", ["graceDays"] = "" }))
            .Conditions(Registries).ShouldHaveSingleItem()!.Registry.ShouldBe("id-poor");

    [Theory]
    [InlineData("The card decides who pays", "", false)]
    [InlineData("The card decides who pays", "TREAT, COVERAGE", true)]
    public void Circumstance_OfWhatWasShown_IsTheSame(string because, string purposes, bool inCase)
    {
        var circumstance = new CircumstanceForm(because, purposes, inCase).Circumstance(Purposes, sensitive: true, out var wrong)!;
        wrong.ShouldBeFalse();
        var shown = CircumstanceForm.Of(circumstance);
        var read = CircumstanceForm.Read(
            new FormCollection(new() { ["because:a.b"] = shown.Because, ["for:a.b"] = shown.Purposes, ["inCase"] = shown.Case ? new StringValues(["x.y", "a.b"]) : new("x.y") }), "a.b");
        read.Circumstance(Purposes, sensitive: true, out _)!.ToString().ShouldBe(circumstance.ToString());
    }

    [Theory]
    [InlineData("", "", false, true, true)]
    [InlineData("", "", false, false, false)]
    [InlineData("Needed.", "", false, false, true)]
    [InlineData("", "TREAT", false, true, true)]
    [InlineData("", "", true, false, true)]
    [InlineData("The card decides who pays", "HRESCH", false, true, true)]
    public void Circumstance_TooLittleOrOfOtherPurposes_IsWrong(string because, string purposes, bool inCase, bool sensitive, bool expected)
    {
        new CircumstanceForm(because, purposes, inCase).Circumstance(Purposes, sensitive, out var wrong).ShouldBeNull();
        wrong.ShouldBe(expected);
    }

    private static FormCollection Sent(SubjectForm form)
    {
        string[] ticked = [.. form.Jurisdiction ? ["jurisdiction"] : Array.Empty<string>(), .. form.Case ? ["case"] : Array.Empty<string>()];
        return Sent(ticked, [.. form.Lines]);
    }

    private static FormCollection Sent(params KnownForm[] lines) => Sent([], lines);

    private static FormCollection Sent(string[] ticked, KnownForm[] lines) => new(new()
    {
        ["condition"] = ticked, ["known"] = lines.Select(l => l.Registry).ToArray(),
        ["capacities"] = lines.Select(l => l.Capacities).ToArray(), ["graceDays"] = lines.Select(l => l.GraceDays).ToArray(),
    });
}
