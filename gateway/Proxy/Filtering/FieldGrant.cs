using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>One part of an answer that a scope grants, whole or reduced.</summary>
/// <param name="Path">
/// A JSON Pointer (RFC 6901) in which the segment <c>*</c> means every element of an array, e.g. <c>/results/*/name</c>; empty for the whole
/// document. Any other segment, a number too, is the name of an object's member.
/// </param>
/// <param name="Reduction">How much of it leaves.</param>
internal readonly record struct FieldGrant(string Path, Reduction Reduction);

/// <summary>Reduces one value of an answer.</summary>
/// <param name="text">A string, unescaped, or an integer as it is written.</param>
/// <param name="reduction">Neither whole nor present: those need no text.</param>
/// <param name="path">The path of the grant, for pseudonyms that differ by field.</param>
/// <returns>What leaves, or null where the value cannot be reduced so and must be removed.</returns>
internal delegate string? FieldReducer(string text, Reduction reduction, string path);
