using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Commands;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Storage;
using Interop.Gateway.Tests.Guarantees;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Tests.Commands;

/// <summary>A guarantee checked at a machine that has three files and no network.</summary>
public sealed class GuaranteeCommandTests : IDisposable
{
    private readonly GuaranteeDesk desk = new();
    private readonly TempFolder folder = new();

    public GuaranteeCommandTests()
    {
        folder.Write("jwks.json", desk.Keys.KeySet());
        folder.Write("token", desk.Token() + "\n");
        folder.Write("card-key", desk.Card.Text());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
        desk.Dispose();
    }

    [Fact]
    public async Task Verify_AGuarantee_SaysWhoPaysAndWhatWasNotLookedAt()
    {
        var (exit, output, error) = await RunAsync("", "verify", folder["token"], "--jwks", folder["jwks.json"], "--facility", GuaranteeDesk.Facility);
        exit.ShouldBe(0, error);
        output.ShouldStartWith("good. ");
        output.ShouldContain("payer       hef\n");
        output.ShouldContain("holds       2026-11-22 10:00 to 2026-11-25 10:00\n");
        output.ShouldContain(GuaranteeTexts.NoRevocations.En);
        output.ShouldContain(GuaranteeTexts.CardNotCompared.En);
    }

    [Fact]
    public async Task Verify_WithTheNumberOnStandardInput_ComparesTheCard()
    {
        string[] verify = ["verify", folder["token"], "--jwks", folder["jwks.json"], "--card-key", folder["card-key"]];
        (await RunAsync(GuaranteeDesk.Number + "\n", verify)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldNotContain(GuaranteeTexts.CardNotCompared.En));
        var (exit, output, _) = await RunAsync("010203041\n", verify);
        exit.ShouldBe(1);
        output.ShouldStartWith("other-card. ");
        output.ShouldNotContain("010203041");
    }

    [Fact]
    public async Task RevokeThenVerify_WithTheList_SaysRevoked()
    {
        var store = new HubStore(folder["hub.db"], [Revocations.Schema, AuditOutbox.Schema], desk.Time);
        var publishing = new RevocationPublishing(new(store, desk.Time), desk.Keys, Options.Create(new GuaranteeOptions()), desk.Time);
        string[] verify = ["verify", folder["token"], "--jwks", folder["jwks.json"], "--revoked", folder.Write("revoked", publishing.Current().Text)];
        var before = await RunAsync("", verify);
        before.Exit.ShouldBe(0);
        before.Output.ShouldContain("List of revocations: 0, 0 hours old.");

        var id = before.Output.Split('\n').Single(l => l.StartsWith("id ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].TrimEnd(',');
        (await RunAsync("", "revoke", id, "--reason", "Wrong person", "--store", folder["hub.db"])).Output.ShouldStartWith("Revoked");
        (await RunAsync("", "revoke", id, "--reason", "Wrong person", "--store", folder["hub.db"])).Output.ShouldStartWith("It was revoked before");
        folder.Write("revoked", publishing.Current().Text);
        var after = await RunAsync("", verify);
        after.Exit.ShouldBe(1);
        after.Output.ShouldStartWith("revoked. ");
    }

    [Theory]
    [InlineData("no list of revocations", "verify", "token", "--jwks", "jwks.json", "--revoked", "token")]
    [InlineData("is no card key", "verify", "token", "--jwks", "jwks.json", "--card-key", "jwks.json")]
    [InlineData("none-such", "verify", "token", "--jwks", "none-such")]
    [InlineData("There is no store", "revoke", "x", "--reason", "y", "--store", "none-such")]
    [InlineData("--reason has 1 to 500", "revoke", "x", "--reason", " ", "--store", "jwks.json")]
    public async Task Run_Wrong_SaysWhat(string says, params string[] arguments)
    {
        var (exit, output, error) = await RunAsync("", [.. arguments.Select((a, i) => i > 0 && (i == 1 ? arguments[0] == "verify" : arguments[i - 1] != "--reason" && arguments[i - 1][0] == '-') ? folder[a] : a)]);
        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain(says);
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await new GuaranteeCommand(desk.Time, new StringReader(input)).Build().Parse(arguments)
            .InvokeAsync(new() { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
