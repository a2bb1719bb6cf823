using Interop.Adapters.Mapping;

namespace Interop.Adapters.Tests.Compliance;

/// <summary>What is wrong with a far side.</summary>
public enum Fault
{
    None,
    /// <summary>It accepts the question and never answers.</summary>
    Hang,
    /// <summary>It fails after the first rows.</summary>
    Midway,
    /// <summary>It answers, but not as the mapping says.</summary>
    Garbage,
    /// <summary>It does not accept the credential.</summary>
    Refuse,
    /// <summary>It is not there.</summary>
    Gone,
}

/// <summary>Serves <see cref="Population"/> through one technology, for real, and can be asked for a faulty twin of itself.</summary>
public abstract class FarSide : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("interop-adapters-").FullName;

    /// <summary>Why this machine cannot run the far side; null when it can.</summary>
    public string? Unavailable { get; protected set; }

    /// <summary>The mapping, connected to the far side with that fault.</summary>
    public abstract RegistryMapping Mapping(Fault fault);

    /// <summary>What a failure after the first rows means in this technology.</summary>
    public virtual FetchOutcome Midway => FetchOutcome.Unreachable;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The section that names a table of changes, for the kinds that can follow one.</summary>
    protected const string Changes = """
        "changes": { "from": "CHANGES", "sequence": "SEQ", "key": ["PID"], "at": { "column": "AT" }, "kind": { "column": "WHAT", "codes": { "D": "death-registered" } } }
        """;

    /// <summary>The mapping file shared by the kinds whose sources have columns.</summary>
    protected static RegistryMapping Columns(string section, string people, string deaths, string extra = "") => MappingFile.Read($$"""
        {
          "registry": "civil-registry", "title": { "en": "Test", "km": "សាកល្បង" }, "precedence": 1, {{section}},
          "key": { "set": "people", "columns": ["PID"], "idType": "PID" },
          "identifiers": {
            "national-id": { "columns": ["NID"], "idType": "NID" },
            "family-book": { "columns": ["FBN", "FB_LINE"], "join": "-", "idType": "FB" }
          },
          "known": { "capacity": "resident", "from": { "column": "REG" }, "to": { "column": "DEREG" } },
          "sets": [
            {
              "name": "people", "from": "{{people}}", "key": ["PID"], "asOf": { "column": "UPD" }{{extra}},
              "attributes": {
                "person.nationalId": { "column": "NID" },
                "person.familyBook": { "columns": ["FBN", "FB_LINE"], "join": "-" },
                "name.given.latin": { "column": "GIVEN" },
                "vital.birthDate": { "column": "DOB" },
                "vital.birthDateApproximate": { "column": "APPROX" },
                "vital.sex": { "column": "SEX", "codes": { "1": "male", "2": "female" } },
                "address.village": { "column": "VILL" }
              }
            },
            {
              "name": "deaths", "from": "{{deaths}}", "key": ["PID"], "where": { "STATE": "registered" }, "latest": "SEEN",
              "asOf": { "column": "SEEN", "format": "dd/MM/yyyy" },
              "attributes": { "vital.deathDate": { "column": "DOD" } }
            }
          ]
        }
        """, "test").Required;
}
