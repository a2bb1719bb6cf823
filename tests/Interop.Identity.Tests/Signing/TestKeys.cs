using System.Buffers.Text;
using System.Security.Cryptography;

namespace Interop.Identity.Tests.Signing;

/// <summary>Writes public keys as an institution would publish them.</summary>
internal static class TestKeys
{
    public static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    public static string Jwk(ECDsa key, string kid, string more = "")
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","crv":"{{(q.X!.Length == 32 ? "P-256" : "P-384")}}","kid":"{{kid}}","x":"{{Base64Url.EncodeToString(q.X)}}","y":"{{Base64Url.EncodeToString(q.Y)}}"{{more}}}""";
    }

    public static string Jwk(RSA key, string kid, string more = "")
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","kid":"{{kid}}","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}"{{more}}}""";
    }
}
