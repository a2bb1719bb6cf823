using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Interop.System.Tests.Matching;

namespace Interop.System.Tests.Fhir;

/// <summary>FHIR clients that others wrote, unchanged, against the door.</summary>
public sealed class ClientTests(HubFixture hub)
{
    [Fact]
    public async Task Clients_OthersWrote_GetATokenSearchReadMatchSubmitAndExport()
    {
        const string Hospital = "calmette-hospital";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var point = key.ExportParameters(false).Q;
        var before = await File.ReadAllTextAsync(hub.Settings.InstitutionsFile, TestContext.Current.CancellationToken);
        var file = JsonNode.Parse(before)!;
        file["institutions"]!.AsArray().Single(i => (string?)i!["code"] == Hospital)!["jwks"] = JsonNode.Parse(
            $$"""{"keys":[{"kty":"EC","kid":"e","crv":"P-384","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}]}""");
        await File.WriteAllTextAsync(hub.Settings.InstitutionsFile, file.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            await using var other = await hub.StartAnotherAsync();
            var number = hub.Demo.People.First(p => p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
            var native = await hub.Http.CheckAsync(other.Address, hub.KeyOf(Hospital), "TREAT", "national-id", number);
            var payers = native.Body.GetProperty("coverage").EnumerateArray().Select(c => c.GetProperty("payer").GetString()).ToArray();
            payers.Length.ShouldBeGreaterThan(1);
            var said = await Node.RunAsync("fhir-clients.mjs", new
            {
                address = other.Address, institution = Hospital, accessKey = hub.KeyOf(Hospital), key = new { kid = "e", pem = key.ExportPkcs8PrivateKeyPem() },
                system = FhirCall.Identifiers + "national-id", number, payers,
                payer = new { accessKey = hub.KeyOf(ExportCall.Payer) },
                described = JsonNode.Parse(FhirCall.Described(RegisteredPerson.Of(hub))),
            });
            said.ShouldBe(["fhir-kit-client: good", "fhirclient: good"]);
        }
        finally
        {
            await File.WriteAllTextAsync(hub.Settings.InstitutionsFile, before, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task SmartConfiguration_OfAnotherIssuerThatIsAway_IsNotMadeUp()
    {
        await using var other = await hub.StartAnotherAsync("--Identity:Authority=http://127.0.0.1:9");
        var answer = await hub.Http.FhirAsync(HttpMethod.Get, other.Address + "/fhir/.well-known/smart-configuration", null, null);
        (answer.Status, answer.Outcome()).ShouldBe((503, "access-keys-unavailable"));
        (await hub.Http.FhirAsync(HttpMethod.Get, other.Address + "/fhir/metadata", null, null)).Status.ShouldBe(200);
    }
}
