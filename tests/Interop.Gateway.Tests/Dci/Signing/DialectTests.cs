using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Interop.Gateway.Dci.Signing;
using Interop.Identity.Signing;
using Org.BouncyCastle.Crypto.Parameters;

namespace Interop.Gateway.Tests.Dci.Signing;

public sealed class DialectTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly RSA rsa = RSA.Create(2048);
    private readonly Ed25519PrivateKeyParameters ed = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    private readonly PartnerKeySet keys;
    private readonly string content;

    public DialectTests()
    {
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        keys = PartnerKeySet.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"RSA","kid":"r","alg":"RS256","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}"},{"kty":"OKP","crv":"Ed25519","kid":"e","x":"{{Base64Url.EncodeToString(ed.GeneratePublicKey().GetEncoded())}}"}]}"""));
        content = Canonical("""{"b":1.0,"a":"ក\u007f\"","z":[true,null]}""", "{}");
    }

    public void Dispose() => rsa.Dispose();

    [Fact]
    public void Canonical_AnyOrderAndSpacing_IsWhatPythonWrites() =>
        content.ShouldBe("""{"header":{"a":"\u1780\u007f\"","b":1.0,"z":[true,null]},"message":{}}""");

    [Fact]
    public void Jws_Signed_VerifiesAndNoChangedCharacterDoes()
    {
        var signature = EmbeddedJws.Sign(content, rsa, "r");
        Verifies(signature, content).ShouldBeTrue();
        Changed(signature).Sample(changed => !Verifies(changed, content), iter: 200);
        Changed(content).Sample(changed => !Verifies(signature, changed), iter: 200);

        bool Verifies(string text, string over) => EmbeddedJws.Read(text) is { } jws && keys.Find(jws.Kid) is { } key && jws.Verifies(over, key);
    }

    [Fact]
    public void String_Signed_VerifiesAndNoChangedCharacterDoes()
    {
        var signature = SignatureString.Sign(content, ed, "sender", "e", Now);
        Verifies(signature, content).ShouldBeTrue();
        Changed(content).Sample(changed => !Verifies(signature, changed), iter: 200);
        // The label and the namespace are not signed and name nothing; all after them counts.
        Changed(signature, signature.IndexOf("kidId", StringComparison.Ordinal)).Sample(changed => !Verifies(changed, content), iter: 200);

        bool Verifies(string text, string over) =>
            SignatureString.Read(text) is { Sender: "sender" } read && keys.Find(read.KeyId) is { } key && read.IsInTime(Now) && read.Verifies(over, key);
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-61, false)]
    [InlineData(360, true)]
    [InlineData(361, false)]
    public void String_LaterBySeconds_IsInTime(int seconds, bool inTime) =>
        SignatureString.Read(SignatureString.Sign(content, ed, "sender", "e", Now))!.IsInTime(Now.AddSeconds(seconds)).ShouldBe(inTime);

    [Theory]
    [InlineData("")]
    [InlineData("unsigned-stub")]
    [InlineData("a.b.c")]
    [InlineData("Signature:  namespace=\"dci\", kidId=\"{sender_id}|{unique_key_id}|{algorithm}\", algorithm=\"ed25519\", created=\"1606970629\", expires=\"1607030629\", headers=\"(created) (expires) digest\", signature=\"Base64(signing content)")]
    public void Read_NoSignature_IsNone(string text)
    {
        EmbeddedJws.Read(text).ShouldBeNull();
        SignatureString.Read(text).ShouldBeNull();
    }

    private static string Canonical(string header, string message)
    {
        using var h = JsonDocument.Parse(header);
        using var m = JsonDocument.Parse(message);
        return CanonicalJson.Of(h.RootElement, m.RootElement);
    }

    private static Gen<string> Changed(string text, int from = 0) =>
        Gen.Select(Gen.Int[from, text.Length - 1], Gen.Char['!', '~']).Where((at, c) => text[at] != c).Select((at, c) => $"{text[..at]}{c}{text[(at + 1)..]}");
}
