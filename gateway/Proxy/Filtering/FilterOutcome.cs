using System.Runtime.InteropServices;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>How the filtering of one answer ended. After any but the first the connection must be cut: what was written may be half a document.</summary>
internal enum FilterOutcome
{
    Completed,
    /// <summary>Not one JSON document in UTF-8 as RFC 8259 has it.</summary>
    NotJson,
    /// <summary>More than <see cref="FieldFilter.MaxDepth"/> arrays and objects in one another.</summary>
    TooDeep,
    /// <summary>A string, name, number, or white space between judged tokens, longer than <see cref="FieldFilter.MaxToken"/>, or a value to be reduced longer than <see cref="FieldFilter.MaxReduced"/>.</summary>
    TokenTooLarge,
    /// <summary>Whoever was to read the answer is gone.</summary>
    ReaderGone,
}

/// <summary>What became of one answer.</summary>
/// <param name="Outcome">Whether all of it was filtered.</param>
/// <param name="Removed">Members removed and elements replaced by null; a member within a removed one is not counted.</param>
/// <param name="Reduced">Values that left as less than they are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilterResult(FilterOutcome Outcome, long Removed, long Reduced);
