using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
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
        "treatment", 1, "alpha", ["TREAT"], [Operation.Lookup], ["civil-registry", "id-poor"], ["hef"], attributes, "any",
        Start, new(2026, 12, 31), "Law on X, article 1", 365, ScopeStatus.Active, "officer-1", "officer-2");

    public string[] FaultsOf(params ScopeConfig[] scopes) => [.. ScopeFaults.Of(new(scopes), AttributeCatalogue.Current, institutions, Programmes)];

    /// <summary>Writes the scopes and reads the file as the hub does at its start.</summary>
    public ScopeRegister Register(params IEnumerable<ScopeConfig> scopes) => ScopeRegister.Read(
        folder.Write($"scopes-{Interlocked.Increment(ref files)}.json", JsonSerializer.Serialize(new ScopesConfig([.. scopes]), Written)),
        AttributeCatalogue.Current, institutions, Programmes);

    public void Dispose() => folder.Dispose();
}
