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
        foreach (var number in hub.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id")).Select(p => p.Identifiers["national-id"]).Append("000000000").Take(30))
        {
            await hub.Http.SubmitAsync(hub.Hub.Address, key, "TREAT", FhirCall.Request("national-id", number));
            await hub.Http.SearchAsync(hub.Hub.Address, key, "TREAT", $"beneficiary:identifier={FhirCall.Identifiers}national-id%7C{number}", "Coverage");
            var found = await hub.Http.SearchAsync(hub.Hub.Address, key, "TREAT", $"identifier={FhirCall.Identifiers}national-id%7C{number}");
            if (found.Body.TryGetProperty("entry", out var entry))
                await hub.Http.GetAsync($"{hub.Hub.Address}/fhir/Patient/{entry[0].GetProperty("resource").GetProperty("id").GetString()}", key);
        }
        var said = await Node.RunAsync("fhir.mjs", FhirCall.Answers.ToArray());
        said.Length.ShouldBe(FhirCall.Answers.Count);
        foreach (var type in (string[])["CapabilityStatement", "CoverageEligibilityResponse", "Bundle", "OperationOutcome", "Patient"])
            said.ShouldContain($"{type}: good");
    }
}
