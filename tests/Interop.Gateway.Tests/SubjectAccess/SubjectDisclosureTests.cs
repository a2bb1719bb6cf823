using Interop.Gateway.Audit;
using Interop.Gateway.Consents;
using Interop.Gateway.SubjectAccess;

namespace Interop.Gateway.Tests.SubjectAccess;

public sealed class SubjectDisclosureTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 5, 0, 0, TimeSpan.Zero);

    private static readonly Guid First = Guid.CreateVersion7(Noon), Second = Guid.CreateVersion7(Noon.AddMinutes(1));

    [Fact]
    public void Of_BothEntriesOfTwoExchangesInterleaved_MakesALineOfEach()
    {
        var lines = Lines(
            Entry(First, AuditPhase.Admitted, 0, "admitted"), Entry(Second, AuditPhase.Admitted, 1, "admitted"),
            Entry(First, AuditPhase.Completed, 2, "answered"), Entry(Second, AuditPhase.Completed, 3, "subject-not-found"));

        lines.Select(l => (l.Exchange, l.Result)).ShouldBe([(Second, DisclosureResult.NothingGiven), (First, DisclosureResult.Given)]);
        lines[0].Refusal.ShouldBe("subject-not-found");
        lines[1].Refusal.ShouldBeNull();
    }

    [Fact]
    public void Of_Answered_TellsWhatLeftAndElseWhatWasAskedFor()
    {
        var lines = Lines(Entry(First, AuditPhase.Completed, 0, "answered"), Entry(Second, AuditPhase.Refused, 1, "scope-missing"));

        lines[0].Result.ShouldBe(DisclosureResult.Refused);
        lines[0].Attributes.ShouldBe(["vital.sex", "vital.birthDate"]);
        lines[1].Attributes.ShouldBe(["vital.birthDate"]);
    }

    [Fact]
    public void Of_AdmittedWithoutAnEnd_IsNotLeftOut() =>
        Lines(Entry(First, AuditPhase.Admitted, 0, "admitted")).Single().Result.ShouldBe(DisclosureResult.Unfinished);

    /// <summary>What is remembered of ended exchanges is forgotten after an hour, so that a long history costs no memory.</summary>
    [Fact]
    public void Of_EndFarFromItsBeginning_IsNoLongerRemembered()
    {
        Lines(Entry(First, AuditPhase.Admitted, 0, "admitted"), Entry(First, AuditPhase.Completed, 59, "answered")).Count.ShouldBe(1);
        Lines(Entry(First, AuditPhase.Admitted, 0, "admitted"), Entry(First, AuditPhase.Completed, 61, "answered")).Count.ShouldBe(2);
    }

    [Fact]
    public void Of_EntriesUnderAnEmbargo_AreLeftOutWholeAndMarkedWhenItIsOver()
    {
        var entries = new[] { Entry(First, AuditPhase.Completed, 2, "answered"), Entry(First, AuditPhase.Admitted, 0, "admitted") };
        var embargo = new Embargo(Second, "nssf", "file-7", new(2026, 12, 1), "order 12", new("ann", Noon, "inquiry"), true, new("bob", Noon, ""), null);

        SubjectDisclosure.Of(entries, new([embargo], Noon)).ShouldBeEmpty();
        SubjectDisclosure.Of(entries, new([embargo], Noon.AddDays(7))).Single().WasHidden.ShouldBeTrue();
        SubjectDisclosure.Of(entries, new([embargo with { Case = "file-8" }], Noon)).Single().WasHidden.ShouldBeFalse();
    }

    private static List<SubjectDisclosure> Lines(params AuditEntry[] oldestFirst) => [.. SubjectDisclosure.Of(oldestFirst.Reverse(), EmbargoSet.None)];

    private static AuditEntry Entry(Guid exchange, AuditPhase phase, int minute, string outcome) => new()
    {
        Exchange = exchange, Phase = phase, At = Noon.AddMinutes(minute), Institution = "nssf", Door = "native", Operation = "lookup", Purpose = "HPAYMT", Outcome = outcome,
        User = "somebody", Case = "file-7", Asked = ["vital.sex", "vital.birthDate"], Disclosed = phase == AuditPhase.Completed ? ["vital.birthDate"] : [],
    };
}
