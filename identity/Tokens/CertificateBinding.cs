using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Interop.Identity.Tokens;

/// <summary>Binds a token to the client certificate of the connection it was got on (RFC 8705 §3).</summary>
internal static class CertificateBinding
{
    /// <summary>The member of <c>cnf</c> (RFC 8705 §3.1).</summary>
    public const string Member = "x5t#S256";

    /// <summary>SHA-256 of the certificate the client presented, in base64url; null when it presented none.</summary>
    public static async ValueTask<string?> OfAsync(HttpContext context) =>
        (context.Connection.ClientCertificate ?? await context.Connection.GetClientCertificateAsync(context.RequestAborted)) is { } certificate
            ? Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)) : null;
}
