using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Audit;

/// <summary>What came of the wish for a proof.</summary>
internal enum ProofOutcome
{
    /// <summary>The proof is there.</summary>
    Proven,
    /// <summary>The log has no entry at that place, or another one: the receipt is not this log's.</summary>
    NotInLog,
}

/// <summary>Proves what is in the audit log to whoever holds a receipt, and signs what the log is now.</summary>
internal sealed class AuditProofs(AuditOptions options)
{
    private readonly NoteSigner signer = options.Signer ?? throw new ArgumentException("A log without a signer proves nothing.", nameof(options));

    /// <summary>The key that signs checkpoints, as verifiers take it.</summary>
    public NoteVerifier Key => signer.Verifier;

    /// <summary>The signed checkpoint of all that the reader sees.</summary>
    public string Checkpoint(AuditReader reader) => Checkpoint(new TiledTree(reader.Tiles), reader.Size);

    /// <summary>The proof that the entry a receipt names is in the log.</summary>
    public ProofOutcome Prove(AuditReader reader, long index, TreeHash leaf, out InclusionProof? proof)
    {
        proof = null;
        var size = reader.Size;
        if (index < 0 || index >= size || reader.Leaves(index, 1) is not [{ Index: var found, Hash: var hash }] || found != index || new TreeHash(hash) != leaf)
            return ProofOutcome.NotInLog;
        proof = At(reader, index, size);
        return ProofOutcome.Proven;
    }

    /// <summary>The path and the checkpoint of a place, whatever leaf is claimed to be there: whoever follows it finds out.</summary>
    /// <param name="size">Entries, more than <paramref name="index"/> and no more than the reader sees.</param>
    public InclusionProof At(AuditReader reader, long index, long size)
    {
        var tree = new TiledTree(reader.Tiles);
        return new(index, tree.Inclusion(index, size), Checkpoint(tree, size));
    }

    // Signed on demand: a size has one root for ever, so two signatures of it never contradict each other.
    private string Checkpoint(TiledTree tree, long size) => SignedNote.Sign(new Checkpoint(signer.Verifier.Name, size, tree.Root(size)).Text, signer);
}
