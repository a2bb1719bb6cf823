using System.Security.Cryptography;
using Interop.Identity.Tests.Server;
using Interop.Identity.Tests.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tests.Tokens;

/// <summary>A gateway that trusts another issuer, found by discovery.</summary>
public sealed class AuthorityTests : IAsyncLifetime
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly RSA next = RSA.Create(2048);
    private WebApplication issuer = null!;
    private RunningServer server = null!;
    private string keys = "";
    private int asked;

    private string Issuer => issuer.Urls.First();

    public async ValueTask InitializeAsync()
    {
        keys = TestKeys.Set(TestKeys.Jwk(rsa, "k-1"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        issuer = builder.Build();
        issuer.MapGet("/.well-known/openid-configuration", () => Results.Content($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Issuer}}/jwks"}""", "application/json"));
        issuer.MapGet("/jwks", () =>
        {
            Interlocked.Increment(ref asked);
            return Results.Content(keys, "application/json");
        });
        await issuer.StartAsync(TestContext.Current.CancellationToken);
        server = await RunningServer.StartAsync(null, ("Authority", Issuer), ("Audience", "hub"), ("InstitutionClaim", "org"));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await issuer.DisposeAsync();
        rsa.Dispose();
        next.Dispose();
    }

    [Theory]
    [InlineData("", "Valid")]
    [InlineData("typ", "Valid")]
    [InlineData("aud", "TokenAudience")]
    [InlineData("iss", "TokenIssuer")]
    [InlineData("expired", "TokenExpired")]
    [InlineData("id", "TokenInvalid")]
    public async Task Call_TokenOfTheAuthority_IsJudgedByItsKeysAndClaims(string what, string outcome) =>
        (await server.OutcomeAsync(Token(rsa, "k-1", what))).ShouldBe(outcome);

    [Fact]
    public async Task Call_TokenWithoutTheClaim_NamesTheInstitutionByItsClient()
    {
        var answer = await server.GetAsync("/whoami", bearer: Token(rsa, "k-1", "no org"));
        (answer.Text("institution"), answer.Text("key")).ShouldBe(("c-1", "client:c-1"));
        answer = await server.GetAsync("/whoami", bearer: Token(rsa, "k-1", ""));
        (answer.Text("institution"), answer.Text("key")).ShouldBe(("nssf", "client:c-1"));
    }

    [Fact]
    public async Task Call_TokenOfAnotherKeyOrOfTheEmbeddedServer_IsInvalid()
    {
        (await server.OutcomeAsync(Token(next, "k-1", ""))).ShouldBe("TokenInvalid");
        (await server.PostAsync("/connect/token", [("grant_type", "client_credentials")], $"nssf:{server.Keys.Issue("nssf").Key!.Text}")).Status.ShouldBe(404);
        (await server.GetAsync("/.well-known/openid-configuration")).Status.ShouldBe(404);
        // The keys that sign the hub's answers are still its own.
        (await server.GetAsync("/.well-known/jwks.json")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Call_NewKeyOfTheAuthority_IsFetchedOnceAndMadeUpOnesAreNotAskedFor()
    {
        (await server.OutcomeAsync(Token(rsa, "k-1", ""))).ShouldBe("Valid");
        asked.ShouldBe(1);
        keys = TestKeys.Set(TestKeys.Jwk(rsa, "k-1"), TestKeys.Jwk(next, "k-2"));

        var token = Token(next, "k-2", "");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await server.OutcomeAsync(token) != "Valid")
            deadline.Token.ThrowIfCancellationRequested();
        for (var call = 0; call < 20; call++)
            (await server.OutcomeAsync(Token(next, $"made-up-{call}", ""))).ShouldBe("TokenInvalid");

        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Call_AuthorityAway_IsUnavailableAndNothingIsSaidOfTheToken()
    {
        await issuer.StopAsync(TestContext.Current.CancellationToken);
        var outcome = await server.OutcomeAsync(Token(rsa, "k-1", ""));
        outcome.ShouldBe("Unavailable");
    }

    private string Token(RSA key, string kid, string what)
    {
        var now = server.Time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = what == "iss" ? "https://evil.example" : Issuer, Audience = what == "aud" ? "else" : "hub", IssuedAt = now.AddHours(-2), NotBefore = now.AddHours(-2),
            Expires = what == "expired" ? now.AddMinutes(-2) : now.AddMinutes(5), TokenType = what == "typ" ? "at+jwt" : what == "id" ? "logout+jwt" : "JWT",
            SigningCredentials = new(new RsaSecurityKey(key) { KeyId = kid }, "RS256"),
            Claims = new Dictionary<string, object> { ["sub"] = "c-1", ["azp"] = "c-1", ["org"] = "nssf" },
        };
        if (what == "no org")
            descriptor.Claims.Remove("org");
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
