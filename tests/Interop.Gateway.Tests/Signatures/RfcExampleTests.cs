using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Signatures;

namespace Interop.Gateway.Tests.Signatures;

/// <summary>RFC 9421 appendix B.2: the bases and the signatures as printed there.</summary>
public sealed class RfcExampleTests
{
    [Theory]
    [InlineData(
        "sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"",
        "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==")]
    [InlineData(
        "sig-b22=(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"",
        "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==",
        "\"@authority\": example.com", "\"content-digest\": " + RfcExamples.RequestDigest, "\"@query-param\";name=\"Pet\": dog")]
    [InlineData(
        "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"",
        "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==",
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT", "\"@method\": POST", "\"@path\": /foo", "\"@query\": ?param=Value&Pet=dog", "\"@authority\": example.com", "\"content-type\": application/json",
        "\"content-digest\": " + RfcExamples.RequestDigest, "\"content-length\": 18")]
    [InlineData(
        "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"",
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT", "\"@method\": POST", "\"@path\": /foo", "\"@authority\": example.com", "\"content-type\": application/json", "\"content-length\": 18")]
    public void Key_RequestOfTheRfc_IsVerifiedOverThePrintedBase(string input, string signature, params string[] lines) =>
        ShouldVerify(RfcExamples.Request(Signed(input, signature)), input, lines);

    [Fact]
    public void Key_ResponseOfTheRfc_IsVerifiedOverThePrintedBase()
    {
        const string Input = "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-ecc-p256\"";
        ShouldVerify(
            RfcExamples.Response(Signed(Input, "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==")), Input,
            ["\"@status\": 200", "\"content-type\": application/json", "\"content-digest\": " + RfcExamples.ResponseDigest, "\"content-length\": 23"]);
    }

    /// <summary>B.2.5 signs with a shared secret, which no partner has; its base is checked by the printed tag.</summary>
    [Fact]
    public void Build_RequestSignedWithASecret_IsThePrintedBase()
    {
        const string Input = "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"";
        SignatureBase.Build(StructuredFieldReader.Dictionary(Input)!["sig-b25"]!, RfcExamples.Request(), out var text).ShouldBe(SignatureOutcome.Valid);

        text.ShouldBe("\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@authority\": example.com\n\"content-type\": application/json\n\"@signature-params\": " + Input["sig-b25=".Length..]);
        var secret = Convert.FromBase64String("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
        Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text))).ShouldBe("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
    }

    /// <summary>RFC 9421 §7.3.6: what one algorithm signed is not taken for another's.</summary>
    [Theory]
    [InlineData("rsa-v1_5-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    [InlineData("hmac-sha256")]
    [InlineData("none")]
    [InlineData("")]
    public void Key_OtherAlgorithmNamed_IsInvalid(string algorithm)
    {
        var message = RfcExamples.Request(Signed(
            $"s=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\";alg=\"{algorithm}\"",
            "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="));
        MessageSignature.Read(message.Fields, out var signatures).ShouldBe(SignatureOutcome.Valid);
        SignatureVerification.Key(signatures[0], message, RfcExamples.Keys.Find("test-key-ed25519")!, out _).ShouldBe(SignatureOutcome.Invalid);
    }

    private static (string, string)[] Signed(string input, string signature) => [("Signature-Input", input), ("Signature", $"{input[..input.IndexOf('=')]}=:{signature}:")];

    private static void ShouldVerify(SignedMessage message, string input, string[] lines)
    {
        MessageSignature.Read(message.Fields, out var signatures).ShouldBe(SignatureOutcome.Valid);
        var signature = signatures.ShouldHaveSingleItem();
        SignatureVerification.Key(signature, message, RfcExamples.Keys.Find(signature.KeyId!)!, out var text).ShouldBe(SignatureOutcome.Valid);
        text.ShouldBe(string.Concat(lines.Select(l => l + "\n")) + "\"@signature-params\": " + input[(input.IndexOf('=') + 1)..]);
    }
}
