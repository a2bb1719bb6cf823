using System.Text;
using Interop.Gateway.Signatures;

namespace Interop.Gateway.Tests.Signatures;

public sealed class ContentDigestTests
{
    /// <summary>RFC 9530 appendix D: the digests of this body with its line feed; and the two of RFC 9421 appendix B.2.</summary>
    [Theory]
    [InlineData("{\"hello\": \"world\"}\n", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:")]
    [InlineData(RfcExamples.RequestBody, RfcExamples.RequestDigest)]
    [InlineData(RfcExamples.ResponseBody, RfcExamples.ResponseDigest)]
    [InlineData("", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")]
    [InlineData("", "md5=:AAAA:, sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")]
    public void Matches_Published_IsRight(string body, string field) => ContentDigest.Matches(field, Encoding.UTF8.GetBytes(body)).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("sha-256")]
    [InlineData("sha-256=x")]
    [InlineData("sha-256=::")]
    [InlineData("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:")]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:")]
    [InlineData("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:, sha-512=:AAAA:")]   // one right digest does not make up for a wrong one
    public void Matches_NotOfTheEmptyBody_IsWrong(string field) => ContentDigest.Matches(field, []).ShouldBeFalse();

    [Fact]
    public void Of_Body_Matches() => ContentDigest.Matches(ContentDigest.Of("text"u8), "text"u8).ShouldBeTrue();
}
