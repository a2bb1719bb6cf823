using System.Globalization;
using System.Text;

namespace Interop.Gateway.Audit.Tree;

/// <summary>
/// A proof that whoever holds a receipt can keep and check without asking anybody (C2SP tlog-proof): the place of the entry, the path from it to
/// the root, and the signed checkpoint of that root.
/// </summary>
internal sealed record InclusionProof(long Index, IReadOnlyList<TreeHash> Path, string Checkpoint)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>The proof as text.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder().Append(FirstLine).Append('\n').Append(CultureInfo.InvariantCulture, $"index {Index}\n");
            foreach (var hash in Path)
                text.Append(hash).Append('\n');
            return text.Append('\n').Append(Checkpoint).ToString();
        }
    }

    /// <summary>Reads a proof; null when the text is not one.</summary>
    public static InclusionProof? Parse(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = end < 0 ? [] : text[..end].Split('\n');
        if (lines.Length < 2 || lines[0] != FirstLine || !lines[1].StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(lines[1].AsSpan("index ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;
        var path = new List<TreeHash>(lines.Length - 2);
        var bytes = new byte[TreeHash.Size];
        foreach (var line in lines.AsSpan(2))
            if (Convert.TryFromBase64String(line, bytes, out var length) && length == bytes.Length)
                path.Add(new(bytes));
            else
                return null;
        return new(index, path, text[(end + 2)..]);
    }

    /// <summary>Whether the log of that key has the leaf at the proof's place.</summary>
    public bool Shows(TreeHash leaf, NoteVerifier key) =>
        Tree.Checkpoint.Open(Checkpoint, key) is { } checkpoint && Proofs.Includes(checkpoint.Root, checkpoint.Size, leaf, Index, Path);
}
