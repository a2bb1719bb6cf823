using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Interop.Gateway.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Interop.System.Tests.Dci;

/// <summary>Messages that a partner encrypts with a library of somebody else's, and reads with it: jose on Node.js.</summary>
public sealed class EncryptionTests(HubFixture hub) : IAsyncLifetime
{
    private const string Sync = "/registry/sync/search";

    private readonly CallbackPartner partner = new(hub);
    private readonly RSA rsa = RSA.Create(2048);
    private HubHost other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await partner.StartAsync();
        other = await partner.StartHubAsync(partner.Address, inside: true, () => hub.StartAnotherAsync(), new JsonObject { ["keys"] = new JsonArray(Jwk(isPrivate: false)) });
    }

    public async ValueTask DisposeAsync()
    {
        rsa.Dispose();
        await other.DisposeAsync();
        await partner.DisposeAsync();
    }

    [Fact]
    public async Task Search_Encrypted_IsAnsweredEncryptedForItsSender()
    {
        var body = await EncryptedAsync();
        body.ToJsonString().ShouldNotContain(partner.Person);
        var answer = await partner.PostAsync(other, body, Sync);
        answer.Status.ShouldBe(200);
        answer.Body.GetRawText().ShouldNotContain(partner.Person);
        await ReadAsync(answer.Parsed(), Sync);
        (await DciPartner.NodeAsync(DciPartner.Validate("social", Sync, body), DciPartner.Validate("social", Sync, answer.Parsed(), 200))).ShouldAllBe(f => f == null);
    }

    [Fact]
    public async Task Search_EncryptedAndAnsweredLater_IsCalledBackEncrypted()
    {
        var ack = await partner.PostAsync(other, await EncryptedAsync());
        ack.Body.Text("message", "ack_status").ShouldBe("ACK");
        var (_, answer) = await partner.ReceiveAsync();
        answer.ToJsonString().ShouldNotContain(partner.Person);
        await ReadAsync(answer, "/registry/on-search");
        (await DciPartner.NodeAsync(DciPartner.Validate("social", "/registry/on-search", answer))).ShouldAllBe(f => f == null);
    }

    [Theory]
    [InlineData("ciphertext")]
    [InlineData("encrypted_key")]
    [InlineData("tag")]
    [InlineData("iv")]
    [InlineData("kid")]
    [InlineData("flag")]
    [InlineData("protected")]
    public async Task Search_EncryptedAndChanged_IsRefusedWithOneCode(string member)
    {
        var body = await EncryptedAsync();
        var message = body["message"]!;
        if (member == "flag")
            body["header"]!["is_msg_encrypted"] = false;
        else if (member == "protected")
            message[member] = "e30";
        else if (member == "kid")
            message["header"]![member] = "another";
        else
        {
            var text = (string)message[member]!;
            message[member] = (text[0] == 'A' ? 'B' : 'A') + text[1..];
        }
        var answer = await partner.PostAsync(other, body, Sync);
        (answer.Status, answer.Body.GetProperty("errors")[0].Text("code")).ShouldBe((400, "err.encryption.invalid"));
        (await DciPartner.NodeAsync(DciPartner.Validate("social", Sync, answer.Parsed(), 400))).ShouldAllBe(f => f == null);
    }

    [Fact]
    public async Task Search_EncryptedByWhoHasNoKey_IsRefused()
    {
        await using var plain = await partner.StartHubAsync();
        var answer = await partner.PostAsync(plain, await EncryptedAsync(plain), Sync);
        (answer.Status, answer.Body.GetProperty("errors")[0].Text("code")).ShouldBe((400, "err.encryption.invalid"));
        answer.Body.GetProperty("errors")[0].Text("message")!.ShouldContain("no RSA key of use enc");
    }

    private async Task<JsonArray> KeysAsync(HubHost host) =>
        JsonNode.Parse(await hub.Http.GetStringAsync(new Uri(host.Address + "/dci/.well-known/jwks.json"), Cancellation))!["keys"]!.AsArray();

    private async Task<JsonObject> EncryptedAsync(HubHost? host = null)
    {
        var key = (await KeysAsync(host ?? other)).Single(k => (string?)k!["use"] == "enc")!;
        var body = partner.Message();
        var task = new JsonObject { ["encrypt"] = new JsonObject { ["jwk"] = key.DeepClone(), ["message"] = body["message"]!.DeepClone() } };
        body["header"]!["is_msg_encrypted"] = true;
        body["message"] = (await DciPartner.NodeAsync(task))[0]!.DeepClone();
        return body;
    }

    /// <summary>Holds signature, encryption and content of an answer, all with jose.</summary>
    private async Task ReadAsync(JsonNode answer, string endpoint)
    {
        ((bool?)answer["header"]!["is_msg_encrypted"]).ShouldBe(true, endpoint);
        var said = await DciPartner.NodeAsync(
            new JsonObject { ["verify"] = new JsonObject { ["keys"] = (await KeysAsync(other)).DeepClone(), ["message"] = answer.DeepClone() } },
            new JsonObject { ["decrypt"] = new JsonObject { ["jwk"] = Jwk(isPrivate: true), ["message"] = answer["message"]!.DeepClone() } });
        ((string?)said[0]).ShouldBe("jws");
        ((string?)said[1]!["search_response"]![0]!["data"]!["reg_records"]![0]!["identifier"]![0]!["identifier_value"]).ShouldBe(partner.Person);
    }

    private JsonObject Jwk(bool isPrivate)
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(isPrivate)));
        var jwk = new JsonObject { ["kty"] = "RSA", ["kid"] = "partner-enc", ["use"] = "enc", ["alg"] = "RSA-OAEP-256", ["n"] = key.N, ["e"] = key.E };
        foreach (var (name, value) in ((string, string?)[])[("d", key.D), ("p", key.P), ("q", key.Q), ("dp", key.DP), ("dq", key.DQ), ("qi", key.QI)])
            if (isPrivate)
                jwk[name] = value;
        return jwk;
    }
}
