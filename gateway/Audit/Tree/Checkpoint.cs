using System.Globalization;

namespace Interop.Gateway.Audit.Tree;

/// <summary>What a log was at one moment (C2SP tlog-checkpoint): its name, the number of its entries and the root over them.</summary>
internal sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Three lines: origin, size in decimal, root in base64.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");

    /// <summary>The checkpoint in a note, if the key has signed it and names the log; lines after the third are extensions and are passed over.</summary>
    public static Checkpoint? Open(string note, NoteVerifier key)
    {
        var lines = SignedNote.Open(note, key)?.Split('\n') ?? [];
        var root = new byte[TreeHash.Size];
        // A size with leading zeroes or a sign would be another text for the same tree.
        return lines.Length >= 4 && lines[0] == key.Name
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size.ToString(CultureInfo.InvariantCulture) == lines[1]
            && Convert.TryFromBase64String(lines[2], root, out var length) && length == TreeHash.Size
            ? new(lines[0], size, new(root)) : null;
    }
}
