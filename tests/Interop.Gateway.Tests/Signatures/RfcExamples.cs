using System.Text;
using Interop.Gateway.Signatures;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Tests.Signatures;

/// <summary>The messages and public keys of RFC 9421 appendix B.</summary>
internal static class RfcExamples
{
    public const string RequestBody = """{"hello": "world"}""";
    public const string RequestDigest = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    public const string ResponseBody = """{"message": "good dog"}""";
    public const string ResponseDigest = "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:";

    /// <summary>test-key-rsa-pss, test-key-ecc-p256 and test-key-ed25519.</summary>
    public static readonly PartnerKeySet Keys = PartnerKeySet.Read(Encoding.UTF8.GetBytes("""
        {"keys":[
          {"kty":"RSA","kid":"test-key-rsa-pss","e":"AQAB","n":"r4tmm3r20Wd_PbqvP1s2-QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct-Lh1GH45x28Rw3Ry53mm-oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL-Wokqltd11nqqzi-bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d-nb4bnNkQVklLQ3fVAvJm-xdDOp9LCNCN48V2pnDOkFV6-U9nV5oyc6XI2w"},
          {"kty":"EC","kid":"test-key-ecc-p256","crv":"P-256","x":"qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA","y":"Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0"},
          {"kty":"OKP","kid":"test-key-ed25519","crv":"Ed25519","x":"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"}
        ]}
        """));

    public static SignedMessage Request(params (string Name, string Value)[] more) => new(Fields(
        [("Host", "example.com"), ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"), ("Content-Type", "application/json"), ("Content-Digest", RequestDigest), ("Content-Length", "18"), .. more]))
    {
        Method = "POST", Scheme = "https", Authority = "example.com", Target = "/foo?param=Value&Pet=dog",
    };

    public static SignedMessage Response(params (string Name, string Value)[] more) => new(Fields(
        [("Date", "Tue, 20 Apr 2021 02:07:56 GMT"), ("Content-Type", "application/json"), ("Content-Digest", ResponseDigest), ("Content-Length", "23"), .. more]))
    {
        Status = 200,
    };

    public static HeaderDictionary Fields(params (string Name, string Value)[] fields)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in fields)
            dictionary[name] = StringValues.Concat(dictionary[name], value);   // Append leaves out empty values
        return dictionary;
    }
}
