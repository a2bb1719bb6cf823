using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Identity;

namespace Interop.Gateway.Fhir;

/// <summary>
/// Where a client of the door gets its tokens (SMART App Launch 2.2, conformance and Backend Services): at the token endpoint the native door has too,
/// with a key the institution has published. What it may then do is no scope of OAuth's: its privacy scopes say that at every request.
/// </summary>
internal sealed record SmartConfiguration(
    string Issuer, string JwksUri, string TokenEndpoint, IReadOnlyList<string> TokenEndpointAuthMethodsSupported, IReadOnlyList<string> TokenEndpointAuthSigningAlgValuesSupported,
    IReadOnlyList<string> GrantTypesSupported, IReadOnlyList<string> ScopesSupported, IReadOnlyList<string> CodeChallengeMethodsSupported, IReadOnlyList<string> Capabilities)
{
    public static byte[] Of(TokenServer server) => JsonSerializer.SerializeToUtf8Bytes(
        new(
            server.Issuer, server.KeysAddress, server.TokenEndpoint, ["private_key_jwt", "client_secret_basic", "client_secret_post"], server.SigningAlgorithms,
            ["client_credentials"], [server.Scope], ["S256"], ["client-confidential-asymmetric", "client-confidential-symmetric"]),
        SmartJson.Default.SmartConfiguration);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SmartConfiguration))]
internal sealed partial class SmartJson : JsonSerializerContext;
