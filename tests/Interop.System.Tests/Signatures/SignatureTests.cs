using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Hosting;
using Interop.Identity.Signing;

namespace Interop.System.Tests.Signatures;

/// <summary>Signed requests and answers at a hub whose ministry has to sign and takes signed answers alone.</summary>
public sealed class SignatureTests(HubFixture hub) : IAsyncLifetime
{
    private const string Strict = "social-ministry";
    private const string Free = "nssf";

    private readonly Signer signer = new();
    private HubHost strict = null!;

    public async ValueTask InitializeAsync()
    {
        var file = hub.Settings.InstitutionsFile;
        var before = await File.ReadAllTextAsync(file, Cancellation);
        var institutions = JsonNode.Parse(before)!;
        foreach (var institution in institutions["institutions"]!.AsArray())
            if ((string?)institution!["code"] is Strict or Free)
            {
                institution["jwks"] = JsonNode.Parse($$"""{"keys":[{{signer.Jwk}}]}""");
                institution["signedRequests"] = (string?)institution["code"] == Strict;
                institution["signedAnswers"] = (string?)institution["code"] == Strict;
            }
        try
        {
            await File.WriteAllTextAsync(file, institutions.ToJsonString(), Cancellation);
            strict = await hub.StartAnotherAsync();
        }
        finally
        {
            await File.WriteAllTextAsync(file, before, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        signer.Dispose();
        await strict.DisposeAsync();
    }

    [Fact]
    public async Task Check_Signed_IsAnsweredWithASignedAnswerThatANodeScriptVerifies()
    {
        using var response = await SendAsync(Strict, Now, more: $";nonce=\"{Guid.CreateVersion7()}\"");
        ((int)response.StatusCode).ShouldBe(200);
        (await NodeAsync(response, "interop", "\"interop-receipt\"", "\"content-digest\";req")).ShouldBe("ok");
    }

    [Fact]
    public async Task Check_AnswerTampered_IsNotVerifiedByTheNodeScript()
    {
        using var response = await SendAsync(Strict, Now);
        response.Content = new ByteArrayContent([.. await response.Content.ReadAsByteArrayAsync(Cancellation), (byte)' ']) { Headers = { ContentType = response.Content.Headers.ContentType } };
        (await NodeAsync(response, "interop")).ShouldBe("digest");
        response.Headers.Remove("Interop-Receipt");
        response.Headers.Add("Interop-Receipt", "another");
        using var second = await SendAsync(Strict, Now);
        second.Headers.Remove("Interop-Receipt");
        second.Headers.Add("Interop-Receipt", "another");
        (await NodeAsync(second, "interop")).ShouldBe("signature");
    }

    [Fact]
    public async Task Check_NotSigned_IsRefusedWithASignedProblemThatSaysWhatToCover()
    {
        using var response = await SendAsync(Strict, sign: null);
        ((int)response.StatusCode).ShouldBe(403);
        (await CodeAsync(response)).ShouldBe("signature-missing");
        response.Headers.GetValues("Accept-Signature").Single().ShouldContain("\"content-digest\"");
        (await NodeAsync(response, "interop")).ShouldBe("ok");
    }

    [Fact]
    public async Task Check_FreeInstitution_MaySignAndMayNot()
    {
        using var unsigned = await SendAsync(Free, sign: null);
        (await CodeAsync(unsigned)).ShouldBe("subject-outside-scope");
        unsigned.Headers.Contains("Signature").ShouldBeFalse();
        unsigned.Headers.Contains("Content-Digest").ShouldBeFalse();
        using var signed = await SendAsync(Free, Now);
        (await CodeAsync(signed)).ShouldBe("subject-outside-scope");
        using var wrong = await SendAsync(Free, r => signer.Sign(r, "other", Now));
        (await CodeAsync(wrong)).ShouldBe("digest-mismatch");
    }

    [Fact]
    public async Task Check_AcceptSignature_IsMetUnderItsLabelWithItsNonce()
    {
        using var response = await SendAsync(Free, r => r.Headers.Add("Accept-Signature", "mine=(\"cache-control\" \"interop-purpose\";req);created;nonce=\"8f2c\";tag=\"t\""));
        (await CodeAsync(response)).ShouldBe("subject-outside-scope");
        response.Headers.GetValues("Signature-Input").Single().ShouldSatisfyAllConditions(
            i => i.ShouldStartWith("mine=("), i => i.ShouldContain("\"cache-control\""), i => i.ShouldContain("\"interop-purpose\";req"), i => i.ShouldEndWith(";nonce=\"8f2c\";tag=\"t\""));
    }

    [Theory]
    [InlineData("mine=(")]
    [InlineData("mine=();alg=\"hmac-sha256\"")]
    [InlineData("mine=();keyid=\"somebody\"")]
    [InlineData("mine=1")]
    public async Task Check_AcceptSignatureThatCannotBeMet_IsPassedOver(string wish)
    {
        using var response = await SendAsync(Free, r => r.Headers.Add("Accept-Signature", wish));
        (await CodeAsync(response)).ShouldBe("subject-outside-scope");
        response.Headers.Contains("Signature").ShouldBeFalse();
    }

    [Fact]
    public async Task Address_ThatIsNot_IsASignedProblemWhenAskedFor()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, strict.Address + "/nowhere");
        request.Headers.Add("Accept-Signature", "interop=()");
        using var response = await hub.Http.SendAsync(request, Cancellation);
        (await CodeAsync(response)).ShouldBe("route-unknown");
        (await NodeAsync(response, "interop")).ShouldBe("ok");
    }

    [Fact]
    public async Task Contract_DemandedSigned_IsSignedWhole()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, strict.Address + "/openapi/v1.json");
        request.Headers.Add("Accept-Signature", "interop=()");
        using var response = await hub.Http.SendAsync(request, Cancellation);
        response.Headers.Contains("Signature").ShouldBeTrue();
        response.Headers.GetValues("Content-Digest").Single().ShouldBe(Signer.Digest(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Check_NonceUsedAgain_IsRefusedAndATamperedBodyDoesNotUseItUp()
    {
        using var tampered = await SendAsync(Strict, r => signer.Sign(r, Body, Now, ";nonce=\"once\""), body: Body + " ");
        (await CodeAsync(tampered)).ShouldBe("digest-mismatch");
        using var first = await SendAsync(Strict, Now, more: ";nonce=\"once\"");
        (await CodeAsync(first)).ShouldBeNull();
        using var again = await SendAsync(Strict, Now, more: ";nonce=\"once\"");
        (await CodeAsync(again)).ShouldBe("signature-replayed");
    }

    public static TheoryData<string, string> Attacks => new()
    {
        { "other path", "signature-invalid" }, { "other key", "signature-key-unknown" }, { "old", "signature-expired" }, { "future", "signature-expired" }, { "expired", "signature-expired" },
        { "no method", "signature-components-missing" }, { "no digest", "signature-components-missing" }, { "absent field", "signature-components-missing" },
        { "half", "signature-malformed" }, { "garbage", "signature-malformed" }, { "bit", "signature-invalid" }, { "algorithm", "signature-invalid" }, { "digest replaced", "signature-invalid" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Check_AttackedSignature_IsRefusedForWhatItIs(string attack, string code)
    {
        using var response = await SendAsync(Strict, request =>
        {
            switch (attack)
            {
                case "other path": signer.Sign(request, Body, Now); request.RequestUri = new(strict.Address + "/v1/entitlements/check"); break;
                case "other key": signer.Sign(request, Body, Now, keyId: "partner-2"); break;
                case "old": signer.Sign(request, Body, Now.AddSeconds(-400)); break;
                case "future": signer.Sign(request, Body, Now.AddSeconds(100)); break;
                case "expired": signer.Sign(request, Body, Now.AddSeconds(-200), $";expires={Now.AddSeconds(-100).ToUnixTimeSeconds()}"); break;
                case "no method": signer.Sign(request, Body, Now, components: "\"@target-uri\" \"content-digest\""); break;
                case "no digest": signer.Sign(request, Body, Now, components: "\"@method\" \"@target-uri\""); break;
                case "absent field": signer.Sign(request, Body, Now, components: "\"@method\" \"@target-uri\" \"content-digest\" \"x-absent\""); break;
                case "half": signer.Sign(request, Body, Now); request.Headers.Remove("Signature"); break;
                case "garbage": request.Headers.TryAddWithoutValidation("Signature-Input", "sig1=("); break;
                case "algorithm": signer.Sign(request, Body, Now, ";alg=\"ed25519\""); break;
                case "digest replaced":
                    signer.Sign(request, "other", Now);
                    request.Headers.Remove("Content-Digest");
                    request.Headers.Add("Content-Digest", Signer.Digest(Body));
                    break;
                default:
                    signer.Sign(request, Body, Now);
                    var good = request.Headers.GetValues("Signature").Single();
                    request.Headers.Remove("Signature");
                    request.Headers.Add("Signature", string.Concat(good.AsSpan(0, 10), good[10] == 'A' ? "B" : "A", good.AsSpan(11)));
                    break;
            }
        });
        (await CodeAsync(response)).ShouldBe(code);
    }

    [Fact]
    public async Task Check_TwoSignatures_OneThatSatisfiesIsEnough()
    {
        using var response = await SendAsync(Strict, request =>
        {
            signer.Sign(request, Body, Now);
            var (input, signature) = (request.Headers.GetValues("Signature-Input").Single(), request.Headers.GetValues("Signature").Single());
            request.Headers.Remove("Signature-Input");
            request.Headers.Remove("Signature");
            request.Headers.Add("Signature-Input", $"proxy=(\"@method\");created=1;keyid=\"proxy\", {input}");
            request.Headers.Add("Signature", $"proxy=:aGk=:, {signature}");
        });
        (await CodeAsync(response)).ShouldBeNull();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Person => hub.Demo.People.First(p => p.Institution == Strict && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    private string Body => $$$"""{"subject":{"type":"national-id","value":"{{{Person}}}"}}""";

    private Task<HttpResponseMessage> SendAsync(string institution, DateTimeOffset created, string more = "") =>
        SendAsync(institution, r => signer.Sign(r, institution == Strict ? Body : Nobody, created, more));

    private const string Nobody = """{"subject":{"type":"national-id","value":"999999999"}}""";

    private async Task<HttpResponseMessage> SendAsync(string institution, Action<HttpRequestMessage>? sign, string? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, strict.Address + "/v1/lookup")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? (institution == Strict ? Body : Nobody))) { Headers = { ContentType = new("application/json") } },
        };
        request.Headers.Add("X-Access-Key", hub.KeyOf(institution));
        request.Headers.Add("Interop-Purpose", hub.Demo.Institutions.Single(i => i.Code == institution).Purposes[0]);
        sign?.Invoke(request);
        return await hub.Http.SendAsync(request, Cancellation);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return body.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private async Task<string> NodeAsync(HttpResponseMessage response, string label, params string[] needed)
    {
        var key = ((SigningKeys)strict.Rooms.GetService(typeof(SigningKeys))!).Current(SigningPurpose.Answer);
        var request = response.RequestMessage!;
        var answer = new
        {
            jwk = new { kty = "EC", crv = "P-256", x = key.X, y = key.Y }, kid = key.Kid, method = request.Method.Method, url = request.RequestUri!.AbsoluteUri,
            requestDigest = request.Headers.TryGetValues("Content-Digest", out var digest) ? digest.Single() : null, status = (int)response.StatusCode,
            headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(", ", h.Value)),
            body = Convert.ToBase64String(await response.Content.ReadAsByteArrayAsync(Cancellation)), label, needed,
        };
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Signatures", "verify.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(answer));
        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync(Cancellation);
        await node.WaitForExitAsync(Cancellation);
        return said.Trim();
    }
}
