using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Interop.Identity.Tests.Server;

public sealed class InstitutionTokenTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private string key = "";

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        key = server.Keys.Issue("nssf").Key!.Text;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Token_SecretInTheBody_IsAnAccessTokenOfTheKey()
    {
        var answer = await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "nssf"), ("client_secret", key), ("scope", "exchange"));

        answer.Status.ShouldBe(200);
        answer.Text("token_type").ShouldBe("Bearer");
        answer.Body.GetProperty("expires_in").GetInt32().ShouldBe(600);
        var jwt = new JsonWebToken(answer.Text("access_token"));
        (jwt.Typ, jwt.Alg).ShouldBe(("at+jwt", "ES256"));
        jwt.Issuer.ShouldBe(server.Address + "/");
        jwt.Subject.ShouldBe("nssf");
        jwt.Audiences.ShouldBe(["interop"]);
        jwt.Id.Length.ShouldBeGreaterThan(20);
        var claims = jwt.Claims.ToDictionary(c => c.Type, c => c.Value);
        claims["client_id"].ShouldBe("nssf");
        claims["institution"].ShouldBe("nssf");
        claims["scope"].ShouldBe("exchange");
        claims["key"].ShouldBe(key.Substring(3, 12));
        claims.Keys.ShouldBeSubsetOf(["iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id", "institution", "scope", "key"]);
        (jwt.ValidTo - jwt.ValidFrom).ShouldBe(TimeSpan.FromMinutes(10));
        jwt.ValidFrom.ShouldBe(server.Time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Token_SecretInTheHeader_OpensTheGateway()
    {
        var answer = await server.PostAsync("/connect/token", [("grant_type", "client_credentials")], $"nssf:{key}");

        (await server.OutcomeAsync(answer.Text("access_token"))).ShouldBe("Valid");
        // Known by its hash the second time.
        (await server.OutcomeAsync(answer.Text("access_token"))).ShouldBe("Valid");
    }

    [Fact]
    public async Task Token_OfASuspendedKey_IsRefusedFromTheNextCallOn_AndNoneIsIssued()
    {
        var token = (await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "nssf"), ("client_secret", key))).Text("access_token");
        (await server.OutcomeAsync(token)).ShouldBe("Valid");

        server.Keys.Suspend(key.Substring(3, 12));

        (await server.OutcomeAsync(token)).ShouldBe("Suspended");
        var refused = await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "nssf"), ("client_secret", key));
        (refused.Status, refused.Text("error")).ShouldBe((401, "invalid_client"));
        server.Keys.Resume(key.Substring(3, 12));
        (await server.OutcomeAsync(token)).ShouldBe("Valid");
    }

    [Theory]
    [InlineData("hospital-a", "right", "invalid_client")]
    [InlineData("nssf", "wrong", "invalid_client")]
    [InlineData("nssf", "", "invalid_client")]
    [InlineData("nobody", "right", "invalid_client")]
    public async Task Token_ClientNotProven_IsRefused(string client, string secret, string error)
    {
        var answer = await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret == "right" ? key : secret));

        answer.Status.ShouldBeOneOf(400, 401);
        answer.Error.ShouldBeOneOf(error, "invalid_request");
        answer.Text("access_token").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("scope", "openid", "invalid_scope")]
    [InlineData("scope", "everything", "invalid_scope")]
    public async Task Token_ParameterNotOffered_IsRefused(string name, string value, string error)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "nssf", ["client_secret"] = key };
        form[name] = value;

        var answer = await server.TokenAsync([.. form.Select(f => (f.Key, f.Value))]);

        answer.Status.ShouldBe(400);
        answer.Error.ShouldBe(error);
    }

    [Fact]
    public async Task Token_KeyNotInForce_IsRefusedAndSaysWhatToDo()
    {
        var bound = server.Keys.Issue("nssf", networks: ["10.0.0.0/8"]).Key!.Text;
        (await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "nssf"), ("client_secret", bound))).Text("error_description").ShouldContain("networks");
        server.Keys.Revoke(key);
        var revoked = await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "nssf"), ("client_secret", key));
        revoked.Status.ShouldBe(401);
        revoked.Text("error_description").ShouldContain("revoked");
    }

    [Fact]
    public async Task Token_KeyRevokedAfterwards_IsRefusedAtTheNextCall()
    {
        var token = await server.TokenOfAsync("nssf", key);
        (await server.OutcomeAsync(token)).ShouldBe("Valid");

        server.Keys.Revoke(key);

        (await server.OutcomeAsync(token)).ShouldBe("Revoked");
    }

    [Fact]
    public async Task Revoke_ByItsClient_HoldsAtTheNextCall()
    {
        var (token, other) = (await server.TokenOfAsync("nssf", key), await server.TokenOfAsync("nssf", key));
        (await server.OutcomeAsync(token)).ShouldBe("Valid");

        (await server.PostAsync("/connect/revoke", [("token", token)], $"nssf:{key}")).Status.ShouldBe(200);

        (await server.OutcomeAsync(token)).ShouldBe("TokenRevoked");
        (await server.OutcomeAsync(other)).ShouldBe("Valid");
    }

    [Fact]
    public async Task Revoke_ByAnotherClientOrNone_ChangesNothing()
    {
        var token = await server.TokenOfAsync("nssf", key);
        var stranger = server.Keys.Issue("hospital-a").Key!.Text;

        await server.PostAsync("/connect/revoke", [("token", token)], $"hospital-a:{stranger}");
        (await server.PostAsync("/connect/revoke", [("token", token)])).Status.ShouldBeOneOf(400, 401);
        (await server.PostAsync("/connect/revoke", [("token", "no.such.token")], $"nssf:{key}")).Status.ShouldBe(200);

        (await server.OutcomeAsync(token)).ShouldBe("Valid");
    }

    [Fact]
    public async Task Token_FormOfAMegabyte_IsRefused()
    {
        try
        {
            (await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "nssf"), ("client_secret", new string('x', 1 << 20)))).Status.ShouldBeOneOf(400, 413);
        }
        catch (HttpRequestException)
        {
            // The server may close before all has been sent.
        }
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=nssf&client_id=hospital-a&client_secret=x")]
    [InlineData("%00=%ff&grant_type=%f0%28%8c%bc")]
    [InlineData("&&&&=&=&")]
    public async Task Token_HostileForm_IsABadRequest(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, server.Address + "/connect/token") { Content = new StringContent(body, null, "application/x-www-form-urlencoded") };
        (await server.SendAsync(request)).Status.ShouldBeOneOf(400, 401);
    }

    [Fact]
    public async Task Token_TooManyFields_IsABadRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, server.Address + "/connect/token")
        {
            Content = new StringContent(string.Join('&', Enumerable.Range(0, 3000).Select(n => $"a{n}=")), null, "application/x-www-form-urlencoded"),
        };
        (await server.SendAsync(request)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Discovery_OfTheServer_DescribesItAndItsKeys()
    {
        var server1 = (await server.GetAsync("/.well-known/openid-configuration")).Body;
        server1.GetProperty("issuer").GetString().ShouldBe(server.Address + "/");
        server1.GetProperty("token_endpoint").GetString().ShouldBe(server.Address + "/connect/token");
        server1.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()).ShouldBe(["S256"]);
        server1.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(m => m.GetString())
            .ShouldBe(["client_secret_basic", "client_secret_post", "private_key_jwt"], ignoreOrder: true);
        server1.GetProperty("token_endpoint_auth_signing_alg_values_supported").EnumerateArray().Select(m => m.GetString()).ShouldContain("RS384");

        var keys = (await server.GetAsync("/.well-known/jwks.json")).Body.GetProperty("keys").EnumerateArray().ToArray();
        keys.Select(k => k.GetProperty("kid").GetString()).ShouldBe(server.SigningKeys.Published().Select(k => k.Kid));
        foreach (var published in keys)
            published.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal).ShouldBe(["alg", "crv", "kid", "kty", "use", "x", "y"]);
    }

    [Fact]
    public async Task Token_AfterTheKeysHaveRotated_IsSignedByTheNewOneAndTheOldStillHolds()
    {
        var before = await server.TokenOfAsync("nssf", key);
        server.Time.Advance(TimeSpan.FromDays(31));
        var after = await server.TokenOfAsync("nssf", key);

        new JsonWebToken(after).Kid.ShouldNotBe(new JsonWebToken(before).Kid);
        (await server.OutcomeAsync(after)).ShouldBe("Valid");
        (await server.OutcomeAsync(before)).ShouldBe("TokenExpired");
        JsonSerializer.Serialize((await server.GetAsync("/.well-known/jwks.json")).Body).ShouldContain(new JsonWebToken(before).Kid);
    }

    [Fact]
    public async Task Logs_AtTheFinestLevel_HoldNoKeyAndNoToken()
    {
        var token = await server.TokenOfAsync("nssf", key);
        await server.OutcomeAsync(token);
        await server.OutcomeAsync(token + "x");
        await server.PostAsync("/connect/revoke", [("token", token)], $"nssf:{key}");

        foreach (var line in server.Logs)
        {
            line.ShouldNotContain(key[16..]);
            line.ShouldNotContain(token[..40]);
            line.ShouldNotContain(token[^40..]);
        }
        server.Logs.Count(l => l == "A bearer token was refused: TokenInvalid").ShouldBe(1);
    }
}
