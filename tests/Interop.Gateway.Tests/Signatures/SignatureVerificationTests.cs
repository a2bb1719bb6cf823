using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Interop.Gateway.Signatures;
using Interop.Identity.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Signatures;

public sealed class SignatureVerificationTests : IDisposable
{
    private const string Covered = "(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\")";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => key.Dispose();

    /// <summary>One character of any covered part, of the parameters or one bit of the signature changed: refused.</summary>
    [Fact]
    public void Key_AnythingCoveredChanged_IsNeverValid()
    {
        var partner = Partner();
        var good = Sign($"{Covered};created=1763798400;keyid=\"k\";nonce=\"n\"", RfcExamples.Request());
        Check(good, RfcExamples.Request()).ShouldBe(SignatureOutcome.Valid);

        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 10_000], Gen.Int[1, 94]).Sample((part, place, by) =>
        {
            var request = RfcExamples.Request();
            var (signature, message) = part switch
            {
                0 => (good, request with { Method = Changed(request.Method!, place, by) }),
                1 => (good, request with { Scheme = Changed(request.Scheme, place, by) }),
                2 => (good, request with { Authority = Changed(request.Authority, place, by) }),
                3 => (good, request with { Target = "/" + Changed(request.Target[1..], place, by) }),
                4 => (good, request with { Fields = RfcExamples.Fields(("Content-Digest", Changed(RfcExamples.RequestDigest, place, by)), ("Content-Type", "application/json")) }),
                5 => (good, request with { Fields = RfcExamples.Fields(("Content-Digest", RfcExamples.RequestDigest), ("Content-Type", Changed("application/json", place, by))) }),
                6 => (good with { Bytes = Flipped(good.Bytes, place) }, request),
                _ => (good with { Input = Reparsed(Changed(good.Input.ToString(), place, by)) ?? new FieldItem(Array.Empty<FieldItem>(), []) }, request),
            };
            return SignatureVerification.Key(signature, message, partner, out var text) != SignatureOutcome.Valid || text == TextOf(good);
        }, iter: 5_000);
    }

    [Fact]
    public void Key_OtherKey_IsInvalid()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = Sign($"{Covered};created=1;keyid=\"k\"", RfcExamples.Request());
        SignatureVerification.Key(signature, RfcExamples.Request(), PartnerOf(other), out _).ShouldBe(SignatureOutcome.Invalid);
    }

    [Theory]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=1;keyid=\"k\"", true)]
    [InlineData("(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\";sf);created=1;keyid=\"k\"", true)]
    [InlineData("(\"@method\" \"@target-uri\");created=1;keyid=\"k\"", false)]
    [InlineData("(\"@target-uri\" \"content-digest\");created=1;keyid=\"k\"", false)]
    [InlineData("(\"@method\" \"@authority\" \"@path\" \"content-digest\");created=1;keyid=\"k\"", false)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\";key=\"md5\");created=1;keyid=\"k\"", false)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\";req);created=1;keyid=\"k\"", false)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");keyid=\"k\"", false)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=1", false)]
    public void Policy_RequestWithABody_NeedsAllThatMakesItOut(string input, bool enough) =>
        SignatureVerification.Policy(Unsigned(input), hasBody: true).ShouldBe(enough ? SignatureOutcome.Valid : SignatureOutcome.ComponentsMissing);

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(60, null, true)]
    [InlineData(61, null, false)]
    [InlineData(-360, null, true)]
    [InlineData(-361, null, false)]
    [InlineData(0, -60, true)]
    [InlineData(0, -61, false)]
    public void Time_Boundary_IsThreeHundredSecondsAndTheSkew(int created, int? expires, bool taken)
    {
        var now = Now.ToUnixTimeSeconds();
        SignatureVerification.Time(Unsigned($"();created={now + created}" + (expires is null ? "" : $";expires={now + expires}")), Now)
            .ShouldBe(taken ? SignatureOutcome.Valid : SignatureOutcome.Expired);
    }

    [Theory]
    [InlineData("a=()", "b=:aGk=:")]
    [InlineData("a=()", "a=hi")]
    [InlineData("a=1", "a=:aGk=:")]
    [InlineData("a=(), b=()", "a=:aGk=:")]
    [InlineData("a=()", "a=:aGk=:, b=:aGk=:")]
    [InlineData("", "a=:aGk=:")]
    [InlineData("a=()", "")]
    [InlineData("a=();created=\"1\"", "a=:aGk=:")]
    [InlineData("a=();created=-1", "a=:aGk=:")]
    [InlineData("a=();keyid=k", "a=:aGk=:")]
    [InlineData("a=(", "a=:aGk=:")]
    [InlineData("a=(),b=(),c=(),d=(),e=(),f=(),g=(),h=(),i=()", "a=::,b=::,c=::,d=::,e=::,f=::,g=::,h=::,i=::")]
    public void Read_FieldsThatDoNotAgree_AreMalformed(string input, string signature) =>
        MessageSignature.Read(RfcExamples.Fields(("Signature-Input", input), ("Signature", signature)), out _).ShouldBe(SignatureOutcome.Malformed);

    [Fact]
    public void Read_OneFieldAlone_IsMalformedAndNeitherIsMissing()
    {
        MessageSignature.Read(RfcExamples.Fields(("Signature-Input", "a=()")), out _).ShouldBe(SignatureOutcome.Malformed);
        MessageSignature.Read(RfcExamples.Fields(("Signature", "a=:aGk=:")), out _).ShouldBe(SignatureOutcome.Malformed);
        MessageSignature.Read(RfcExamples.Fields(), out _).ShouldBe(SignatureOutcome.Missing);
    }

    [Fact]
    public void Nonces_WhileASignatureIsGood_AreTakenOnceAndMemoryIsBounded()
    {
        var time = new FakeTimeProvider(Now);
        var nonces = new SeenNonces(time, most: 1000);
        nonces.Add("a", "n").ShouldBeTrue();
        nonces.Add("b", "n").ShouldBeTrue();
        for (var i = 0; i < 42; i++, time.Advance(TimeSpan.FromSeconds(10)))
            nonces.Add("a", "n").ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(15));
        nonces.Add("a", "n").ShouldBeTrue();

        for (var i = 0; i < 5000; i++)
            nonces.Add("a", "x" + i).ShouldBeTrue();
        nonces.Add("a", "x4999").ShouldBeFalse();
        nonces.Add("a", "x1").ShouldBeTrue("the oldest are forgotten");
    }

    private static string Changed(string text, int place, int by) => string.Concat(text.Select((c, i) => i == place % text.Length ? (char)(' ' + ((c - ' ' + by) % 95)) : c));

    private static byte[] Flipped(byte[] bytes, int bit) => [.. bytes.Select((b, i) => i == bit / 8 % bytes.Length ? (byte)(b ^ (1 << (bit % 8))) : b)];

    private static FieldItem? Reparsed(string input) => StructuredFieldReader.Dictionary("s=" + input) is { Members.Count: 1 } read && read["s"] is { Value: FieldItem[] } item ? item : null;

    private static MessageSignature Unsigned(string input) => new("s", Reparsed(input).ShouldNotBeNull(), []);

    private static string TextOf(MessageSignature signature)
    {
        SignatureBase.Build(signature.Input, RfcExamples.Request(), out var text);
        return text;
    }

    private static PartnerKey PartnerOf(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (System.Buffers.Text.Base64Url.EncodeToString(q.X), System.Buffers.Text.Base64Url.EncodeToString(q.Y));
        return PartnerKeySet.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"k","x":"{{x}}","y":"{{y}}"}]}""")).Find("k").ShouldNotBeNull();
    }

    private PartnerKey Partner() => PartnerOf(key);

    private SignatureOutcome Check(MessageSignature signature, SignedMessage message) => SignatureVerification.Key(signature, message, Partner(), out _);

    private MessageSignature Sign(string input, SignedMessage message)
    {
        var unsigned = Unsigned(input);
        SignatureBase.Build(unsigned.Input, message, out var text).ShouldBe(SignatureOutcome.Valid);
        return unsigned with { Bytes = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256) };
    }
}
