using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Gateway.Guarantees;

/// <summary>
/// What a guarantee says: one payer pays at one facility, for whoever holds one card. The claims of a compact JWS (RFC 7519), short enough for a QR code
/// on a phone. No name, no number: whoever finds it learns that somebody is covered, and not who.
/// </summary>
/// <param name="Issuer">Which hub gave it.</param>
/// <param name="Id">The exchange it came of, a full stop and the payer: by this it is revoked.</param>
/// <param name="IssuedAt">Seconds since 1970, as the two below (RFC 7519 §2, NumericDate).</param>
/// <param name="NotBefore">From when on it holds.</param>
/// <param name="Expires">From when on it does not.</param>
/// <param name="Date">The day on which the coverage is in force, <c>yyyy-MM-dd</c>.</param>
/// <param name="Payer">Code of who pays.</param>
/// <param name="Package">Code of what is paid for.</param>
/// <param name="Copayment">Percent left to the patient.</param>
/// <param name="Facility">Code of the institution that asked, the only one it is for.</param>
/// <param name="Card">Names the card without telling its number: <see cref="CardKey"/>.</param>
internal sealed record Guarantee(
    [property: JsonPropertyName("iss")] string Issuer,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("iat")] long IssuedAt,
    [property: JsonPropertyName("nbf")] long NotBefore,
    [property: JsonPropertyName("exp")] long Expires,
    [property: JsonPropertyName("date")] string Date,
    [property: JsonPropertyName("payer")] string Payer,
    [property: JsonPropertyName("package")] string Package,
    [property: JsonPropertyName("copayment")] int Copayment,
    [property: JsonPropertyName("facility")] string Facility,
    [property: JsonPropertyName("card")] string Card)
{
    /// <summary>The media type in the header, so that nothing else the hub signs is taken for a guarantee (RFC 8725 §3.11).</summary>
    public const string Type = "guarantee+jwt";

    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8,
    };

    public static string IdOf(Guid exchange, string payer) => $"{exchange}.{payer}";

    /// <summary>The claims, or null when a text is none.</summary>
    public static Guarantee? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Guarantee>(json, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Strict);

    public override string ToString() => Id;
}
