using Interop.Gateway.Commands;
using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Commands;

/// <summary>The command as a newcomer types it, over the demo's own institutions and scopes.</summary>
public sealed class RequestAccessCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly HubSettings settings;

    public RequestAccessCommandTests()
    {
        settings = new() { Data = Path.GetDirectoryName(folder["scopes.json"])! };
        foreach (var file in (string[])["institutions.json", "scopes.json"])
        {
            using var sample = typeof(HubSettings).Assembly.GetManifestResourceStream("demo/" + file)!;
            using var copy = File.Create(folder[file]);
            sample.CopyTo(copy);
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task RequestAccess_RepeatedOptions_WritesADraftThatAllowsNothing()
    {
        (await RunAsync("--institution", "nssf", "--purpose", "PATRQT", "--operation", "lookup", "--operation", "entitlement-check",
            "--attribute", "vital.birthDate:year", "--attribute", "vital.sex", "--programme", "hef", "--legal-basis", "Law on social security", "--until", "2030-01-31")).ShouldBe(0);

        var draft = Versions().Single(v => v.Config.Consumer == "nssf" && v.Status == ScopeStatus.Draft).Config;
        (draft.Scope, draft.Version, draft.Consumer, draft.Status).ShouldBe(("nssf-patrqt", 1, "nssf", ScopeStatus.Draft));
        draft.Operations.ShouldBe([Operation.Lookup, Operation.EntitlementCheck]);
        draft.Attributes.ShouldBe([new("vital.birthDate", Reduction.Year), new("vital.sex")]);
        draft.To.ShouldBe(new(2030, 1, 31));
        draft.Registries.ShouldBe(["civil-registry", "health-insurance", "id-poor"], "Those of the attributes and those the programme's rule reads.");
        (draft.SubmittedBy, draft.ApprovedBy).ShouldBe((null, null));
        ScopesCommand.Open(settings, TimeProvider.System).Register.Admit("nssf", "PATRQT", Operation.Lookup, null, new(2027, 1, 1), out _).ShouldNotBe(AdmissionOutcome.Admitted);
    }

    [Fact]
    public async Task RequestAccess_AboutWhomAndWhy_StandsInTheDraft()
    {
        (await RunAsync("--institution", "commune-sangkat-120101", "--scope", "commune-vouchers", "--purpose", "COVERAGE", "--operation", "lookup",
            "--attribute", "idpoor.level", "--because", "idpoor.level=The voucher is for holders of a card", "--condition", "jurisdiction", "--condition", "case",
            "--condition", "known:id-poor:household-member:90", "--legal-basis", "Agreement on vouchers")).ShouldBe(0);

        var draft = Versions().Single(v => v.Config.Scope == "commune-vouchers").Config;
        draft.Subject.Select(c => c.ToString()).ShouldBe(["jurisdiction", "case", "known:id-poor:household-member:90"]);
        draft.Attributes.ShouldBe([new("idpoor.level", Circumstance: new("The voucher is for holders of a card"))]);
        draft.Registries.ShouldBe(["civil-registry", "id-poor"], "the first says where people live");
    }

    [Fact]
    public async Task RequestAccess_SameScopeAgain_GetsAFurtherVersionAndKeepsTheOthers()
    {
        string[] request = ["--institution", "nssf", "--scope", "nssf-pilot", "--purpose", "PATRQT", "--operation", "lookup", "--attribute", "vital.sex", "--legal-basis", "x"];

        (await RunAsync(request)).ShouldBe(0);
        (await RunAsync(request)).ShouldBe(0);

        Versions().Where(v => v.Config.Scope == "nssf-pilot").Select(v => (v.Config.Version, v.Status)).ShouldBe([(1, ScopeStatus.Draft), (2, ScopeStatus.Draft)]);
    }

    [Theory]
    [InlineData("--institution", "nobody", "--attribute", "vital.sex")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex:year")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex:less")]
    [InlineData("--institution", "nssf", "--attribute", "no.such")]
    [InlineData("--institution", "nssf", "--programme", "no-such")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--until", "2001-01-01")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--scope", "Not A Name")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--scope", "social-ministry-eligibility")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--retention-days", "-1")]
    [InlineData("--institution", "nssf", "--attribute", "idpoor.level")]
    [InlineData("--institution", "nssf", "--attribute", "idpoor.level", "--because", "idpoor.level=So what")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--because", "idpoor.level=The card decides who pays")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--condition", "friend")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--condition", "jurisdiction")]
    [InlineData("--institution", "nssf", "--attribute", "vital.sex", "--condition", "known:tax-office")]
    [InlineData("--institution", "nssf")]
    public async Task RequestAccess_WrongRequest_IsRefusedAndWritesNothing(params string[] request)
    {
        (await RunAsync([.. request, "--purpose", "PATRQT", "--operation", "lookup", "--legal-basis", "x"])).ShouldBe(1);

        Versions().ShouldNotContain(v => v.Status == ScopeStatus.Draft);
    }

    [Fact]
    public async Task RequestAccess_DryRun_WritesNothing()
    {
        (await RunAsync("--institution", "nssf", "--purpose", "PATRQT", "--operation", "lookup", "--attribute", "vital.sex", "--legal-basis", "x", "--dry-run")).ShouldBe(0);

        Versions().ShouldNotContain(v => v.Status == ScopeStatus.Draft);
    }

    private Task<int> RunAsync(params string[] arguments) => HubCommand.RunAsync(["request-access", "--data", settings.Data, .. arguments]);

    private ScopeVersion[] Versions() => [.. ScopesCommand.Open(settings, TimeProvider.System).All()];
}
