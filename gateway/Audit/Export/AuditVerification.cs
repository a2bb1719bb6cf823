using System.Globalization;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Audit.Export;

/// <summary>What an export turned out to be.</summary>
internal enum VerificationOutcome
{
    /// <summary>Every entry is as it was when the log was signed.</summary>
    Sound,
    /// <summary>There is no checkpoint, or the key has not signed it.</summary>
    NotSigned,
    /// <summary>An entry is missing, or is not the one that was recorded.</summary>
    EntryChanged,
    /// <summary>Entries and hashes agree with each other and not with a signed checkpoint: whoever changed them made the hashes anew.</summary>
    HistoryChanged,
}

/// <param name="Outcome">What it is.</param>
/// <param name="Size">Entries that the checkpoint signs; 0 when it is not signed.</param>
/// <param name="FirstBad">The first entry that is not as recorded; null when all are.</param>
/// <param name="LastBad">Where the change is only known to lie between two entries, the last that it may be.</param>
/// <param name="Detail">A sentence for the auditor.</param>
internal sealed record VerificationResult(VerificationOutcome Outcome, long Size, long? FirstBad, long? LastBad, string Detail);

/// <summary>
/// Verifies an export offline. Entries are read in order and hashed anew; the hashes of the export only help to name the entry, and what is
/// believed in the end is the signature alone. Memory does not grow with the log.
/// </summary>
internal static class AuditVerification
{
    /// <param name="folder">What an export wrote.</param>
    /// <param name="key">The key of its checkpoints, from a source that is trusted.</param>
    /// <param name="kept">A checkpoint that somebody kept from earlier; the log must be its continuation. Null when there is none.</param>
    /// <param name="progress">Told of the entries read.</param>
    /// <param name="cancellation">Gives up.</param>
    public static VerificationResult Run(string folder, NoteVerifier key, string? kept, Action<long>? progress, CancellationToken cancellation)
    {
        var note = Path.Combine(folder, ExportLayout.Checkpoint);
        if (!File.Exists(note) || Checkpoint.Open(File.ReadAllText(note), key) is not { } checkpoint)
            return new(VerificationOutcome.NotSigned, 0, null, null, $"The export has no checkpoint signed by {key.Name} with this key.");
        var earlier = Earlier(folder, key, checkpoint);
        if (kept is not null)
        {
            if (Checkpoint.Open(kept, key) is not { } witness)
                return new(VerificationOutcome.NotSigned, 0, null, null, $"The checkpoint that was kept is not signed by {key.Name} with this key.");
            if (witness.Size > checkpoint.Size)
                return new(VerificationOutcome.HistoryChanged, checkpoint.Size, checkpoint.Size, witness.Size - 1, $"The log was cut: {witness.Size} entries were signed once, and the export ends after {checkpoint.Size}.");
            if (earlier.TryGetValue(witness.Size, out var signed) && signed != witness.Root)
                return new(VerificationOutcome.HistoryChanged, checkpoint.Size, 0, witness.Size - 1, $"The log was forked: two different histories of {witness.Size} entries were signed, that of the export and the one that was kept.");
            earlier[witness.Size] = witness.Root;
        }
        var tree = new Frontier();
        var sound = 0L;
        VerificationResult Changed(long entry, string how) => new(VerificationOutcome.EntryChanged, checkpoint.Size, entry, null, $"Entry {entry}: {how}.");
        for (var tile = 0L; tile * Tiling.Width < checkpoint.Size; tile++)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = tile * Tiling.Width;
            var width = (int)Math.Min(Tiling.Width, checkpoint.Size - first);
            var (entries, hashes) = (Read(folder, ExportLayout.Entries(tile, width)), Read(folder, ExportLayout.Tile(0, tile, width)));
            for (var (i, at) = (0, 0); i < width; i++)
            {
                if (!LeafBundle.TryNext(entries, ref at, out var leaf))
                    return Changed(first + i, "it is missing");
                var hash = new TreeHash(AuditLeaf.Hash(leaf));
                if (hashes.Length < (i + 1) * TreeHash.Size || new TreeHash(hashes.AsSpan(i * TreeHash.Size, TreeHash.Size)) != hash)
                    return Changed(first + i, "it is not what was recorded there (changed, removed, added or moved)");
                if (i + 1 == width && at != entries.Length)
                    return Changed(first + width, "something follows that was never recorded");
                tree.Add(hash, static (_, _) => { });
                if (earlier.TryGetValue(first + i + 1, out var root))
                {
                    if (tree.Root() != root)
                        return new(VerificationOutcome.HistoryChanged, checkpoint.Size, sound, first + i,
                            $"Entries and hashes were made anew: what was signed at {first + i + 1} entries is another history. The first change lies between entry {sound} and entry {first + i}.");
                    sound = first + i + 1;
                }
            }
            progress?.Invoke(first + width);
        }
        return tree.Root() == checkpoint.Root
            ? new(VerificationOutcome.Sound, checkpoint.Size, null, null, $"{checkpoint.Size} entries of {checkpoint.Origin} are as they were signed.")
            : new(VerificationOutcome.HistoryChanged, 0, 0, 0, "The log is empty, and its checkpoint says otherwise.");
    }

    /// <summary>Roots that the key signed on the way, the last one included; a file that it did not sign proves nothing and is passed over.</summary>
    private static Dictionary<long, TreeHash> Earlier(string folder, NoteVerifier key, Checkpoint last)
    {
        var roots = new Dictionary<long, TreeHash> { [last.Size] = last.Root };
        var signed = Path.Combine(folder, ExportLayout.Checkpoints);
        if (Directory.Exists(signed))
            foreach (var file in Directory.EnumerateFiles(signed))
                if (Checkpoint.Open(File.ReadAllText(file), key) is { } checkpoint && checkpoint.Size.ToString(CultureInfo.InvariantCulture) == Path.GetFileName(file))
                    roots.TryAdd(checkpoint.Size, checkpoint.Root);
        return roots;
    }

    private static byte[] Read(string folder, string path)
    {
        var file = Path.Combine(folder, path);
        return File.Exists(file) ? File.ReadAllBytes(file) : [];
    }
}
