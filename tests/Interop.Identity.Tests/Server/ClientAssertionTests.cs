using System.Security.Cryptography;
using System.Text;
using Interop.Identity.Signing;
using Interop.Identity.Tests.Signing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tests.Server;

public sealed class ClientAssertionTests : IAsyncLifetime
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private RunningServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        Publish(TestKeys.Jwk(rsa, "r"), TestKeys.Jwk(ec, "e", ",\"alg\":\"ES384\""));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        rsa.Dispose();
        ec.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("PS256")]
    public async Task Token_RsaAssertion_IsATokenOfTheClientKey(string algorithm)
    {
        var answer = await AskAsync(Assertion(new(new RsaSecurityKey(rsa) { KeyId = "r" }, algorithm)));

        answer.Status.ShouldBe(200);
        new JsonWebToken(answer.Text("access_token")).GetClaim("key").Value.ShouldBe("kid:r");
        (await server.OutcomeAsync(answer.Text("access_token"))).ShouldBe("Valid");
    }

    [Fact]
    public async Task Token_Es384Assertion_ForTheIssuerAndWithClientId_IsTaken()
    {
        var answer = await AskAsync(Assertion(Ec(), d => d.Audience = server.Address), ("client_id", "nssf"));

        answer.Status.ShouldBe(200);
        (await server.OutcomeAsync(answer.Text("access_token"))).ShouldBe("Valid");
    }

    [Fact]
    public async Task Token_SameAssertionTwice_IsRefusedTheSecondTime()
    {
        var assertion = Assertion(Ec());
        (await AskAsync(assertion)).Status.ShouldBe(200);

        var again = await AskAsync(assertion);

        again.Status.ShouldBe(401);
        again.Error.ShouldBe("invalid_client");
        again.Text("error_description").ShouldContain("used before");
    }

    [Fact]
    public async Task Token_AssertionOfManyAtOnce_IsTakenOnce()
    {
        var assertion = Assertion(Ec());
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AskAsync(assertion)));
        answers.Count(a => a.Status == 200).ShouldBe(1);
    }

    [Theory]
    [InlineData("other audience", "another server")]
    [InlineData("expired", "expired")]
    [InlineData("far ahead", "five minutes")]
    [InlineData("no end", "expired")]
    [InlineData("not begun", "not begun")]
    [InlineData("no jti", "jti")]
    [InlineData("long jti", "jti")]
    [InlineData("other subject", "sub")]
    [InlineData("other institution", "signature")]
    [InlineData("unknown kid", "kid")]
    [InlineData("path in kid", "kid")]
    [InlineData("wrong type", "assertion")]
    public async Task Token_AssertionThatIsOff_IsRefusedWithTheReason(string what, string said)
    {
        var now = server.Time.GetUtcNow().UtcDateTime;
        var credentials = what switch
        {
            "unknown kid" => new(new ECDsaSecurityKey(ec) { KeyId = "z" }, "ES384"),
            "path in kid" => new(new ECDsaSecurityKey(ec) { KeyId = "../../../dev/null" }, "ES384"),
            _ => Ec(),
        };
        var answer = await AskAsync(Assertion(credentials, d =>
        {
            switch (what)
            {
                case "other audience": d.Audience = "https://other.example/token"; break;
                case "expired": (d.IssuedAt, d.Expires) = (now.AddMinutes(-5), now.AddSeconds(-61)); break;
                case "far ahead": d.Expires = now.AddMinutes(7); break;
                case "no end": d.Expires = null; break;
                case "not begun": d.NotBefore = now.AddSeconds(90); break;
                case "no jti": d.Claims.Remove("jti"); break;
                case "long jti": d.Claims["jti"] = new string('j', 300); break;
                case "other subject": d.Claims["sub"] = "hospital-a"; break;
                case "other institution": (d.Claims["sub"], d.Issuer) = ("hospital-a", "hospital-a"); break;
                case "wrong type": d.TokenType = "at+jwt"; break;
                default: break;
            }
        }));

        answer.Status.ShouldBe(401);
        answer.Text("error_description").ShouldContain(said);
    }

    [Fact]
    public async Task Token_PublicKeyAsSharedSecretOrNoSignature_IsRefused()
    {
        // RFC 8725 §2.1: the public key is known to everybody, and so would be the secret.
        var secret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "r" };
        (await AskAsync(Assertion(new(secret, "HS256")))).Status.ShouldBe(401);

        var parts = Assertion(Ec()).Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","kid":"e","typ":"JWT"}""");
        (await AskAsync($"{none}.{parts[1]}.")).Status.ShouldBe(401);
        (await AskAsync($"{none}.{parts[1]}.{parts[2]}")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Token_AlgorithmTheKeyIsNotFor_IsRefused()
    {
        Publish(TestKeys.Jwk(rsa, "r", ",\"alg\":\"RS384\""));
        (await AskAsync(Assertion(new(new RsaSecurityKey(rsa) { KeyId = "r" }, "RS256")))).Status.ShouldBe(401);
        (await AskAsync(Assertion(new(new RsaSecurityKey(rsa) { KeyId = "r" }, "RS384")))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Token_SecretAndAssertion_AreRefused() =>
        (await AskAsync(Assertion(Ec()), ("client_id", "nssf"), ("client_secret", server.Keys.Issue("nssf").Key!.Text))).Status.ShouldBe(400);

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJFUzM4NCJ9.bnVsbA.AAAA")]
    [InlineData("eyJhbGciOnt9fQ.eyJzdWIiOnt9fQ.AAAA")]
    public async Task Token_AssertionThatIsNoToken_IsRefused(string assertion) => (await AskAsync(assertion)).Status.ShouldBeOneOf(400, 401);

    [Fact]
    public async Task Token_ClientKeyWithdrawn_TokensGotWithItAreRefused()
    {
        var token = (await AskAsync(Assertion(Ec()))).Text("access_token");
        (await server.OutcomeAsync(token)).ShouldBe("Valid");

        Publish(TestKeys.Jwk(rsa, "r"));

        (await server.OutcomeAsync(token)).ShouldBe("TokenRevoked");
    }

    private void Publish(params string[] keys) => server.PartnerKeys["nssf"] = PartnerKeySource.Of(PartnerKeySet.Read(Encoding.UTF8.GetBytes(TestKeys.Set(keys))));

    private SigningCredentials Ec() => new(new ECDsaSecurityKey(ec) { KeyId = "e" }, "ES384");

    private string Assertion(SigningCredentials credentials, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = server.Time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = "nssf", Audience = server.Address + "/connect/token", IssuedAt = now, NotBefore = now, Expires = now.AddMinutes(4),
            Claims = new Dictionary<string, object> { ["sub"] = "nssf", ["jti"] = RandomNumberGenerator.GetHexString(32) }, SigningCredentials = credentials,
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private Task<Answer> AskAsync(string assertion, params (string, string)[] more) => server.TokenAsync(
        [("grant_type", "client_credentials"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion), .. more]);
}
