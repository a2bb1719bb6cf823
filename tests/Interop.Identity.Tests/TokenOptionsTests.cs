using Microsoft.Extensions.Options;

namespace Interop.Identity.Tests;

public sealed class TokenOptionsTests
{
    private static readonly TokenOptionsValidator Validator = new(Options.Create(new IdentityOptions { Institutions = static () => ["nssf"] }));

    [Fact]
    public void Validate_Defaults_AreSound() => Validator.Validate(null, new()).Succeeded.ShouldBeTrue();

    [Fact]
    public void Validate_EverythingWrong_NamesEveryFaultWithItsValue()
    {
        var result = Validator.Validate(null, new()
        {
            Issuer = "http://hub.example", Authority = "ftp://x", Audience = " ", TokenLifetime = TimeSpan.FromHours(2), InstitutionClaim = "",
            Clients =
            [
                new() { Code = "nssf", RedirectUris = ["https://a.example/cb"] },
                new() { Code = "two words", RedirectUris = ["https://a.example/cb#f", "http://a.example/cb"], Secret = "short" },
                new() { Code = "demo" }, new() { Code = "demo", RedirectUris = ["http://localhost/cb"], SignedOutUris = ["nowhere"] },
            ],
        });

        string[] said =
        [
            "'http://hub.example'", "'ftp://x'", "exclude each other", "Audience", "'02:00:00'", "InstitutionClaim", "'https://a.example/cb#f'", "'http://a.example/cb'",
            "Secret of 5", "'demo' has no RedirectUris", "'nowhere'", "'nssf' is the code of an institution", "'two words'", "'demo' 2 times",
        ];
        result.Failures!.Count().ShouldBe(said.Length);
        foreach (var part in said)
            result.FailureMessage!.ShouldContain(part);
    }
}
