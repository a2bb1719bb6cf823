using Interop.System.Tests.Matching;

namespace Interop.System.Tests.Fhir;

/// <summary>Holds what the door answers against FHIR R4, with a validator somebody else wrote.</summary>
public sealed class FhirValidationTests(HubFixture hub)
{
    /// <summary>Asks for one of each kind itself, so that it shows the same alone; what the other tests have got until now is held too.</summary>
    [Fact]
    public async Task Answers_OfTheDoor_AreValidR4()
    {
        var key = hub.KeyOf("calmette-hospital");
        await hub.Http.FhirAsync(HttpMethod.Get, hub.Hub.Address + "/fhir/metadata", null, null);
        foreach (var number in hub.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id")).Select(p => p.Identifiers["national-id"]).Take(30).Append("000000000"))
        {
            await hub.Http.SubmitAsync(hub.Hub.Address, key, "TREAT", FhirCall.Request("national-id", number));
            await hub.Http.SearchAsync(hub.Hub.Address, key, "TREAT", $"beneficiary:identifier={FhirCall.Identifiers}national-id%7C{number}", "Coverage");
            await hub.Http.SearchAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", $"member:identifier={FhirCall.Identifiers}national-id%7C{number}", "Group");
            await hub.Http.SearchAsync(hub.Hub.Address, key, "TREAT", $"patient.identifier={FhirCall.Identifiers}national-id%7C{number}", "AuditEvent");
            foreach (var (asker, purpose) in ((string, string)[])[(key, "TREAT"), (hub.KeyOf("social-ministry"), "ELIGDTRM")])
                await hub.Http.FhirAsync(
                    HttpMethod.Post, hub.Hub.Address + "/fhir/Patient/$ihe-pix", asker, purpose, CrossReferenceTests.Asked("national-id", number, FhirCall.Identifiers + "nssf"), "application/fhir+json");
            var found = await hub.Http.SearchAsync(hub.Hub.Address, key, "TREAT", $"identifier={FhirCall.Identifiers}national-id%7C{number}");
            if (found.Body.TryGetProperty("entry", out var entry))
                await hub.Http.GetAsync($"{hub.Hub.Address}/fhir/Patient/{entry[0].GetProperty("resource").GetProperty("id").GetString()}", key);
        }
        foreach (var given in (string[])[RegisteredPerson.Of(hub).GivenLatin, "Xyzzy"])
            await hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/Patient/$match", key, "TREAT", FhirCall.Described(RegisteredPerson.Of(hub) with { GivenLatin = given }), "application/fhir+json");
        var said = await Node.RunAsync("fhir.mjs", FhirCall.Answers.ToArray());
        string[] profiles = ["profile of Coverage: good", "profile of CoverageEligibilityResponse: good", "profile of Patient: good"];
        said.TakeLast(profiles.Length).ShouldBe(profiles);
        said.Length.ShouldBe(FhirCall.Answers.Count + profiles.Length);
        foreach (var type in (string[])["CapabilityStatement", "CoverageEligibilityResponse", "Bundle", "OperationOutcome", "Parameters", "Patient"])
            said.ShouldContain($"{type}: good");
    }
}
