using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Hosting;
using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Crypto.Parameters;

namespace Interop.System.Tests.Dci;

/// <summary>A ministry and an insurer that sign their messages in the two dialects, at a hub that knows their keys.</summary>
public sealed class SignatureTests(HubFixture hub) : IAsyncLifetime
{
    private const string Free = "social-ministry", Strict = "nssf", Nobody = "999999999", Endpoint = "/dci/social/registry/sync/search";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly RSA rsa = RSA.Create(2048);
    private readonly Ed25519PrivateKeyParameters ed = new(RandomNumberGenerator.GetBytes(32));
    private HubHost other = null!;

    public async ValueTask InitializeAsync()
    {
        var file = hub.Settings.InstitutionsFile;
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var institutions = JsonNode.Parse(before)!;
        foreach (var institution in institutions["institutions"]!.AsArray())
            if ((string?)institution!["code"] is Free or Strict)
            {
                institution["jwks"] = new JsonObject { ["keys"] = new JsonArray(Jwk("jws", isPrivate: false), Jwk("signature-string", isPrivate: false)) };
                institution["dci"] = (string?)institution["code"] == Free ? new JsonObject { ["purpose"] = "ELIGDTRM" } : new JsonObject { ["purpose"] = "COVERAGE", ["dialect"] = "jws" };
            }
        try
        {
            await File.WriteAllTextAsync(file, institutions.ToJsonString(), TestContext.Current.CancellationToken);
            other = await hub.StartAnotherAsync();
        }
        finally
        {
            await File.WriteAllTextAsync(file, before, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        rsa.Dispose();
        await other.DisposeAsync();
    }

    [Theory]
    [InlineData("jws")]
    [InlineData("signature-string")]
    public async Task Search_SignedByAPartnersOwnCode_IsAnsweredInItsDialectAndTampered_IsRefused(string dialect)
    {
        var body = await SignedAsync(Free, dialect);
        var changed = body.DeepClone();
        changed["message"]!["search_request"]![0]!["search_criteria"]!["query"]!["value"] = "888888888";
        (await PostAsync(Free, changed)).Body.GetProperty("errors")[0].Text("code").ShouldBe("err.signature.invalid");
        // Order and spacing of the members are not signed.
        var turned = new JsonObject(body.AsObject().Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        var answer = await PostAsync(Free, turned);
        answer.Body.Text("header", "status").ShouldBe("succ");
        var keys = JsonNode.Parse(await hub.Http.GetStringAsync(new Uri(other.Address + "/dci/.well-known/jwks.json"), TestContext.Current.CancellationToken))!["keys"]!;
        keys.AsArray().ShouldAllBe(k => k!["use"] != null && k["alg"] != null && k["d"] == null && k["p"] == null);
        var verify = new JsonObject { ["verify"] = new JsonObject { ["keys"] = keys.DeepClone(), ["message"] = answer.Parsed() } };
        ((string?)(await DciPartner.NodeAsync(verify))[0]).ShouldBe(dialect);
    }

    [Theory]
    [InlineData("jws", "rjct")]
    [InlineData("signature-string", null)]
    public async Task Search_WhereADialectIsAgreed_IsTakenInThatOneAlone(string dialect, string? status)
    {
        var answer = await PostAsync(Strict, await SignedAsync(Strict, dialect));
        // The insurer's scope lets it ask about its own members: the message is taken, and the search about nobody refused.
        if (status is null)
            answer.Body.GetProperty("errors")[0].Text("code").ShouldBe("err.signature.invalid");
        else
            answer.Body.GetProperty("message").GetProperty("search_response")[0].Text("status").ShouldBe(status);
    }

    [Theory]
    [InlineData(-400, "err.signature.invalid")]
    [InlineData(100, "err.signature.invalid")]
    [InlineData(-100, null)]
    public async Task Search_SignatureStringOfAnotherTime_IsTakenFor300SecondsAnd60(int seconds, string? code)
    {
        var answer = await PostAsync(Free, await SignedAsync(Free, "signature-string", seconds));
        (code is null ? null : answer.Body.GetProperty("errors")[0].Text("code")).ShouldBe(code);
        if (code is null)
            answer.Body.Text("header", "status").ShouldBe("succ");
    }

    [Theory]
    [InlineData("unsigned-stub", "err.signature.invalid")]
    [InlineData(null, "err.signature.missing")]
    public async Task Search_PlaceholderOfAProductionPartner_IsRefused(string? signature, string code)
    {
        var body = DciPartner.Envelope(DciPartner.Header(Free), DciPartner.Message(DciPartner.ById(Nobody)), signature);
        var answer = await PostAsync(Free, body);
        answer.Status.ShouldBe(401);
        answer.Body.GetProperty("errors")[0].Text("code").ShouldBe(code);
    }

    [Fact]
    public async Task Search_SignedWithAnothersKey_IsRefused()
    {
        var body = await SignedAsync(Free, "signature-string");
        body["signature"] = ((string)body["signature"]!).Replace($"\"{Free}|", $"\"{Strict}|", StringComparison.Ordinal);
        (await PostAsync(Free, body)).Body.GetProperty("errors")[0].Text("code").ShouldBe("err.signature.invalid");
    }

    private async Task<JsonNode> SignedAsync(string sender, string dialect, int seconds = 0)
    {
        var task = new JsonObject
        {
            ["dialect"] = dialect, ["jwk"] = Jwk(dialect, isPrivate: true), ["sender"] = sender, ["at"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds,
            ["header"] = DciPartner.Header(sender), ["message"] = DciPartner.Message(DciPartner.ById(Nobody, reference: "ក\"\\\u007f🙂")),
        };
        return (await DciPartner.NodeAsync(new JsonObject { ["sign"] = task }))[0]!;
    }

    private JsonObject Jwk(string dialect, bool isPrivate)
    {
        if (dialect == "jws")
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(isPrivate)));
            var jwk = new JsonObject { ["kty"] = "RSA", ["kid"] = "partner-rsa", ["n"] = key.N, ["e"] = key.E };
            foreach (var (name, value) in ((string, string?)[])[("d", key.D), ("p", key.P), ("q", key.Q), ("dp", key.DP), ("dq", key.DQ), ("qi", key.QI)])
                if (isPrivate)
                    jwk[name] = value;
            return jwk;
        }
        var point = new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["kid"] = "partner-ed", ["x"] = Base64Url.EncodeToString(ed.GeneratePublicKey().GetEncoded()) };
        if (isPrivate)
            point["d"] = Base64Url.EncodeToString(ed.GetEncoded());
        return point;
    }

    private Task<Answer> PostAsync(string institution, JsonNode body) =>
        hub.Http.PostAsync(other.Address + Endpoint, hub.KeyOf(institution), null, JsonSerializer.Serialize(body, Indented));
}
