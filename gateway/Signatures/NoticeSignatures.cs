using System.Security.Cryptography;
using System.Text;
using Interop.Identity.Signing;

namespace Interop.Gateway.Signatures;

/// <summary>Signs what the hub sends of its own accord (RFC 9421), with the key of its answers, so that its receiver knows whom it is from.</summary>
internal sealed class NoticeSignatures(SigningKeys keys, TimeProvider time)
{
    public const string Tag = "interop-notice";

    private static readonly FieldItem[] Covered = [.. ((string[])["@method", "@target-uri", "content-type", "content-digest"]).Select(c => new FieldItem(c, []))];

    /// <summary>A signed POST of JSON. The caller disposes it.</summary>
    public HttpRequestMessage Post(Uri address, byte[] body)
    {
        var key = keys.Current(SigningPurpose.Answer);
        var input = new FieldItem(Covered,
            [new("created", time.GetUtcNow().ToUnixTimeSeconds()), new("keyid", key.Kid), new("alg", AnswerSignatures.Algorithm), new("tag", Tag)]);
        var fields = new HeaderDictionary { ["Content-Type"] = "application/json", [ContentDigest.Field] = ContentDigest.Of(body) };
        var message = new SignedMessage(fields)
        {
            Method = HttpMethods.Post, Scheme = address.Scheme, Authority = SignedMessage.AuthorityOf(address.Scheme, address.Authority), Target = address.PathAndQuery,
        };
        SignatureBase.Build(input, message, out var text);
        var signature = new FieldItem(key.Key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256), []);

        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        request.Headers.TryAddWithoutValidation(ContentDigest.Field, fields[ContentDigest.Field].ToString());
        request.Headers.TryAddWithoutValidation("Signature-Input", $"{AnswerSignatures.Label}={input}");
        request.Headers.TryAddWithoutValidation("Signature", $"{AnswerSignatures.Label}={signature}");
        return request;
    }
}
