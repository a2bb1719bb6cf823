using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy;
using Interop.Gateway.Storage;
using Interop.Schemas;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy;

/// <summary>Scopes of two institutions, 'alpha' and 'beta', read as the hub reads them.</summary>
internal sealed class ScopeFile : IDisposable
{
    public static readonly DateOnly Start = new(2026, 1, 1);
    private static readonly JsonSerializerOptions Written = new(EmbeddedJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly HashSet<string> Programmes = ["hef", "cbhi"];

    private readonly TempFolder folder = new();
    private readonly InstitutionRegister institutions;
    private int files;

    public ScopeFile()
    {
        string Institution(string code) => $$"""{"code":"{{code}}","kind":"ministry","name":{"en":"{{code}}","km":"ក"},"jurisdiction":""}""";
        institutions = InstitutionRegister.Read(folder.Write("institutions.json", $$"""{"institutions":[{{Institution("alpha")}},{{Institution("beta")}}]}"""));
    }

    /// <summary>An active scope of 'alpha' for treatment, all of 2026.</summary>
    public static ScopeConfig Scope(params GrantConfig[] attributes) => new(
        "treatment", 1, "alpha", ["TREAT"], [Operation.Lookup], ["civil-registry", "id-poor"], ["hef"], attributes, [],
        Start, new(2026, 12, 31), "Law on X, article 1", 365, ScopeStatus.Active, "officer-1", "officer-2");

    /// <summary>What the scopes of the tests may name.</summary>
    public ScopeVocabulary Words => new(AttributeCatalogue.Current, institutions, Programmes, AnswerFilters.FaultsOf);

    public string[] FaultsOf(params ScopeConfig[] scopes) => [.. ScopeFaults.Of(scopes, Words)];

    /// <summary>A register of those of the scopes that are active, with no ledger behind it.</summary>
    public static ScopeRegister RegisterOf(params IEnumerable<ScopeConfig> scopes)
    {
        var register = new ScopeRegister(AttributeCatalogue.Current);
        register.Replace(scopes.Where(s => s.Status == ScopeStatus.Active));
        return register;
    }

    /// <summary>Writes the scopes and reads the file as the hub does at its first start.</summary>
    public ScopeLedger Ledger(params IEnumerable<ScopeConfig> scopes) => Ledger(TimeProvider.System, scopes);

    /// <inheritdoc cref="Ledger(IEnumerable{ScopeConfig})"/>
    public ScopeLedger Ledger(TimeProvider time, params IEnumerable<ScopeConfig> scopes) =>
        PrivacyRegistration.Open(Store($"hub-{Interlocked.Increment(ref files)}.db", time), Write(scopes), Words, time);

    public HubStore Store(string name, TimeProvider time) => new(folder[name], [ScopeTable.Schema], time);

    public string Write(params IEnumerable<ScopeConfig> scopes) =>
        folder.Write($"scopes-{Interlocked.Increment(ref files)}.json", JsonSerializer.Serialize(new ScopesConfig([.. scopes]), Written));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
