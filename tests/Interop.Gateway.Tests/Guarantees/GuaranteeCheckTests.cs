using System.Text;
using Interop.Gateway.Guarantees;
using Interop.Identity.Signing;

namespace Interop.Gateway.Tests.Guarantees;

/// <summary>What a device that has only the key set says of guarantees.</summary>
public sealed class GuaranteeCheckTests : IDisposable
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= +/";

    private readonly GuaranteeDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Of_AGuaranteeWithItsCardAtItsFacility_IsGood()
    {
        var verdict = GuaranteeCheck.Of(desk.Token(), desk.Fetched(), GuaranteeDesk.Morning, new(GuaranteeDesk.Facility, (desk.Card, GuaranteeDesk.Number), null), out var guarantee);
        verdict.ShouldBe(GuaranteeVerdict.Good);
        guarantee!.Payer.ShouldBe("hef");
    }

    /// <summary>Each place of the token with every letter of the alphabet and some beyond it: no other text is taken for a guarantee.</summary>
    [Fact]
    public void Of_AnyOneLetterChanged_IsRefused()
    {
        var (token, keys) = (desk.Token(), desk.Fetched());
        Parallel.For(0, token.Length, at =>
        {
            // Two letters of the payload are enough where a signature has to be computed each time; the last letters and the signature get all of them.
            var letters = at > token.LastIndexOf('.') - 3 || token[at] == '.' ? Letters : $"{(token[at] == 'A' ? 'B' : 'A')}{(token[at] == 'w' ? 'x' : 'w')}";
            foreach (var letter in letters.Where(l => l != token[at]))
                Verdict(token[..at] + letter + token[(at + 1)..], keys).ShouldNotBe(GuaranteeVerdict.Good, $"{letter} at {at}");
        });
        Verdict(token, keys).ShouldBe(GuaranteeVerdict.Good);
    }

    [Fact]
    public void Of_OneLetterMoreOrLess_IsRefused()
    {
        var (token, keys) = (desk.Token(), desk.Fetched());
        foreach (var at in (int[])[0, 10, token.IndexOf('.'), token.LastIndexOf('.'), token.Length - 1])
        {
            Verdict(token.Remove(at, 1), keys).ShouldNotBe(GuaranteeVerdict.Good);
            Verdict(token.Insert(at, "A"), keys).ShouldNotBe(GuaranteeVerdict.Good);
        }
        Verdict(token + "\n", keys).ShouldBe(GuaranteeVerdict.Malformed);
        Verdict("", keys).ShouldBe(GuaranteeVerdict.Malformed);
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"KID","typ":"guarantee+jwt"}""")]
    [InlineData("""{"alg":"HS256","kid":"KID","typ":"guarantee+jwt"}""")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"guarantee+jwt","crit":["exp"]}""")]
    [InlineData("""{"alg":"ES256","alg":"ES256","kid":"KID","typ":"guarantee+jwt"}""")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"JWT"}""")]
    [InlineData("""{"alg":"ES256","kid":7,"typ":"guarantee+jwt"}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("nothing")]
    public void Of_AnotherHeader_IsMalformedWhoeverSignedIt(string header)
    {
        var key = desk.Keys.Current;
        var head = System.Buffers.Text.Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header.Replace("KID", key.Kid)));
        var signed = $"{head}.{desk.Token().Split('.')[1]}";
        var token = $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(key.Key.SignData(Encoding.ASCII.GetBytes(signed), System.Security.Cryptography.HashAlgorithmName.SHA256))}";
        Verdict(token, desk.Fetched()).ShouldBe(GuaranteeVerdict.Malformed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"iss":"h","jti":"i","iat":1,"nbf":1,"exp":9999999999,"date":"2026-11-22","payer":"hef","package":"p","copayment":0,"facility":"f","card":null}""")]
    [InlineData("""{"iss":"h","iss":"h","jti":"i","iat":1,"nbf":1,"exp":9999999999,"date":"2026-11-22","payer":"hef","package":"p","copayment":0,"facility":"f","card":"c"}""")]
    public void Of_SignedAndNotAGuarantee_IsMalformed(string claims) =>
        Verdict(CompactJws.Sign(desk.Keys.Current, Guarantee.Type, Encoding.UTF8.GetBytes(claims)), desk.Fetched()).ShouldBe(GuaranteeVerdict.Malformed);

    [Fact]
    public void Of_AListOfRevocations_IsNoGuarantee() =>
        Verdict(CompactJws.Sign(desk.Keys.Current, RevocationList.Type, RevocationList.Payload("hub.example", GuaranteeDesk.Morning, [])), desk.Fetched()).ShouldBe(GuaranteeVerdict.Malformed);

    [Fact]
    public void Of_AnotherHubsGuarantee_HasNoKeyInTheSet()
    {
        using var stranger = desk.Stranger();
        Verdict(desk.Token(), PartnerKeySet.Read(Encoding.UTF8.GetBytes(stranger.KeySet()))).ShouldBe(GuaranteeVerdict.KeyUnknown);
    }

    [Fact]
    public void Of_BeforeAndAfterItsTime_SaysWhich()
    {
        var (token, keys) = (desk.Token(hours: 72), desk.Fetched());
        Verdict(token, keys, GuaranteeDesk.Morning.AddSeconds(-1)).ShouldBe(GuaranteeVerdict.NotYetValid);
        Verdict(token, keys, GuaranteeDesk.Morning.AddHours(72).AddSeconds(-1)).ShouldBe(GuaranteeVerdict.Good);
        Verdict(token, keys, GuaranteeDesk.Morning.AddHours(72)).ShouldBe(GuaranteeVerdict.Expired);
    }

    [Fact]
    public void Of_AnotherFacilityOrAnotherCard_SaysWhich()
    {
        var (token, keys, now) = (desk.Token(), desk.Fetched(), GuaranteeDesk.Morning);
        GuaranteeCheck.Of(token, keys, now, new("hospital-b", null, null), out _).ShouldBe(GuaranteeVerdict.OtherFacility);
        GuaranteeCheck.Of(token, keys, now, new(GuaranteeDesk.Facility, (desk.Card, "010203041"), null), out _).ShouldBe(GuaranteeVerdict.OtherCard);
        GuaranteeCheck.Of(token, keys, now, new(null, (CardKey.Of(desk.Secrets, "hospital-b"), GuaranteeDesk.Number), null), out _).ShouldBe(GuaranteeVerdict.OtherCard);
    }

    [Fact]
    public void Of_Revoked_SaysSoWhateverElse()
    {
        var (token, keys) = (desk.Token(), desk.Fetched());
        GuaranteeCheck.Of(token, keys, GuaranteeDesk.Morning, new(null, null, null), out var guarantee);
        var list = RevocationList.Read(
            CompactJws.Sign(desk.Keys.Current, RevocationList.Type, RevocationList.Payload("hub.example", GuaranteeDesk.Morning, [guarantee!.Id])), keys)!;
        GuaranteeCheck.Of(token, keys, GuaranteeDesk.Morning, new("hospital-b", null, list), out _).ShouldBe(GuaranteeVerdict.Revoked);
        GuaranteeCheck.Of(desk.Token(), keys, GuaranteeDesk.Morning, new(GuaranteeDesk.Facility, null, list), out _).ShouldBe(GuaranteeVerdict.Good);
    }

    [Fact]
    public void Parse_ACardKey_ReadsWhatItWroteAndNothingElse()
    {
        CardKey.Parse(desk.Card.Text() + "\n")!.NameOf("i", "1").ShouldBe(desk.Card.NameOf("i", "1"));
        CardKey.Parse(desk.Card.Text()[1..]).ShouldBeNull();
        CardKey.Parse("nothing of the kind").ShouldBeNull();
    }

    private static GuaranteeVerdict Verdict(string token, PartnerKeySet keys, DateTimeOffset? now = null) =>
        GuaranteeCheck.Of(token, keys, now ?? GuaranteeDesk.Morning, new(GuaranteeDesk.Facility, null, null), out _);
}
