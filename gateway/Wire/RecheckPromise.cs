using System.Text.Json;

namespace Interop.Gateway.Wire;

/// <summary>That a question will be asked again by itself, as an answer or a problem tells it: by what its result is found and until when that is tried; else why not.</summary>
internal sealed record RecheckPromise(string? Id, DateTimeOffset? Until, string? Refused)
{
    /// <summary>The institution has as many questions waiting as it may.</summary>
    public static readonly RecheckPromise TooMany = new(null, null, "too-many");

    /// <summary>The store of questions cannot be written now.</summary>
    public static readonly RecheckPromise Unavailable = new(null, null, "unavailable");

    /// <summary>Writes member <c>recheck</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("recheck"u8);
        if (Refused is not null)
            json.WriteString("refused"u8, Refused);
        else
        {
            json.WriteString("id"u8, Id);
            json.WriteString("until"u8, Until!.Value);
        }
        json.WriteEndObject();
    }
}
