using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Configuration;
using Interop.Gateway.Guarantees;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Tests.Guarantees;

public sealed class GuaranteeIssueTests : IDisposable
{
    private readonly GuaranteeDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Of_CoverageInForce_StatesWhoPaysWhatWhereAndForAsLongAsTheScopeSays()
    {
        var exchange = desk.Asked(hours: 48);
        var given = desk.Issue.Of(exchange).ShouldHaveSingleItem();
        var claims = Claims(given.Token);

        given.Payer.ShouldBe("hef");
        given.ValidTo.ShouldBe(GuaranteeDesk.Morning.AddHours(48));
        claims.EnumerateObject().Select(m => m.Name).ShouldBe(["iss", "jti", "iat", "nbf", "exp", "date", "payer", "package", "copayment", "facility", "card"]);
        claims.GetProperty("iss").GetString().ShouldBe("hub.example");
        claims.GetProperty("jti").GetString().ShouldBe($"{exchange.Id}.hef");
        claims.GetProperty("iat").GetInt64().ShouldBe(GuaranteeDesk.Morning.ToUnixTimeSeconds());
        claims.GetProperty("nbf").GetInt64().ShouldBe(GuaranteeDesk.Morning.ToUnixTimeSeconds());
        claims.GetProperty("exp").GetInt64().ShouldBe(GuaranteeDesk.Morning.AddHours(48).ToUnixTimeSeconds());
        claims.GetProperty("date").GetString().ShouldBe("2026-11-22");
        claims.GetProperty("package").GetString().ShouldBe(exchange.Entitlements!.Coverage.InForce[0].Terms.Package);
        claims.GetProperty("copayment").GetInt32().ShouldBe(exchange.Entitlements.Coverage.InForce[0].Terms.Copayment.Percent);
        claims.GetProperty("facility").GetString().ShouldBe(GuaranteeDesk.Facility);
    }

    /// <summary>Whoever finds a guarantee learns that somebody is covered, and neither who nor whether two of them are one person's.</summary>
    [Fact]
    public void Of_OnePersonTwice_NamesTheCardTwiceDifferentlyAndNeverByItsNumber()
    {
        var (first, second) = (desk.Token(), desk.Token());
        Encoding.UTF8.GetString(Part(first, 1)).ShouldNotContain(GuaranteeDesk.Number);
        Claims(first).GetProperty("card").GetString().ShouldNotBe(Claims(second).GetProperty("card").GetString());
        Claims(first).GetProperty("card").GetString()!.Length.ShouldBe(22);
    }

    [Fact]
    public void Of_LongestNames_FitsAQrCodeThatAPhoneShows() =>
        // Version 22 at level L: 1003 bytes in 105 modules, three pixels each on a phone 320 wide.
        desk.Token().Length.ShouldBeLessThan(1003);

    [Fact]
    public void Of_CoverageThatEndsBefore_EndsWithItsLastDayInCambodia() =>
        desk.Issue.Of(desk.Asked(72, to: new(2026, 11, 23))).ShouldHaveSingleItem().ValidTo.ShouldBe(new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Of_ADayToCome_BeginsWithItInCambodia()
    {
        var given = desk.Issue.Of(desk.Asked(24, date: new(2026, 11, 23))).ShouldHaveSingleItem();
        Claims(given.Token).GetProperty("nbf").GetInt64().ShouldBe(new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        given.ValidTo.ShouldBe(new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Of_ScopeThatSaysNothing_GivesNone() => desk.Issue.Of(desk.Asked(hours: null)).ShouldBeEmpty();

    [Fact]
    public void Of_PayerOfWhomNobodyCanSay_GivesNone() => desk.Issue.Of(desk.Asked(72, known: false)).ShouldBeEmpty();

    [Fact]
    public void Of_CoverageOverInCambodia_GivesNone()
    {
        desk.Time.SetUtcNow(new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero)); // one in the morning of the 23rd there
        desk.Issue.Of(desk.Asked(72, to: new(2026, 11, 22))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", true)]
    [InlineData("2026-11-25", true)]
    [InlineData("2026-11-26", false)]
    public void Reaches_Days_FromTodayToAsFarAsAGuaranteeHolds(string day, bool reaches) =>
        GuaranteeIssue.Reaches(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), GuaranteeDesk.Morning, TimeSpan.FromHours(72)).ShouldBe(reaches);

    [Fact]
    public void New_IssuerThatCannotBeOne_IsAFaultOfTheConfiguration() =>
        Should.Throw<ConfigurationFaultException>(() => new GuaranteeIssue(desk.Keys, desk.Secrets, Options.Create(new GuaranteeOptions { Issuer = "two words" })))
            .Faults.ShouldHaveSingleItem().ShouldContain("'two words'");

    private static JsonElement Claims(string token) => JsonDocument.Parse(Part(token, 1)).RootElement;

    private static byte[] Part(string token, int part) => System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part]);
}
