using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Interop.Identity.Signing;

namespace Interop.Identity.Tests.Signing;

public sealed class PartnerKeySetTests
{
    /// <summary>RFC 8032 §7.1, test 2: key, message of one byte, signature.</summary>
    private const string Rfc8032Key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    private const string Rfc8032Signature =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    [Fact]
    public void Verify_Ed25519_AgreesWithTheRfc()
    {
        var key = Read($$"""{"kty":"OKP","crv":"Ed25519","kid":"e","x":"{{Base64Url.EncodeToString(Convert.FromHexString(Rfc8032Key))}}"}""").Find("e").ShouldNotBeNull();

        key.Verify(MessageAlgorithm.Ed25519, [0x72], Convert.FromHexString(Rfc8032Signature)).ShouldBeTrue();
        key.Verify(MessageAlgorithm.Ed25519, [0x73], Convert.FromHexString(Rfc8032Signature)).ShouldBeFalse();
        key.Verify(MessageAlgorithm.Ed25519, [0x72], []).ShouldBeFalse();
        key.Verify(MessageAlgorithm.EcdsaP256Sha256, [0x72], Convert.FromHexString(Rfc8032Signature)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("P-256", MessageAlgorithm.EcdsaP256Sha256)]
    [InlineData("P-384", MessageAlgorithm.EcdsaP384Sha384)]
    public void Verify_Ec_TakesItsOwnSignaturesAlone(string curve, MessageAlgorithm algorithm)
    {
        using var ec = ECDsa.Create(curve == "P-256" ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        var signature = ec.SignData("text"u8, curve == "P-256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384);
        var key = Read(TestKeys.Jwk(ec, "k")).Find("k").ShouldNotBeNull();

        key.Algorithms.ShouldBe([algorithm]);
        key.Verify(algorithm, "text"u8, signature).ShouldBeTrue();
        key.Verify(algorithm, "texT"u8, signature).ShouldBeFalse();
        key.Verify(algorithm, "text"u8, signature.AsSpan(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("PS512", true, false)]
    [InlineData("RS256", false, true)]
    [InlineData("RS384", false, false)]
    public void Verify_Rsa_KeepsToTheAlgorithmTheKeyNames(string alg, bool pss, bool pkcs)
    {
        using var rsa = RSA.Create(2048);
        var key = Read(TestKeys.Jwk(rsa, "r", alg.Length == 0 ? "" : $",\"alg\":\"{alg}\"")).Find("r").ShouldNotBeNull();

        key.Verify(MessageAlgorithm.RsaPssSha512, "text"u8, rsa.SignData("text"u8, HashAlgorithmName.SHA512, RSASignaturePadding.Pss)).ShouldBe(pss);
        key.Verify(MessageAlgorithm.RsaPkcs1Sha256, "text"u8, rsa.SignData("text"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).ShouldBe(pkcs);
    }

    [Fact]
    public void Read_KeysToEncryptWith_GivesTheLastAndVerifiesWithNone()
    {
        using var first = RSA.Create(2048);
        using var second = RSA.Create(2048);
        var set = PartnerKeySet.Read(Encoding.UTF8.GetBytes(
            $$"""{"keys":[{{TestKeys.Jwk(first, "old", ",\"use\":\"enc\"")}},{{TestKeys.Jwk(second, "new", ",\"use\":\"enc\",\"alg\":\"RSA-OAEP-256\"")}},{{TestKeys.Jwk(first, "sig")}}]}"""));
        set.Faults.ShouldBeEmpty();
        set.Keys.ShouldHaveSingleItem().Kid.ShouldBe("sig");
        (set.Find("old"), set.Find("new")).ShouldBe((null, null));
        set.Encryption.ShouldNotBeNull().Kid.ShouldBe("new");
        second.Decrypt(set.Encryption.Wrap("key"u8), RSAEncryptionPadding.OaepSHA256).ShouldBe("key"u8.ToArray());
    }

    public static TheoryData<string, string> BadKeys()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        using var small = RSA.Create(1024);
        using var fair = RSA.Create(2048);
        var good = TestKeys.Jwk(ec, "a");
        return new()
        {
            { TestKeys.Jwk(small, "a"), "1024 bits" },
            { TestKeys.Jwk(p521, "a").Replace("P-384", "P-521", StringComparison.Ordinal), "crv 'P-521'" },
            { TestKeys.Jwk(ec, "a", ",\"d\":\"c2VjcmV0\""), "secret member 'd'" },
            { TestKeys.Jwk(ec, "a", ",\"d\":null"), "secret member 'd'" },
            { TestKeys.Jwk(ec, "a", ",\"use\":\"enc\""), "not meant to verify" },
            { TestKeys.Jwk(small, "a", ",\"use\":\"enc\""), "1024 bits" },
            { TestKeys.Jwk(fair, "a", ",\"use\":\"enc\",\"alg\":\"RSA1_5\""), "alg 'RSA1_5'" },
            { TestKeys.Jwk(fair, "a", ",\"use\":\"enc\",\"p\":\"AAAA\""), "secret member 'p'" },
            { """{"kty":"RSA","use":"enc","kid":"a","n":"!","e":"AQAB"}""", "not a key of its type" },
            { """{"kty":"RSA","use":"enc","kid":"a","e":"AQAB"}""", "not an RSA key" },
            { TestKeys.Jwk(ec, "a", ",\"key_ops\":[\"encrypt\"]"), "not meant to verify" },
            { TestKeys.Jwk(ec, "a", ",\"alg\":\"HS256\""), "alg 'HS256'" },
            { TestKeys.Jwk(ec, "a", ",\"alg\":\"ES384\""), "alg 'ES384'" },
            { good.Replace("\"kid\":\"a\",", "", StringComparison.Ordinal), "a kid" },
            { good.Replace("\"a\"", "\"\\u0001\"", StringComparison.Ordinal), "a kid" },
            { good.Replace("\"a\"", "7", StringComparison.Ordinal), "a kid" },
            { """{"kty":"EC","crv":"P-256","kid":"a","x":"AAAA","y":"AAAA"}""", "not a key of its type" },
            { """{"kty":"EC","crv":"P-256","kid":"a"}""", "not a key of its type" },
            { """{"kty":"RSA","kid":"a","n":"!","e":"AQAB"}""", "not a key of its type" },
            { """{"kty":"RSA","kid":"a","e":"AQAB"}""", "not an RSA key" },
            { $$"""{"kty":"RSA","kid":"a","n":"{{new string('A', 5000)}}","e":"AQAB"}""", "not an RSA key" },
            { """{"kty":"OKP","crv":"Ed25519","kid":"a","x":"AAAA"}""", "not a key of its type" },
            { """{"kty":"OKP","crv":"X25519","kid":"a","x":"AAAA"}""", "crv 'X25519'" },
            { """{"kty":"oct","kid":"a"}""", "kty 'oct'" },
            { "7", "not an object" },
        };
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void Read_BadKey_IsNamedAndLeftOutAndTheOthersStay(string bad, string fault)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var set = Read(bad, TestKeys.Jwk(ec, "good"));

        set.Faults.ShouldHaveSingleItem().ShouldContain(fault);
        set.Faults[0].ShouldStartWith("keys[0]");
        set.Faults[0].ShouldNotContain("c2VjcmV0");
        set.Keys.ShouldHaveSingleItem().Kid.ShouldBe("good");
    }

    [Fact]
    public void Read_TwoKeysOfOneKid_TakesNeither()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var set = Read(TestKeys.Jwk(ec, "a"), TestKeys.Jwk(ec, "a"), TestKeys.Jwk(ec, "b"));

        set.Faults.ShouldHaveSingleItem().ShouldContain("'a' is there 2 times");
        set.Keys.ShouldHaveSingleItem().Kid.ShouldBe("b");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("{\"keys\":[],\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kid\":\"\\ud800\"}]}")]
    public void Read_NoKeySet_SaysSo(string text)
    {
        var set = PartnerKeySet.Read(Encoding.UTF8.GetBytes(text));
        set.Keys.ShouldBeEmpty();
        set.Faults.ShouldHaveSingleItem();
    }

    private static PartnerKeySet Read(params string[] keys) => PartnerKeySet.Read(Encoding.UTF8.GetBytes(TestKeys.Set(keys)));
}
