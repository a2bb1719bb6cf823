namespace Interop.Adapters.Mapping;

/// <summary>One error of a mapping file.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">JSON path of the offending member, e.g. <c>sets[0].attributes['vital.sex'].codes</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Value">The offending value as JSON; mapping files hold no personal data.</param>
public sealed record MappingError(string File, string Path, string Problem, string? Value)
{
    public override string ToString() => Value is null ? $"{File}: {Path}: {Problem}" : $"{File}: {Path}: {Problem} (is {Value})";
}

/// <summary>What came of reading a mapping file: the mapping, or every error of the file.</summary>
public sealed record MappingReading(string File, RegistryMapping? Mapping, IReadOnlyList<MappingError> Errors)
{
    /// <summary>The mapping of a file without errors.</summary>
    /// <exception cref="InvalidDataException">The file has errors; the message lists them all.</exception>
    public RegistryMapping Required => Mapping ?? throw new InvalidDataException(string.Join(Environment.NewLine, Errors));
}
