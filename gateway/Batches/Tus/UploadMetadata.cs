using System.Globalization;
using System.Text;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Batches.Tus;

/// <summary>
/// The header Upload-Metadata: names with a value in base64 (tus 1.0.0, creation). Names that this hub does not know are let be, since clients add their own.
/// What a client cannot put into headers of its own - purpose, case, user - may stand here.
/// </summary>
internal sealed class UploadMetadata
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads it; null when it is not well formed.</summary>
    public static UploadMetadata? Read(string header)
    {
        var metadata = new UploadMetadata();
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length is 0 or > 2 || Decode(parts.Length == 2 ? parts[1] : "") is not { } value || !metadata.values.TryAdd(parts[0], value))
                return null;
        }
        return metadata;
    }

    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Yes or no; null with a fault where it is neither.</summary>
    public bool Flag(string name, List<ProblemFault> faults)
    {
        if (this[name] is null or "false")
            return false;
        if (this[name] != "true")
            faults.Add(new("/" + name, "flag", "true or false."));
        return true;
    }

    public long? Number(string name, List<ProblemFault> faults)
    {
        if (this[name] is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        faults.Add(new("/" + name, "number", "A whole number."));
        return null;
    }

    /// <summary>Words parted by commas or blanks.</summary>
    public string[]? Words(string name) => this[name]?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();

    private static string? Decode(string base64)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
