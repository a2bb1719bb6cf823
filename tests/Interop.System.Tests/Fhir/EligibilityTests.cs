using System.Text.Json;

namespace Interop.System.Tests.Fhir;

/// <summary>What <c>$submit</c> says is what the native check says of the same people, in other words.</summary>
public sealed class EligibilityTests(HubFixture hub)
{
    [Fact]
    public async Task Submit_EveryDemoPersonOfTheHospital_SaysWhatTheNativeCheckSays()
    {
        var people = hub.Demo.People.Where(p => p.Institution == "calmette-hospital" && p.Purpose != "COVERAGE").Take(20).ToArray();
        people.Length.ShouldBeGreaterThan(3);
        foreach (var person in people)
        {
            var (type, value) = person.Identifiers.First();
            var day = $"{person.Date:yyyy-MM-dd}";
            var native = await hub.Http.CheckAsync(hub.Hub.Address, Key, person.Purpose, type, value, $$""","date":"{{day}}" """);
            var answer = await hub.Http.SubmitAsync(hub.Hub.Address, Key, person.Purpose, FhirCall.Request(type, value, $$""","servicedDate":"{{day}}" """));
            answer.Status.ShouldBe(native.Status, person.Why);
            if (native.Status != 200)
            {
                answer.Outcome().ShouldBe(native.Code, person.Why);
                continue;
            }
            var insurance = Insurance(answer);
            var coverage = native.Body.GetProperty("coverage").EnumerateArray().ToArray();
            insurance.Where(i => i.TryGetProperty("inforce", out _)).Select(i => Shown(answer, i)).ShouldBe(coverage.Select(Shown), person.Why);
            insurance.Count(i => !i.TryGetProperty("inforce", out _)).ShouldBe(native.Body.GetProperty("coverageUnknown").GetArrayLength(), person.Why);
            answer.Body.GetProperty("outcome").GetString().ShouldBe(native.Body.GetProperty("coverageUnknown").GetArrayLength() == 0 ? "complete" : "partial", person.Why);
            answer.Headers.GetValues("Interop-Receipt").Single().ShouldNotBeEmpty();
            answer.Body.GetProperty("identifier")[0].GetProperty("value").GetString().ShouldBe("urn:uuid:" + answer.Headers.GetValues("Interop-Exchange-Id").Single());
        }
    }

    [Fact]
    public async Task Submit_InsurerStopped_IsPartialAndNeverNo()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var person = hub.Demo.People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef") && p.Identifiers.ContainsKey("national-id"));
        var answer = await hub.Http.SubmitAsync(other.Address, Key, "TREAT", FhirCall.Request("national-id", person.Identifiers["national-id"]));
        answer.Status.ShouldBe(200);
        answer.Body.GetProperty("outcome").GetString().ShouldBe("partial");
        var unknown = Insurance(answer).Single(i => i.GetProperty("coverage").TryGetProperty("identifier", out var payer) && payer.GetProperty("value").GetString() == "nssf");
        unknown.TryGetProperty("inforce", out _).ShouldBeFalse();
        unknown.GetProperty("_inforce").GetProperty("extension")[0].GetProperty("valueCode").GetString().ShouldBe("unknown");
        answer.Body.GetProperty("error").EnumerateArray().ShouldContain(e => e.GetProperty("code").GetProperty("text").GetString()!.Contains("health-insurance (registry-unavailable)", StringComparison.Ordinal));
        answer.Body.GetProperty("disposition").GetString()!.ShouldContain("not a refusal");
    }

    [Fact]
    public async Task Submit_UnknownNumberWhileARegistryIsSilent_IsUndecidedAndNeverNotFound()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var answer = await hub.Http.SubmitAsync(other.Address, Key, "TREAT", FhirCall.Request("national-id", "000000000"));
        answer.Status.ShouldBe(503);
        answer.Outcome().ShouldBe("subject-undecided");
        (await hub.Http.SearchAsync(other.Address, Key, "TREAT", $"identifier={FhirCall.Identifiers}national-id%7C000000000")).Outcome().ShouldBe("subject-undecided");
    }

    [Fact]
    public async Task Submit_InParameters_IsTheSameQuestion()
    {
        var person = hub.Demo.People.First(p => p.Coverage.Count > 0 && p.Identifiers.ContainsKey("national-id"));
        var request = FhirCall.Request("national-id", person.Identifiers["national-id"]);
        var raw = await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", request);
        var wrapped = await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", $$"""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{{request}}}]}""");
        wrapped.Body.GetProperty("insurance").GetRawText().ShouldBe(raw.Body.GetProperty("insurance").GetRawText());
    }

    private string Key => hub.KeyOf("calmette-hospital");

    private static JsonElement[] Insurance(Answer answer) => answer.Body.TryGetProperty("insurance", out var list) ? [.. list.EnumerateArray()] : [];

    private static string Shown(JsonElement native) =>
        $"{native.GetProperty("payer")} {native.GetProperty("package")} {native.GetProperty("copayment").GetProperty("percent")} {Text(native, "from")} {Text(native, "to")}";

    private static string Shown(Answer answer, JsonElement insurance)
    {
        insurance.GetProperty("inforce").GetBoolean().ShouldBeTrue();
        var reference = insurance.GetProperty("coverage").GetProperty("reference").GetString();
        var coverage = answer.Body.GetProperty("contained").EnumerateArray().Single(c => "#" + c.GetProperty("id").GetString() == reference);
        var period = insurance.TryGetProperty("benefitPeriod", out var p) ? p : default;
        var item = insurance.GetProperty("item")[0];
        return $"{coverage.GetProperty("payor")[0].GetProperty("identifier").GetProperty("value")} {item.GetProperty("name")} "
            + $"{item.GetProperty("benefit")[0].GetProperty("allowedUnsignedInt")} {Text(period, "start")} {Text(period, "end")}";
    }

    private static string? Text(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var text) ? text.GetString() : null;
}
