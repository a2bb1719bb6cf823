using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;
using Interop.Gateway.Receipts;
using Interop.Gateway.Tests.Audit;

namespace Interop.Gateway.Tests.Receipts;

/// <summary>Receipts judged against a log on the disk: the log's own, and every way in which one is not.</summary>
public sealed class ReceiptCheckTests : IDisposable
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public async Task Of_EveryReceiptOfTheLog_IsProvenAndItsStepsLeadToTheSignedRoot(int size)
    {
        foreach (var receipt in await folder.Fill(size))
        {
            var report = Check(receipt.ToString());
            report.Outcome.ShouldBe(ReceiptOutcome.Proven);
            report.Reached.ShouldBe(report.Signed.ShouldNotBeNull().Root);
            report.Signed.Size.ShouldBe(size);
            report.Steps!.Select(s => s.Sibling).ShouldBe(report.Proof!.Path);
        }
    }

    [Fact]
    public async Task Of_AnyOneLetterOfTheHashChanged_IsNotProven()
    {
        var receipt = (await folder.Fill(5))[3].ToString();
        for (var at = receipt.Length - 43; at < receipt.Length; at++)
            foreach (var letter in Letters.Where(l => l != receipt[at]))
            {
                var report = Check(receipt[..at] + letter + receipt[(at + 1)..]);
                report.Outcome.ShouldBe(report.Proof is null ? ReceiptOutcome.NotAReceipt : ReceiptOutcome.AnotherEntry, $"{letter} at {at}");
                if (report.Proof is not null)
                    report.Reached.ShouldNotBe(report.Signed!.Root);
            }
    }

    [Fact]
    public async Task Of_AnotherPlaceLogOrKey_SaysWhich()
    {
        var receipts = await folder.Fill(5);
        var (first, hash) = (receipts[0], receipts[0].ToString().Split('/')[^1]);
        Check($"{AuditFolder.Origin}/1/{hash}").Outcome.ShouldBe(ReceiptOutcome.AnotherEntry);
        Check($"{AuditFolder.Origin}/5/{hash}").Outcome.ShouldBe(ReceiptOutcome.BeyondEnd);
        Check($"{AuditFolder.Origin}/00/{hash}").Outcome.ShouldBe(ReceiptOutcome.NotAReceipt);
        Check($"interop.example/hub-2/0/{hash}").Outcome.ShouldBe(ReceiptOutcome.AnotherLog);
        Check("nonsense").Outcome.ShouldBe(ReceiptOutcome.NotAReceipt);

        var stranger = new NoteSigner(AuditFolder.Origin, new byte[32]).Verifier.ToString();
        Check(first.ToString(), stranger).Outcome.ShouldBe(ReceiptOutcome.NotSigned);
        Check(first.ToString(), "x+00000000+AAAA").Outcome.ShouldBe(ReceiptOutcome.NotAKey);
        Check(first.ToString(), AuditFolder.Signer.Verifier.ToString()).Outcome.ShouldBe(ReceiptOutcome.Proven);
    }

    [Fact]
    public async Task Of_HeaderLineAsCopied_IsRead() =>
        Check($"  interop-receipt: {(await folder.Fill(1))[0]}\r\n").Outcome.ShouldBe(ReceiptOutcome.Proven);

    private ReceiptReport Check(string text, string key = "")
    {
        using var reader = new AuditReader(folder.File);
        return ReceiptCheck.Of(text, key, reader, folder.Proofs());
    }
}
