using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Identity.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>Tokens in place of access keys.</summary>
public sealed class TokenTests(HubFixture hub)
{
    private const string Institution = "social-ministry";

    [Fact]
    public async Task Check_WithAToken_AnswersAsWithTheKey()
    {
        var person = hub.Demo.People.First(p => p.Institution == Institution && p.Identifiers.ContainsKey("national-id"));
        var body = $$"""{"subject":{"type":"national-id","value":"{{person.Identifiers["national-id"]}}"},"date":"{{person.Date:yyyy-MM-dd}}"}""";
        var url = hub.Hub.Address + "/v1/entitlements/check";

        var byKey = await hub.Http.PostAsync(url, hub.KeyOf(Institution), person.Purpose, body);
        var byToken = await hub.Http.PostAsync(url, null, person.Purpose, body, Bearer(await TokenAsync(hub.KeyOf(Institution))));

        byKey.Status.ShouldBe(200);
        byToken.Status.ShouldBe(200, byToken.Body.GetRawText());
        byToken.Body.GetProperty("programmes").GetRawText().ShouldBe(byKey.Body.GetProperty("programmes").GetRawText());
        byToken.Body.GetProperty("coverage").GetRawText().ShouldBe(byKey.Body.GetProperty("coverage").GetRawText());
    }

    [Fact]
    public async Task Check_KeyOfTheTokenRevoked_IsRefusedAtTheNextCall()
    {
        var keys = hub.Hub.Rooms.GetRequiredService<AccessKeys>();
        var key = keys.Issue(Institution).Key!;
        var token = await TokenAsync(key.Text);
        (await AskAsync(token)).Code.ShouldBe("subject-not-found");

        keys.Revoke(key.PublicId);

        (await AskAsync(token)).Code.ShouldBe("access-key-revoked");
    }

    [Fact]
    public async Task Check_TokenThatIsNone_SaysSoAsTheRfcWants()
    {
        var answer = await AskAsync("no.such.token");

        answer.Status.ShouldBe(401);
        answer.Code.ShouldBe("token-invalid");
        // RFC 6750 §3
        answer.Headers.WwwAuthenticate.Single(h => h.Scheme == "Bearer").Parameter!.ShouldStartWith("error=\"invalid_token\"");
    }

    [Fact]
    public async Task Check_KeyAndToken_AreRefused()
    {
        var token = await TokenAsync(hub.KeyOf(Institution));
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", hub.KeyOf(Institution), "ELIGDTRM", "{}", Bearer(token));
        (answer.Status, answer.Code).ShouldBe((400, "credentials-twice"));
    }

    [Fact]
    public async Task Tokens_ClientsOthersWrote_GetAndUseThem()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var (numbers, point) = (rsa.ExportParameters(false), ec.ExportParameters(false).Q);
        var before = await File.ReadAllTextAsync(hub.Settings.InstitutionsFile, TestContext.Current.CancellationToken);
        var file = JsonNode.Parse(before)!;
        file["institutions"]!.AsArray().Single(i => (string?)i!["code"] == Institution)!["jwks"] = JsonNode.Parse(
            $$"""
            {"keys":[{"kty":"RSA","kid":"r","alg":"RS384","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}"},
                     {"kty":"EC","kid":"e","crv":"P-384","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}]}
            """);
        await File.WriteAllTextAsync(hub.Settings.InstitutionsFile, file.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            await using var other = await hub.StartAnotherAsync();
            var said = await Node.RunAsync("tokens.mjs", new
            {
                address = other.Address, institution = Institution, accessKey = hub.KeyOf(Institution),
                keys = new[] { new { algorithm = "RS384", kid = "r", pem = rsa.ExportPkcs8PrivateKeyPem() }, new { algorithm = "ES384", kid = "e", pem = ec.ExportPkcs8PrivateKeyPem() } },
            });
            said.ShouldBe(["client_secret_basic: good", "client_secret_post: good", "private_key_jwt RS384: good", "private_key_jwt ES384: good"]);
        }
        finally
        {
            await File.WriteAllTextAsync(hub.Settings.InstitutionsFile, before, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task SignIn_AnApplicationOthersWrote_LearnsWhoThePersonIs()
    {
        const string Redirect = "http://127.0.0.1:51234/callback";
        const string SignedOut = "http://127.0.0.1:51234/bye";
        await using var other = await hub.StartAnotherAsync(
            "--Identity:Clients:0:Code=console", $"--Identity:Clients:0:RedirectUris:0={Redirect}", $"--Identity:Clients:0:SignedOutUris:0={SignedOut}");
        var said = await Node.RunAsync("person.mjs", new
        {
            address = other.Address, application = "console", redirect = Redirect, signedOut = SignedOut,
            logins = hub.Demo.Logins.Where(l => l.User is "dpo-1" or "operator-social-ministry")
                .Select(l => new { user = l.User, password = l.Password, totpSecret = l.TotpSecret, roles = l.Roles }),
        });
        said.ShouldBe(["dpo: good", "operator: good"]);
    }

    [Fact]
    public async Task Check_NoCredential_IsToldBothWaysIn()
    {
        // RFC 9110 §11.6.1; RFC 6750 §3.1: without a credential there is no error to name.
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/entitlements/check", null, "ELIGDTRM", "{}");

        answer.Status.ShouldBe(401);
        answer.Headers.WwwAuthenticate.Select(h => h.Scheme).ShouldBe(["AccessKey", "Bearer"]);
        answer.Headers.WwwAuthenticate.Single(h => h.Scheme == "Bearer").Parameter.ShouldBeNull();
    }

    private async Task<string> TokenAsync(string key)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials"), KeyValuePair.Create("client_id", Institution), KeyValuePair.Create("client_secret", key)]);
        using var response = await hub.Http.PostAsync(new Uri(hub.Hub.Address + "/connect/token"), form, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    private Task<Answer> AskAsync(string token) =>
        hub.Http.PostAsync(hub.Hub.Address + "/v1/entitlements/check", null, "ELIGDTRM", """{"subject":{"type":"national-id","value":"000000000"}}""", Bearer(token));

    private static Action<HttpRequestMessage> Bearer(string token) => request => request.Headers.Authorization = new("Bearer", token);
}
