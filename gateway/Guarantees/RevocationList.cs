using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Identity.Signing;

namespace Interop.Gateway.Guarantees;

/// <summary>
/// The guarantees that were revoked, small enough to carry: a compact JWS over a <see cref="RevocationFilter"/>, signed with the key of guarantees. It
/// says when it was made, since no list can say what was revoked afterwards.
/// </summary>
internal sealed class RevocationList
{
    public const string Type = "guarantee-revocation+jwt";

    /// <summary>Of the coding; a reader refuses what it does not know.</summary>
    private const int Version = 1;

    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8,
    };

    private readonly RevocationFilter filter;

    private RevocationList(DateTimeOffset madeAt, RevocationFilter filter) => (MadeAt, this.filter) = (madeAt, filter);

    /// <summary>The list holds all that was revoked until then.</summary>
    public DateTimeOffset MadeAt { get; }

    public int Count => filter.Count;

    /// <summary>Whether a guarantee was revoked; once in 10,000 times at most one that was not is said to be.</summary>
    public bool Holds(string id) => filter.Holds(id);

    /// <summary>The bytes that are signed: the same ids at the same time make the same bytes.</summary>
    public static byte[] Payload(string issuer, DateTimeOffset madeAt, IEnumerable<string> ids)
    {
        var listed = RevocationFilter.Of(ids);
        return JsonSerializer.SerializeToUtf8Bytes(
            new Claims(issuer, madeAt.ToUnixTimeSeconds(), Version, listed.Count, RevocationFilter.Remainder, Base64Url.EncodeToString(listed.Write())), Strict);
    }

    /// <returns>Null when it is not a list that a key of the set signed.</returns>
    public static RevocationList? Read(string text, PartnerKeySet keys)
    {
        if (CompactJws.Read(text, Type, keys, out var payload) != JwsOutcome.Good)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Claims>(payload, Strict) is { Version: Version, Remainder: RevocationFilter.Remainder, IssuedAt: >= 0 and < 253_402_300_800 } claims
                && Base64Url.IsValid(claims.Set) && RevocationFilter.Read(claims.Count, Base64Url.DecodeFromChars(claims.Set)) is { } listed
                ? new(DateTimeOffset.FromUnixTimeSeconds(claims.IssuedAt), listed)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Claims(
        [property: JsonPropertyName("iss")] string Issuer,
        [property: JsonPropertyName("iat")] long IssuedAt,
        [property: JsonPropertyName("version")] int Version,
        [property: JsonPropertyName("count")] int Count,
        [property: JsonPropertyName("remainder")] int Remainder,
        [property: JsonPropertyName("set")] string Set);
}
