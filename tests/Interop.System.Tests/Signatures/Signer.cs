using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Interop.System.Tests.Signatures;

/// <summary>An institution that signs its requests; its bases are put together here, by hand.</summary>
internal sealed class Signer : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Jwk
    {
        get
        {
            var q = key.ExportParameters(includePrivateParameters: false).Q;
            return $$"""{"kty":"EC","crv":"P-256","kid":"partner-1","x":"{{Base64Url.EncodeToString(q.X)}}","y":"{{Base64Url.EncodeToString(q.Y)}}"}""";
        }
    }

    public static string Digest(string body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}:";

    /// <summary>Signs a POST of a body to an address, and lets a test change what it signs with.</summary>
    public void Sign(HttpRequestMessage request, string body, DateTimeOffset created, string more = "", string keyId = "partner-1", string components = "\"@method\" \"@target-uri\" \"content-digest\"")
    {
        var parameters = $"({components});created={created.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)};keyid=\"{keyId}\"{more}";
        var text = new StringBuilder();
        foreach (var component in components.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            text.Append(component).Append(": ").Append(component switch { "\"@method\"" => "POST", "\"@target-uri\"" => request.RequestUri!.AbsoluteUri, _ => Digest(body) }).Append('\n');
        text.Append("\"@signature-params\": ").Append(parameters);
        var signature = key.SignData(Encoding.ASCII.GetBytes(text.ToString()), HashAlgorithmName.SHA256);
        request.Headers.Add("Signature-Input", "sig1=" + parameters);
        request.Headers.Add("Signature", $"sig1=:{Convert.ToBase64String(signature)}:");
        request.Headers.Add("Content-Digest", Digest(body));
    }

    public void Dispose() => key.Dispose();
}
