using System.Text;
using CsCheck;
using Interop.Gateway.Fhir;
using Interop.Gateway.Matching;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Tests.Fhir;

/// <summary>What of a Patient is compared, and that whatever comes is understood or a problem of the caller's.</summary>
public sealed class PatientDescriptionTests
{
    private const string Good = """
        {"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":2},{"name":"resource","resource":{"resourceType":"Patient","identifier":[{"system":"urn:interop:identifier:equity-card",
         "value":"120101000042-02"}],"name":[{"use":"old","family":"Chan","given":["Rithy"]},{"family":"សុខ","given":["សុភា"]},{"family":"Sok","given":["Sophea","Mealea"]}],"gender":"female",
         "birthDate":"1984-03-17","address":[{"extension":[{"url":"urn:interop:fhir:place","valueCoding":{"system":"urn:interop:gazetteer","code":"12010203"}}]}]}}]}
        """;

    private static readonly Gen<string> Word = Gen.Frequency((3, Gen.OneOf("Sok", "សុខ", "1984-03-17", "1984", "female", "eq1984", "120101000042", "\u0001", "\uD83D\uDE00", "", "+", "%", "%00", "&", "=")), (1, Gen.String));

    [Fact]
    public void Read_APatientInParameters_TakesWhatIsComparedByItsScript()
    {
        Understood(Encoding.UTF8.GetBytes(Good), out var match).ShouldBeNull();

        var said = match!.Person;
        (match.Count, match.OnlyCertain, said.FamilyKhmer!.Text, said.GivenKhmer!.Text).ShouldBe((2, false, "សុខ", "សុភា"));
        (said.FamilyLatin, said.GivenLatin).ShouldBe((NamePart.Of("Sok"), NamePart.Of("Sophea Mealea")), "the old name is not the one compared");
        (said.Birth, said.Female, said.Place!.Value.Code, said.Card!.Value.Member).ShouldBe((new BirthDate(1984, 3, 17), true, 12010203, 2));
    }

    [Fact]
    public void Read_MoreThanTheHubGives_IsAskedForAsMuchAsItGives()
    {
        Understood(Encoding.UTF8.GetBytes(Good.Replace("\"valueInteger\":2", "\"valueInteger\":2000000000", StringComparison.Ordinal)), out var match).ShouldBeNull();
        match!.Count.ShouldBe(MatchBody.MostResults);
    }

    [Fact]
    public void Read_GoodBodyDamaged_IsUnderstoodOrAProblem()
    {
        var body = Encoding.UTF8.GetBytes(Good);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte, Gen.Int[0, 20]).Array[1, 3].Sample(damage =>
        {
            var damaged = body.ToList();
            foreach (var (at, with, length) in damage)
            {
                var place = Math.Min(at, damaged.Count - 1);
                damaged[place] = with;
                damaged.RemoveRange(place, Math.Min(length, damaged.Count - 1 - place));
            }
            Understood([.. damaged], out _);
        });
    }

    [Fact]
    public void Read_AnyTextInAnElement_IsUnderstoodOrAProblem() => Gen.Select(Gen.OneOf("Chan", "សុខ", "1984-03-17", "120101000042-02", "12010203", "female"), Word)
        .Sample((place, word) => Understood(Encoding.UTF8.GetBytes(Good.Replace($"\"{place}\"", System.Text.Json.JsonSerializer.Serialize(word), StringComparison.Ordinal)), out _));

    [Fact]
    public void ReadSearch_AnyForm_IsUnderstoodOrAProblem() =>
        Gen.Select(Gen.OneOf("family", "given", "birthdate", "gender", "_count", "_page", "telecom"), Word).Array[1, 6].Select(p => string.Join('&', p.Select(v => v.Item1 + "=" + v.Item2))).Sample(form =>
        {
            var bytes = Encoding.UTF8.GetBytes(form);
            PatientDescription.IsIn(bytes);
            if (FhirRequest.ReadParameters(new QueryCollection(), bytes, out var parameters) is not null || FhirWish.Read(parameters, StringValues.Empty, isSearch: true, out var wish) is not null)
                return;
            var problem = PatientDescription.ReadSearch(Request([], parameters), wish!.Count, out var match);
            (problem is null).ShouldBe(match is not null);
            if (match is not null)
                (MatchBody.IsEnough(match.Person), match.Count is >= 1 and <= MatchBody.MostResults).ShouldBe((true, true));
        });

    [Theory]
    [InlineData("family=Sok&given=Dara&birthdate=1980", true)]
    [InlineData("gender=male", true)]
    [InlineData("family=Sok&identifier=x", false)]
    [InlineData("_id=x&given=Dara", false)]
    [InlineData("", false)]
    public void IsIn_FormThatDescribesSomebodyAndNamesNoNumber_IsTrue(string form, bool expected) => PatientDescription.IsIn(Encoding.UTF8.GetBytes(form)).ShouldBe(expected);

    private static Problem? Understood(byte[] body, out MatchAsked? match)
    {
        var problem = PatientDescription.Read(Request(body, new Dictionary<string, StringValues>()), out match);
        (problem is null).ShouldBe(match is not null);
        problem?.Kind.Status.ShouldBe(400);
        return problem;
    }

    private static FhirRequest Request(byte[] body, IReadOnlyDictionary<string, StringValues> parameters) => new(body, FhirFormat.Json, parameters, null, new(2026, 11, 26), static _ => null);
}
