using Interop.Adapters.Fhir;
using Interop.Adapters.Files;
using Interop.Adapters.Mapping;
using Interop.Adapters.Rest;
using Interop.Adapters.Sql;

namespace Interop.Adapters;

/// <summary>The adapter kinds: a mapping names one, and needs no code of its own.</summary>
public static class RegistryAdapters
{
    /// <summary>The adapter for a mapping whose connection is known.</summary>
    /// <exception cref="ArgumentException">No connection, one that the kind cannot use, or an unknown kind or engine.</exception>
    public static RegistryAdapter Create(RegistryMapping mapping, TimeProvider time)
    {
        if (mapping.Connection.Length == 0) throw new ArgumentException($"{mapping.Registry} has no connection.", nameof(mapping));
        try
        {
            return (mapping.Kind, mapping.Sql?.Engine) switch
            {
                ("sql", "sqlite") => new SqliteAdapter(mapping, time),
                ("sql", "postgresql") => new PostgreSqlAdapter(mapping, time),
                ("rest", _) => new RestAdapter(mapping, time),
                ("files", _) => new FilesAdapter(mapping, time),
                ("fhir", _) => new FhirAdapter(mapping, time),
                var (kind, engine) => throw new ArgumentException($"{mapping.Registry}: no adapter for kind '{kind}' {engine}.", nameof(mapping)),
            };
        }
        catch (Exception e) when (e is UriFormatException or FormatException)
        {
            throw new ArgumentException($"{mapping.Registry}: the connection is not one for kind '{mapping.Kind}'.", nameof(mapping), e);
        }
    }
}
