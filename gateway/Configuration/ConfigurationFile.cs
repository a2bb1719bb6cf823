using System.Text.Json;
using Interop.Schemas;

namespace Interop.Gateway.Configuration;

/// <summary>The configuration is wrong; <see cref="Exception.Message"/> lists every fault, one a line, with the offending value.</summary>
internal sealed class ConfigurationFaultException(IReadOnlyCollection<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyCollection<string> Faults { get; } = faults;
}

/// <summary>Reads a JSON configuration file that its schema accepts.</summary>
internal static class ConfigurationFile
{
    /// <param name="path">The file.</param>
    /// <param name="schema">Name of the schema, e.g. <c>institutions</c>.</param>
    /// <exception cref="ConfigurationFaultException">The file is missing, is not JSON, or the schema refuses it.</exception>
    public static T Read<T>(string path, string schema)
    {
        if (!File.Exists(path))
            throw new ConfigurationFaultException([$"{path}: no such file; start once without settings to get a sample, or name the file in the settings"]);
        var json = File.ReadAllText(path);
        try
        {
            var faults = JsonSchemas.Validate(schema, json);
            if (faults.Count > 0)
                throw new ConfigurationFaultException([.. faults.Select(f => $"{path}: {f}")]);
            return JsonSerializer.Deserialize<T>(json, EmbeddedJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new ConfigurationFaultException([$"{path}: {e.Message}"]);
        }
    }
}
