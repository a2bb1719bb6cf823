using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tests.Server;

public sealed class PersonTokenTests : IAsyncLifetime
{
    private const string Redirect = "http://127.0.0.1:51234/callback";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Secret = "a-secret-of-more-than-32-characters";

    private RunningServer server = null!;

    public async ValueTask InitializeAsync() => server = await RunningServer.StartAsync(
        null,
        ("Clients:0:Code", "demo"), ("Clients:0:RedirectUris:0", "http://127.0.0.1/callback"), ("Clients:0:SignedOutUris:0", "http://127.0.0.1/bye"),
        ("Clients:1:Code", "console"), ("Clients:1:RedirectUris:0", "https://console.example/callback"), ("Clients:1:Secret", Secret));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Authorize_NobodySignedIn_LeadsToTheSignInPageAndBack()
    {
        var answer = await server.GetAsync(Query());

        answer.Status.ShouldBe(302);
        var location = answer.Headers.Location!.ToString();
        location.ShouldStartWith("/sign-in?returnUrl=%2Fconnect%2Fauthorize%3F");
        var back = QueryHelpers.ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..])["returnUrl"].ToString();
        (await server.GetAsync(back, person: "p-1")).Headers.Location!.ToString().ShouldStartWith(Redirect + "?code=");
    }

    [Fact]
    public async Task Authorize_NobodySignedInAndNoPageWanted_SaysSo() =>
        (await server.GetAsync(Query(("prompt", "none")))).Headers.Location!.Query.ShouldContain("error=login_required");

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("max_age", "3599")]
    [InlineData("max_age", "0")]
    public async Task Authorize_FreshSignInWanted_LeadsToTheSignInPageUntilItWas(string name, string value)
    {
        var location = (await server.GetAsync(Query((name, value)), person: "p-1")).Headers.Location!.ToString();
        location.ShouldStartWith("/sign-in?returnUrl=");
        var back = QueryHelpers.ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..])["returnUrl"].ToString();

        server.Time.Advance(TimeSpan.FromSeconds(20));
        (await server.GetAsync(back, person: "p-1")).Headers.Location!.ToString().ShouldStartWith("/sign-in?");
        (await server.GetAsync(back, person: "p-1", since: server.Time.GetUtcNow())).Headers.Location!.ToString().ShouldStartWith(Redirect + "?code=");

        // The address kept and used later begins anew.
        var then = server.Time.GetUtcNow();
        server.Time.Advance(TimeSpan.FromMinutes(31));
        (await server.GetAsync(back, person: "p-1", since: then)).Headers.Location!.ToString().ShouldStartWith(value == "3599" ? Redirect + "?code=" : "/sign-in?");
    }

    [Fact]
    public async Task Authorize_SessionYoungerThanMaxAge_GivesACode() =>
        (await server.GetAsync(Query(("max_age", "3600")), person: "p-1")).Headers.Location!.ToString().ShouldStartWith(Redirect + "?code=");

    [Fact]
    public async Task Authorize_SessionTooOldAndNoPageWanted_SaysSo() =>
        (await server.GetAsync(Query(("prompt", "none"), ("max_age", "60")), person: "p-1")).Headers.Location!.Query.ShouldContain("error=login_required");

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    public async Task Authorize_MaxAgeThatIsNone_IsRefused(string age) =>
        (await server.GetAsync(Query(("max_age", age)), person: "p-1")).Headers.Location!.Query.ShouldContain("error=invalid_request");

    [Fact]
    public async Task Logs_AtTheFinestLevel_HoldNoCodeAndNoToken()
    {
        var code = await CodeAsync();
        var answer = await RedeemAsync(code);
        await server.GetAsync("/connect/userinfo", bearer: answer.Text("access_token"));

        server.Logs.ShouldNotBeEmpty();
        foreach (var secret in (string[])[code, Verifier, answer.Text("access_token").Split('.')[2], answer.Text("id_token").Split('.')[1]])
            server.Logs.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        server.Logs.ShouldNotContain(line => line.Contains("Sample Officer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_Redeemed_TellsWhoThePersonIs()
    {
        var code = await CodeAsync();
        var answer = await RedeemAsync(code);

        answer.Status.ShouldBe(200);
        var id = new JsonWebToken(answer.Text("id_token"));
        id.Subject.ShouldBe("p-1");
        id.Audiences.ShouldBe(["demo"]);
        id.GetClaim("nonce").Value.ShouldBe("n-1");
        id.GetClaim("name").Value.ShouldBe("Sample Officer");
        id.GetClaim("institution").Value.ShouldBe("nssf");
        id.GetPayloadValue<string[]>("roles").ShouldBe(["dpo"]);
        id.GetPayloadValue<string[]>("amr").ShouldBe(["pwd", "otp"]);
        id.GetPayloadValue<long>("auth_time").ShouldBe(RunningServer.SignedInAt.ToUnixTimeSeconds());
        id.Claims.ShouldNotContain(c => c.Type.StartsWith("oi_", StringComparison.Ordinal) || c.Type == "interop_code");

        var user = await server.GetAsync("/connect/userinfo", bearer: answer.Text("access_token"));
        user.Text("sub").ShouldBe("p-1");
        user.Text("institution").ShouldBe("nssf");
        user.Body.GetProperty("roles").EnumerateArray().Single().GetString().ShouldBe("dpo");
        // A person asks nothing at the gateway: institutions do.
        (await server.OutcomeAsync(answer.Text("access_token"))).ShouldBe("TokenAudience");
    }

    [Fact]
    public async Task Authorize_SignedIn_NamesTheIssuerWithTheCode()
    {
        // RFC 9207 §2
        var location = (await server.GetAsync(Query(), person: "p-1")).Headers.Location!;
        QueryHelpers.ParseQuery(location.Query)["iss"].ToString().ShouldBe(server.Address + "/");
        QueryHelpers.ParseQuery(location.Query)["state"].ToString().ShouldBe("s-1");
    }

    [Fact]
    public async Task Code_Twice_IsRefusedAndTheFirstTokensAreWithdrawn()
    {
        var code = await CodeAsync();
        var token = (await RedeemAsync(code)).Text("access_token");
        (await server.GetAsync("/connect/userinfo", bearer: token)).Status.ShouldBe(200);

        var again = await RedeemAsync(code);

        again.Status.ShouldBe(400);
        again.Error.ShouldBe("invalid_grant");
        (await server.GetAsync("/connect/userinfo", bearer: token)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Code_AfterAMinute_IsRefused()
    {
        var code = await CodeAsync();
        server.Time.Advance(TimeSpan.FromSeconds(61));
        (await RedeemAsync(code)).Error.ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX")]
    [InlineData("code_verifier", "")]
    [InlineData("redirect_uri", "http://127.0.0.1:51235/callback")]
    [InlineData("redirect_uri", "")]
    [InlineData("code", "AAAA")]
    [InlineData("code", "not base64url!")]
    [InlineData("client_id", "console")]
    [InlineData("client_secret", "something")]
    public async Task Code_WithSomethingElse_IsRefused(string name, string value)
    {
        var answer = await RedeemAsync(await CodeAsync(), (name, value));
        answer.Status.ShouldBeOneOf(400, 401);
        answer.Text("access_token").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("code_challenge", "")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "")]
    [InlineData("response_type", "token")]
    [InlineData("response_type", "code id_token")]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", "nssf")]
    [InlineData("redirect_uri", "http://127.0.0.1:51234/other")]
    [InlineData("redirect_uri", "http://127.0.0.1.evil.example:51234/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:51234@evil.example/callback")]
    [InlineData("redirect_uri", "https://console.example/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:51234/callback?more")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    public async Task Authorize_ParameterThatIsOff_NeverGivesACodeNorARedirectAway(string name, string value)
    {
        var answer = await server.GetAsync(Query((name, value)), person: "p-1");

        answer.Status.ShouldBeOneOf(302, 400);
        if (answer.Headers.Location is { } location)
        {
            location.ToString().ShouldStartWith(Redirect);
            location.Query.ShouldNotContain("code=");
        }
        if (name is "redirect_uri" or "client_id")
            answer.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Code_OfAConfidentialClient_NeedsItsSecret()
    {
        (string, string)[] console = [("client_id", "console"), ("redirect_uri", "https://console.example/callback")];
        (await RedeemAsync(await CodeAsync(console), console)).Error.ShouldBe("invalid_client");
        (await RedeemAsync(await CodeAsync(console), [.. console, ("client_secret", Secret + "x")])).Error.ShouldBe("invalid_client");
        (await RedeemAsync(await CodeAsync(console), [.. console, ("client_secret", Secret)])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Token_ApplicationAskingForItself_IsRefused() =>
        (await server.TokenAsync(("grant_type", "client_credentials"), ("client_id", "console"), ("client_secret", Secret))).Error.ShouldBe("unauthorized_client");

    [Fact]
    public async Task Logout_WithTheIdentityToken_EndsTheSession()
    {
        var id = (await RedeemAsync(await CodeAsync())).Text("id_token");

        (await server.GetAsync("/connect/logout")).Status.ShouldBe(400);
        (await server.GetAsync($"/connect/logout?id_token_hint={id}&post_logout_redirect_uri=https%3A%2F%2Fevil.example")).Status.ShouldBe(400);
        var done = await server.GetAsync($"/connect/logout?id_token_hint={id}&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A51234%2Fbye");

        done.Headers.Location!.ToString().ShouldStartWith("http://127.0.0.1:51234/bye");
        done.Headers.GetValues("Signed-Out").ShouldBe(["yes"]);
    }

    private static string Query(params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "demo", ["redirect_uri"] = Redirect, ["response_type"] = "code", ["scope"] = "openid", ["state"] = "s-1", ["nonce"] = "n-1",
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))), ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            query[name] = value.Length == 0 ? null : value;
        return QueryHelpers.AddQueryString("/connect/authorize", query);
    }

    private async Task<string> CodeAsync(params (string, string)[] changes) =>
        QueryHelpers.ParseQuery((await server.GetAsync(Query(changes), person: "p-1")).Headers.Location!.Query)["code"].ToString();

    private Task<Answer> RedeemAsync(string code, params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "demo", ["code"] = code, ["redirect_uri"] = Redirect, ["code_verifier"] = Verifier,
        };
        foreach (var (name, value) in changes)
            form[name] = value;
        return server.TokenAsync([.. form.Select(f => (f.Key, f.Value))]);
    }
}
