using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Receipts;

/// <summary>What a receipt turned out to be.</summary>
internal enum ReceiptOutcome
{
    /// <summary>The entry is in the log, and the key has signed so.</summary>
    Proven,
    /// <summary>The text is no receipt.</summary>
    NotAReceipt,
    /// <summary>The text given for a key is none.</summary>
    NotAKey,
    /// <summary>It names another log, which this one cannot speak for.</summary>
    AnotherLog,
    /// <summary>The log has no entry at that place.</summary>
    BeyondEnd,
    /// <summary>The log has another entry at that place.</summary>
    AnotherEntry,
    /// <summary>The key has not signed this log's checkpoint.</summary>
    NotSigned,
}

/// <summary>A receipt as it was judged, with what the judgement rests on, as far as it got.</summary>
/// <param name="Outcome">What it is.</param>
/// <param name="Origin">The log's name.</param>
/// <param name="Receipt">What was read; all zero where nothing could be.</param>
/// <param name="Size">Entries of the log.</param>
/// <param name="Proof">The proof of that place; null where there is none to give.</param>
/// <param name="Steps">Where its path leads from the receipt's hash; null where it does not fit the tree.</param>
/// <param name="Signed">The checkpoint, if the key has signed it.</param>
internal sealed record ReceiptReport(
    ReceiptOutcome Outcome, string Origin, Receipt Receipt = default, long Size = 0, InclusionProof? Proof = null, IReadOnlyList<ProofStep>? Steps = null, Checkpoint? Signed = null)
{
    public TreeHash Leaf => new(Receipt.LeafHash.Span);

    /// <summary>What the path leads to; the root, if the receipt is the log's.</summary>
    public TreeHash? Reached => Steps is { } steps ? steps.Count == 0 ? Leaf : steps[^1].Together : null;
}

/// <summary>
/// Judges a receipt as its holder would, away from the log: the proof is written as text, read again, and believed only by its hashes and the
/// signature - with <see cref="InclusionProof.Shows"/>, as whoever keeps the proof does.
/// </summary>
internal static class ReceiptCheck
{
    private const string Header = "Interop-Receipt:";

    /// <param name="text">The receipt, maybe with the name of its header before it.</param>
    /// <param name="keyText">The key to believe, <c>name+id+key</c>; empty for the log's own.</param>
    /// <param name="reader">The log.</param>
    /// <param name="proofs">Makes the proof.</param>
    public static ReceiptReport Of(string text, string keyText, AuditReader reader, AuditProofs proofs)
    {
        var report = new ReceiptReport(ReceiptOutcome.NotAReceipt, reader.Origin, Size: reader.Size);
        text = text.Trim();
        if (text.StartsWith(Header, StringComparison.OrdinalIgnoreCase))
            text = text[Header.Length..].Trim();
        if (!Receipt.TryParse(text, out var receipt))
            return report;
        report = report with { Receipt = receipt };
        if ((keyText.Trim().Length == 0 ? proofs.Key : NoteVerifier.Parse(keyText)) is not { } key)
            return report with { Outcome = ReceiptOutcome.NotAKey };
        if (receipt.Origin != report.Origin)
            return report with { Outcome = ReceiptOutcome.AnotherLog };
        if (receipt.Index >= report.Size)
            return report with { Outcome = ReceiptOutcome.BeyondEnd };
        var proof = InclusionProof.Parse(proofs.At(reader, receipt.Index, report.Size).Text)!;
        var signed = Checkpoint.Open(proof.Checkpoint, key);
        return report with
        {
            Outcome = proof.Shows(report.Leaf, key) ? ReceiptOutcome.Proven : signed is null ? ReceiptOutcome.NotSigned : ReceiptOutcome.AnotherEntry,
            Proof = proof,
            Steps = Proofs.Steps(report.Size, report.Leaf, receipt.Index, proof.Path),
            Signed = signed,
        };
    }
}
