using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Interop.Identity.Signing;
using Interop.Identity.Tests.Server;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tests.Tokens;

/// <summary>What a gateway makes of tokens, made by the server or by somebody who would like to be it.</summary>
public sealed class BearerTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private string key = "";

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        key = server.Keys.Issue("nssf").Key!.Text;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("as it should be", "Valid")]
    [InlineData("other audience", "TokenAudience")]
    [InlineData("other issuer", "TokenIssuer")]
    [InlineData("expired", "TokenExpired")]
    [InlineData("not yet", "TokenNotYetValid")]
    [InlineData("identity token", "TokenInvalid")]
    [InlineData("no type", "TokenInvalid")]
    [InlineData("no end", "TokenInvalid")]
    [InlineData("no scope", "TokenScope")]
    [InlineData("scope that begins alike", "TokenScope")]
    [InlineData("no jti", "TokenInvalid")]
    [InlineData("key of nobody", "Unknown")]
    [InlineData("key of another institution", "Unknown")]
    [InlineData("bound to a certificate", "TokenBinding")]
    [InlineData("bound in another way", "TokenInvalid")]
    [InlineData("key that signs answers", "TokenInvalid")]
    [InlineData("own key under our kid", "TokenInvalid")]
    [InlineData("path in kid", "TokenInvalid")]
    [InlineData("HS256 with the public key", "TokenInvalid")]
    public async Task Call_TokenThatIsOff_IsRefusedForThatReason(string what, string outcome)
    {
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ours = server.SigningKeys.Current(SigningPurpose.Token);
        var answers = server.SigningKeys.Current(SigningPurpose.Answer);
        var credentials = what switch
        {
            "key that signs answers" => Es256(answers.Key, answers.Kid),
            "own key under our kid" => Es256(mine, ours.Kid),
            "path in kid" => Es256(mine, "../../../../dev/null"),
            "HS256 with the public key" => new(new SymmetricSecurityKey(Encoding.ASCII.GetBytes(ours.Key.ExportSubjectPublicKeyInfoPem())) { KeyId = ours.Kid }, "HS256"),
            _ => Es256(ours.Key, ours.Kid),
        };
        var now = server.Time.GetUtcNow().UtcDateTime;
        var token = Make(credentials, d =>
        {
            switch (what)
            {
                case "other audience": d.Audience = "elsewhere"; break;
                case "other issuer": d.Issuer = "https://evil.example/"; break;
                case "expired": (d.IssuedAt, d.NotBefore, d.Expires) = (now.AddMinutes(-11), now.AddMinutes(-11), now.AddSeconds(-1)); break;
                case "not yet": d.NotBefore = now.AddSeconds(61); break;
                case "identity token": d.TokenType = "JWT"; break;
                case "no type": d.TokenType = null; d.AdditionalHeaderClaims = new Dictionary<string, object> { ["typ"] = "" }; break;
                case "no end": d.Expires = null; break;
                case "no scope": d.Claims.Remove("scope"); break;
                case "scope that begins alike": d.Claims["scope"] = "exchanges"; break;
                case "no jti": d.Claims.Remove("jti"); break;
                case "key of nobody": d.Claims["key"] = "aaaaaaaaaaaa"; break;
                case "key of another institution": d.Claims["institution"] = "hospital-a"; break;
                case "bound to a certificate": d.Claims["cnf"] = new Dictionary<string, string> { ["x5t#S256"] = "A" }; break;
                case "bound in another way": d.Claims["cnf"] = new Dictionary<string, string> { ["jkt"] = "A" }; break;
                default: break;
            }
        });

        (await server.OutcomeAsync(token)).ShouldBe(outcome);
        (await server.OutcomeAsync(token)).ShouldBe(outcome, "the second time");
    }

    [Fact]
    public async Task Call_TokenWithoutSignatureOrChanged_IsInvalid()
    {
        var token = await server.TokenOfAsync("nssf", key);
        var parts = token.Split('.');
        var none = Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{new JsonWebToken(token).Kid}}"}""");
        var payload = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("nssf", "xxxx", StringComparison.Ordinal));

        foreach (var changed in new[] { $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", $"{parts[0]}.{payload}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", token + ".", token[..^2] })
            (await server.OutcomeAsync(changed)).ShouldBe("TokenInvalid");
        (await server.OutcomeAsync(token)).ShouldBe("Valid");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("....")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6W119.e30.AAAA")]
    [InlineData("a b c")]
    public async Task Call_TextThatIsNoToken_IsInvalid(string text) => (await server.OutcomeAsync(text)).ShouldBe("TokenInvalid");

    [Fact]
    public async Task Call_TokenLongerThanAny_IsInvalid() => (await server.OutcomeAsync(new string('e', 8 * 1024 + 1))).ShouldBe("TokenInvalid");

    [Fact]
    public async Task Call_TokenOfAMegabyte_IsTurnedAwayAtTheDoor()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, server.Address + "/whoami");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + new string('e', 1 << 20));
        try
        {
            (await server.SendAsync(request)).Status.ShouldBe(431);
        }
        catch (HttpRequestException)
        {
            // The server may close before all has been sent.
        }
    }

    [Fact]
    public async Task Call_TwoCredentials_AreRefused()
    {
        var token = await server.TokenOfAsync("nssf", key);

        (await server.OutcomeAsync(token, ("X-Access-Key", key))).ShouldBe("TwoCredentials");
        (await server.OutcomeAsync(token, ("Authorization", "Bearer " + token))).ShouldNotBe("Valid");
    }

    [Fact]
    public async Task Call_TokenOfAKeyBoundToNetworks_IsBoundToThemToo()
    {
        var bound = server.Keys.Issue("nssf", networks: ["10.0.0.0/8"]).Key!;
        var ours = server.SigningKeys.Current(SigningPurpose.Token);

        (await server.OutcomeAsync(Make(Es256(ours.Key, ours.Kid), d => d.Claims["key"] = bound.PublicId))).ShouldBe("NetworkNotAllowed");
    }

    [Fact]
    public async Task Call_TokenThatOutlivesItsKey_EndsWithIt()
    {
        var brief = server.Keys.Issue("nssf", days: 1).Key!.Text;
        server.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(5));
        var token = await server.TokenOfAsync("nssf", brief);
        (await server.OutcomeAsync(token)).ShouldBe("Valid");

        server.Time.Advance(TimeSpan.FromMinutes(6));

        (await server.OutcomeAsync(token)).ShouldBe("Expired");
    }

    [Fact]
    public async Task Call_TokenGotWithACertificate_NeedsTheSameOne()
    {
        using var tls = Certificate("CN=127.0.0.1");
        using var client = Certificate("CN=client");
        using var other = Certificate("CN=other");
        await using var https = await RunningServer.StartAsync(tls);
        var bound = https.Keys.Issue("nssf").Key!.Text;
        using var with = Client(tls, client);
        using var without = Client(tls, null);
        using var foreign = Client(tls, other);

        var token = (await https.SendAsync(
            new(HttpMethod.Post, https.Address + "/connect/token")
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials"), KeyValuePair.Create("client_id", "nssf"), KeyValuePair.Create("client_secret", bound)]),
            }, with)).Text("access_token");

        new JsonWebToken(token).GetClaim("cnf").Value.ShouldContain("x5t#S256");
        foreach (var (caller, outcome) in new[] { (with, "Valid"), (without, "TokenBinding"), (foreign, "TokenBinding"), (with, "Valid") })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, https.Address + "/whoami") { Headers = { Authorization = new("Bearer", token) } };
            (await https.SendAsync(request, caller)).Text("outcome").ShouldBe(outcome);
        }

        var revocation = new HttpRequestMessage(HttpMethod.Post, https.Address + "/connect/revoke")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token), KeyValuePair.Create("client_id", "nssf"), KeyValuePair.Create("client_secret", bound)]),
        };
        (await https.SendAsync(revocation, with)).Status.ShouldBe(200);
        (await https.SendAsync(new(HttpMethod.Get, https.Address + "/whoami") { Headers = { Authorization = new("Bearer", token) } }, with)).Text("outcome").ShouldBe("TokenRevoked");
    }

    private static SigningCredentials Es256(ECDsa key, string kid) => new(new ECDsaSecurityKey(key) { KeyId = kid, CryptoProviderFactory = new() { CacheSignatureProviders = false } }, "ES256");

    private string Make(SigningCredentials credentials, Action<SecurityTokenDescriptor> change)
    {
        var now = server.Time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = server.Address + "/", Audience = "interop", IssuedAt = now, NotBefore = now, Expires = now.AddMinutes(10), TokenType = "at+jwt",
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "nssf", ["client_id"] = "nssf", ["institution"] = "nssf", ["key"] = key.Substring(3, 12), ["scope"] = "exchange", ["jti"] = RandomNumberGenerator.GetHexString(32),
            },
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, ec, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private static HttpClient Client(X509Certificate2 trusted, X509Certificate2? certificate)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted);
        return new(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, ClientCertificates = certificate is null ? null : [certificate] },
        });
    }
}
