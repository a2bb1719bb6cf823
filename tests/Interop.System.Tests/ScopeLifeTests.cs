using Interop.Gateway.Hosting;
using Interop.Gateway.Privacy;

namespace Interop.System.Tests;

/// <summary>What officers decide about a scope, as the institution feels it over HTTP.</summary>
public sealed class ScopeLifeTests(HubFixture hub)
{
    private const string Scope = "social-ministry-eligibility";

    [Fact]
    public async Task Check_WhileItsScopeIsSuspendedAndAfterItIsRevoked_IsRefusedFromTheNextRequestOn()
    {
        await using var host = await hub.StartAnotherAsync();
        var ledger = (ScopeLedger)host.Rooms.GetService(typeof(ScopeLedger))!;

        (await AskAsync(host)).Code.ShouldBe("subject-not-found");
        ledger.Suspend(Scope, 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        (await AskAsync(host)).Code.ShouldBe("purpose-outside-scope");
        ledger.Resume(Scope, 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        (await AskAsync(host)).Code.ShouldBe("subject-not-found");
        ledger.Revoke(Scope, 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        (await AskAsync(host)).Code.ShouldBe("purpose-outside-scope");
    }

    [Fact]
    public async Task Check_OutsideEveryScopeUntilASecondOfficerApproves_PassesThen()
    {
        await using var host = await hub.StartAnotherAsync();
        var ledger = (ScopeLedger)host.Rooms.GetService(typeof(ScopeLedger))!;
        var narrow = ledger.Find(Scope, 1)!.Config;

        (await AskAsync(host, "HRESCH")).Code.ShouldBe("purpose-outside-scope");
        ledger.Draft(narrow with { Purposes = [.. narrow.Purposes, "HRESCH"] }, "ann").Version.ShouldBe(2);
        ledger.Submit(Scope, 2, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Approve(Scope, 2, "ann").Outcome.ShouldBe(LedgerOutcome.OwnApproval);
        (await AskAsync(host, "HRESCH")).Code.ShouldBe("purpose-outside-scope");
        ledger.Approve(Scope, 2, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
        (await AskAsync(host, "HRESCH")).Code.ShouldBe("subject-not-found");
    }

    private Task<Answer> AskAsync(HubHost host, string purpose = "ELIGDTRM") =>
        hub.Http.CheckAsync(host.Address, hub.KeyOf("social-ministry"), purpose, "national-id", "000000000");
}
