using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Interop.Gateway.Audit;

/// <summary>
/// Names one leaf: <c>{origin}/{index}/{leafHash in base64url}</c>. The origin, which may itself hold slashes, names the log as in a
/// checkpoint of C2SP tlog-checkpoint; the index counts from 0. A receipt says which leaf the log owes its holder; that the leaf is in the
/// log is shown by an inclusion proof to a signed checkpoint.
/// </summary>
internal readonly record struct Receipt(string Origin, long Index, ReadOnlyMemory<byte> LeafHash)
{
    public override string ToString() => $"{Origin}/{Index}/{Base64Url.EncodeToString(LeafHash.Span)}";

    public static bool TryParse([NotNullWhen(true)] string? text, out Receipt receipt)
    {
        receipt = default;
        var hashAt = text?.LastIndexOf('/') ?? -1;
        var indexAt = hashAt > 0 ? text!.LastIndexOf('/', hashAt - 1) : -1;
        if (indexAt <= 0
            || !long.TryParse(text.AsSpan(indexAt + 1, hashAt - indexAt - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !Base64Url.IsValid(text.AsSpan(hashAt + 1), out var length) || length != 32)
            return false;

        receipt = new(text![..indexAt], index, Base64Url.DecodeFromChars(text.AsSpan(hashAt + 1)));
        // The last letter of a hash has two bits to spare: only one of its four spellings is the receipt that was given out.
        return receipt.ToString() == text;
    }
}
