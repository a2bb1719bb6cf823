namespace Interop.Gateway.Audit.Retention;

/// <summary>Whom an entry is about, as far as the log says.</summary>
/// <param name="Key">Names the key it was made with, e.g. <c>2026-11.3650</c>; <see cref="AuditLeaf.FirstSubjectKey"/> in entries of the first format.</param>
/// <param name="Value">32 bytes.</param>
internal readonly record struct SubjectPseudonym(string Key, ReadOnlyMemory<byte> Value)
{
    public override string ToString() => Key;
}
