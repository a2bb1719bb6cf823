using System.Text;
using CsCheck;
using Hl7.Fhir.Model;
using Interop.Gateway.Fhir;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Tests.Fhir;

/// <summary>Whatever the body is, it is understood or is a problem of the caller's: no exception leaves, and what is answered can be written in either format.</summary>
public sealed class FhirParserTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static readonly string[] Words =
    [
        "resourceType", "CoverageEligibilityRequest", "Parameters", "Patient", "parameter", "resource", "status", "active", "purpose", "benefits", "patient", "identifier", "system", "value",
        "urn:interop:identifier:national-id", "999999999", "servicedDate", "servicedPeriod", "2026-11-25", "2026-02-30", "0001-01-01", "extension", "_status", "url", "valueString", "contained", "text", "div",
        "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>", "id", "reference", "Patient/1", "", "\u0001", "\uFFFF", "ខ្មែរ", "😀", "../..", "fhir_comments", "insurer", "created", "item", "diagnosis",
    ];

    private static readonly Gen<string> Word = Gen.Frequency((5, Gen.OneOf(Words)), (1, Gen.String));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Word.Select(Quoted)
        : Gen.Frequency(
            (3, Word.Select(Quoted)), (1, Gen.OneOf("true", "null", "1", "-0.5e400", "[]", "{}", "\"\\ud800\"")),
            (2, inner.Array[0, 3].Select(a => "[" + string.Join(',', a) + "]")),
            (4, Gen.Select(Word.Select(Quoted), inner).Array[0, 5].Select(m => "{" + string.Join(',', m.DistinctBy(p => p.Item1).Select(p => p.Item1 + ":" + p.Item2)) + "}"))));

    private static readonly Gen<string> Xml = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Gen.Const("<value value=\"1\"/>")
        : Gen.Frequency(
            (1, Gen.OneOf("text", "<![CDATA[x]]>", "<?p i?>", "<!-- c -->", "&amp;", "&x;", "&#0;", "<a:b/>", "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>", "<b xmlns=''/>")),
            (5, Gen.Select(Word.Where(w => w.Length > 0 && w.All(char.IsAsciiLetter)), Word, inner.Array[0, 4]).Select((name, value, held) => $"<{name} value=\"{Escaped(value)}\">{string.Concat(held)}</{name}>"))));

    /// <summary>A request that would be answered, so that bodies near it reach further than the parser.</summary>
    private const string Good = """
        {"resourceType":"CoverageEligibilityRequest","status":"active","purpose":["benefits"],"patient":{"identifier":{"system":"urn:interop:identifier:national-id","value":"999999999"}},
         "created":"2026-11-25","insurer":{"display":"any"},"servicedDate":"2026-11-25","identifier":[{"value":"x"}]}
        """;

    [Fact]
    public void ReadEligibility_AnyJson_IsUnderstoodOrAProblem() =>
        Json.Select(j => "{\"resourceType\":\"CoverageEligibilityRequest\",\"x\":" + j + "}").Sample(j => Understood(FhirFormat.Json, Encoding.UTF8.GetBytes(j)));

    [Fact]
    public void ReadEligibility_AnyJsonMember_IsUnderstoodOrAProblem() =>
        Gen.Select(Gen.OneOf("status", "purpose", "patient", "servicedDate", "identifier", "insurer", "contained", "text", "extension", "_servicedDate", "meta", "item"), Json)
            .Select((name, json) => Good.Replace("\"created\"", $"\"{name}\":{json},\"created\"", StringComparison.Ordinal).Replace(name is "status" ? "\"status\":\"active\"," : "\u0000", "", StringComparison.Ordinal))
            .Sample(j => Understood(FhirFormat.Json, Encoding.UTF8.GetBytes(j)));

    [Fact]
    public void ReadEligibility_AnyXml_IsUnderstoodOrAProblem() =>
        Xml.Array[0, 4].Select(x => "<CoverageEligibilityRequest xmlns=\"http://hl7.org/fhir\">" + string.Concat(x) + "</CoverageEligibilityRequest>")
            .Sample(x => Understood(FhirFormat.Xml, Encoding.UTF8.GetBytes(x)));

    [Fact]
    public void ReadEligibility_GoodBodyDamaged_IsUnderstoodOrAProblem()
    {
        FhirJson.Read(Encoding.UTF8.GetBytes(Good), out var resource).ShouldBeNull();
        foreach (var (format, body) in ((FhirFormat, byte[])[])[(FhirFormat.Json, Encoding.UTF8.GetBytes(Good)), (FhirFormat.Xml, FhirXml.Bytes(resource!))])
        {
            Understood(format, body).ShouldBeNull("what is damaged next is a good one");
            Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte, Gen.Int[0, 20]).Array[1, 3].Sample(damage =>
            {
                var damaged = body.ToList();
                foreach (var (at, with, length) in damage)
                {
                    var place = Math.Min(at, damaged.Count - 1);
                    damaged[place] = with;
                    damaged.RemoveRange(place, Math.Min(length, damaged.Count - 1 - place));
                }
                Understood(format, [.. damaged]);
            });
        }
    }

    [Fact]
    public void ReadEligibility_AnyBytes_IsAProblem() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            Understood(FhirFormat.Json, bytes).ShouldNotBeNull();
            Understood(FhirFormat.Xml, bytes).ShouldNotBeNull();
        });

    [Fact]
    public void ReadSearch_AnyForm_IsUnderstoodOrAProblem() =>
        Gen.Select(Gen.OneOf("identifier", "_id", "_count", "_elements", "_summary", "_format", "_page", "beneficiary:identifier", "patient", "%", "a b"), Word.Array[0, 3].Select(w => string.Join('|', w))).Array[0, 4]
            .Select(p => string.Join('&', p.Select(v => v.Item1 + "=" + v.Item2))).Sample(form =>
            {
                if (FhirRequest.ReadParameters(new QueryCollection(), Encoding.UTF8.GetBytes(form), out var parameters) is not null
                    || FhirWish.Read(parameters, StringValues.Empty, isSearch: true, out _) is not null)
                    return;
                var request = new FhirRequest([], default, parameters, null, Today, static _ => null);
                (FhirQuestion.ReadPatientSearch(request, out var person) is null).ShouldBe(person is not null);
                (FhirQuestion.ReadCoverageSearch(request, out var coverage) is null).ShouldBe(coverage is not null);
            });

    private static Problem? Understood(FhirFormat format, byte[] body)
    {
        var request = new FhirRequest(body, format, new Dictionary<string, StringValues>(), null, Today, static _ => null);
        var problem = FhirQuestion.ReadEligibility(request, out var question);
        (problem is null).ShouldBe(question is not null);
        problem?.Kind.Status.ShouldBeInRange(400, 499);
        // What goes back of what came in.
        var outcome = problem is not null ? OutcomeForm.Of(problem)
            : new OperationOutcome { Contained = [new Basic { Identifier = [.. question!.Request!.Identifier.Select(i => (Identifier)i.DeepCopy())] }] };
        FhirJson.Bytes(outcome).ShouldNotBeEmpty();
        FhirXml.Read(FhirXml.Bytes(outcome), out _)?.Kind.ShouldNotBe(ProblemKinds.BodyNotXml);
        return problem;
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
