using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Mapping;

/// <summary>
/// How one registry's own names become attributes: the whole of a registry's onboarding, written in one file.
/// Read by <see cref="MappingFile"/>, which reports every error of a file at once.
/// </summary>
public sealed record RegistryMapping
{
    public required string Registry { get; init; }
    /// <summary>The adapter kind: <c>sql</c>, <c>rest</c>, <c>files</c> or <c>fhir</c>.</summary>
    public required string Kind { get; init; }
    public required Title Title { get; init; }
    /// <summary>Order in which the reference directory trusts registries, 1 first.</summary>
    public required int Precedence { get; init; }
    public required KeyMapping Key { get; init; }
    public required IReadOnlyDictionary<string, IdentifierMapping> Identifiers { get; init; }
    public required KnownMapping Known { get; init; }
    public required IReadOnlyList<SetMapping> Sets { get; init; }
    /// <summary>Where the registry tells what has changed; null when it does not.</summary>
    public ChangesMapping? Changes { get; init; }
    public SqlMapping? Sql { get; init; }
    public RestMapping? Rest { get; init; }
    public FilesMapping? Files { get; init; }
    public FhirMapping? Fhir { get; init; }

    /// <summary>Where the registry is and how to get in: from configuration, never from the mapping file. See the kind's docs.</summary>
    public string Connection { get; init; } = "";
    /// <summary>The credential the source wants, from configuration; empty when it wants none.</summary>
    public string Credential { get; init; } = "";

    /// <summary>The same mapping with what configuration knows: where the registry is, and the credential it wants.</summary>
    public RegistryMapping WithConnection(string connection, string credential = "") => this with { Connection = connection, Credential = credential };

    /// <summary>The registry's code only: a generated text would show the credential.</summary>
    public override string ToString() => Registry;

    /// <summary>The set whose rows make a person known.</summary>
    internal SetMapping KeySet => Sets.First(s => s.Name == Key.Set);

    /// <exception cref="ArgumentException">The request is not one this registry can be asked.</exception>
    internal void Check(FetchRequest request)
    {
        if (request.Values.Count is 0 or > RegistryAdapter.MaxBatch)
            throw new ArgumentException($"A fetch names 1 to {RegistryAdapter.MaxBatch} identifiers, not {request.Values.Count}.", nameof(request));
        if (request.IdentifierType != FetchRequest.LocalKey && !Identifiers.ContainsKey(request.IdentifierType))
            throw new ArgumentException($"{Registry} does not index '{request.IdentifierType}'.", nameof(request));
        foreach (var attribute in request.Attributes)
            if (!Holds(attribute))
                throw new ArgumentException($"{Registry} does not hold '{attribute.Name}'.", nameof(request));
    }

    private bool Holds(CatalogueAttribute attribute)
    {
        foreach (var set in Sets)
            if (set.Attributes.ContainsKey(attribute.Name)) return true;
        return false;
    }
}

/// <summary>
/// The registry's own key: the set and columns that make it; several columns are joined by <paramref name="Join"/>.
/// <paramref name="Reissued"/> says that one person gets a new key at times (an equity card per round): of several keys found by
/// another identifier the one whose row is the newest by <see cref="SetMapping.Latest"/> counts. Otherwise several keys are a
/// conflict, <see cref="RecordStatus.Ambiguous"/>: a policy number that two people share must never be picked in silence.
/// </summary>
public sealed record KeyMapping(string Set, string[] Columns, string? Join, string? IdType, bool Reissued = false);

/// <summary>The columns of the key set that hold one identifier type; <paramref name="IdType"/> is the source's own word for it (rest, fhir).</summary>
public sealed record IdentifierMapping(string[] Columns, string? Join, string? IdType);

/// <summary>In which capacity the registry knows a person, and the columns of the period.</summary>
public sealed record KnownMapping(string Capacity, ColumnMapping? From, ColumnMapping? To);

/// <summary>
/// One table, endpoint, file group or resource type (<paramref name="From"/>) whose <paramref name="Key"/> columns hold the registry's key.
/// Of several rows of one person, the one with the greatest <paramref name="Latest"/> counts; it is read in the format that any
/// other use of the column states. Rows of equal rank that contradict each other make the person malformed.
/// </summary>
public sealed record SetMapping(
    string Name, string From, string[] Key, IReadOnlyDictionary<string, string>? Where, string? Latest, ColumnMapping? AsOf,
    IReadOnlyDictionary<string, ColumnMapping> Attributes);

/// <summary>
/// Where a value is and how it is written. <paramref name="Format"/> is a .NET date format (default ISO 8601);
/// <paramref name="Codes"/> maps the source's codes to the catalogue's, and any other code makes the row malformed.
/// </summary>
public sealed record ColumnMapping(string? Column, string[]? Columns, string? Join, string? Format, IReadOnlyDictionary<string, string>? Codes)
{
    /// <summary>The source columns, one or several.</summary>
    internal string[] Names => Columns ?? [Column!];
}

/// <summary>
/// The table of changes (<paramref name="From"/>): one row a change, numbered in <paramref name="Sequence"/>, whose <paramref name="Key"/> columns hold the
/// registry's key. <paramref name="Kind"/> maps the source's words to the kinds of the code list <c>change-kind</c>; any other word is
/// <see cref="RegistryChange.Unspecified"/>, since a change must not be lost over its name.
/// </summary>
public sealed record ChangesMapping(string From, string Sequence, string[] Key, ColumnMapping Kind, ColumnMapping At);

/// <summary><paramref name="Engine"/>: <c>sqlite</c> or <c>postgresql</c>.</summary>
public sealed record SqlMapping(string Engine);

/// <summary>A JSON service: ids are posted to a set's path; the rows stand under <paramref name="Rows"/>.</summary>
public sealed record RestMapping(string KeyHeader, string Rows, string IdsField, string IdTypeField, RestEnumeration Enumerate, string Health);

/// <summary>Pages are read with a cursor until <paramref name="NextField"/> is absent or null.</summary>
public sealed record RestEnumeration(string Path, string CursorParameter, string NextField);

/// <summary>CSV files below the connection folder that match <paramref name="Pattern"/>.</summary>
public sealed record FilesMapping(string Pattern, string Delimiter);

/// <summary>
/// A FHIR R4 server; columns are FHIRPath expressions on the set's resource type. <paramref name="Search"/> tells per resource type
/// how it is found by the registry's key. Identifier types are found by the search parameter <c>identifier</c>, in the system their
/// <see cref="IdentifierMapping.IdType"/> names (FHIR R4 3.1.1.4.10, token search).
/// </summary>
public sealed record FhirMapping(IReadOnlyDictionary<string, FhirSearch> Search, int PageSize = 200);

/// <summary>Search parameter that takes the key, and what stands before the key in its value, e.g. <c>Patient/</c>.</summary>
public sealed record FhirSearch(string Parameter, string Prefix = "");
