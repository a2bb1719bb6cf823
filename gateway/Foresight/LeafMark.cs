using System.Text;
using Interop.Gateway.Audit;

namespace Interop.Gateway.Foresight;

/// <summary>
/// A member of an entry as its leaf writes it. Members stand in one order and quotes inside texts are escaped (<see cref="AuditLeaf"/>), so that its
/// bytes are found nowhere else; an entry that lacks them need not be read.
/// </summary>
internal sealed class LeafMark
{
    private readonly byte[] bytes;

    /// <param name="member">E.g. <c>institution</c>.</param>
    /// <param name="value">A code of letters, digits and hyphens, which no escape changes.</param>
    public LeafMark(string member, string value) => bytes = Encoding.UTF8.GetBytes($"\"{member}\":\"{value}\"");

    /// <summary>That an exchange has been admitted and has not ended.</summary>
    public static LeafMark Admitted { get; } = new("phase", "admitted");

    /// <summary>That no institution asked.</summary>
    public static LeafMark Nobody { get; } = new("institution", "");

    public bool IsIn(ReadOnlySpan<byte> leaf) => leaf.IndexOf(bytes) >= 0;
}
