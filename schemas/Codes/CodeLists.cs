using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Interop.Schemas.Catalogue;

namespace Interop.Schemas.Codes;

/// <summary>One code with its titles.</summary>
public sealed record CodeEntry(string Code, Title Title);

/// <summary>One kind of identifier by which a person can be asked for; <see cref="Pattern"/> is a regular expression its values match.</summary>
public sealed record IdentifierType(string Type, Title Title, string Pattern)
{
    // In .NET "$" also matches before a final newline.
    private readonly Regex regex = new($@"\A(?:{Pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public bool Accepts(ReadOnlySpan<char> value) => regex.IsMatch(value);
}

/// <summary>The closed lists of the contract: codes of attributes, identifier types, purposes of use.</summary>
public static class CodeLists
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, CodeEntry>> Lists =
        EmbeddedJson.Read<CodesFile>("Codes/codes.json").CodeLists.ToFrozenDictionary(l => l.Name, l => l.Codes.ToFrozenDictionary(c => c.Code));

    /// <summary>Identifier types by name, e.g. <c>national-id</c>.</summary>
    public static FrozenDictionary<string, IdentifierType> IdentifierTypes { get; } =
        EmbeddedJson.Read<IdentifierFile>("Codes/identifier-types.json").IdentifierTypes.ToFrozenDictionary(t => t.Type);

    /// <summary>HL7 v3 PurposeOfUse codes the hub accepts.</summary>
    public static FrozenDictionary<string, CodeEntry> Purposes { get; } =
        EmbeddedJson.Read<PurposeFile>("Codes/purposes.json").Purposes.ToFrozenDictionary(p => p.Code);

    /// <summary>The codes of one list, or null when the list is open (<c>gazetteer</c>) or unknown.</summary>
    public static FrozenDictionary<string, CodeEntry>? Find(string name) => Lists.GetValueOrDefault(name);

    private sealed record CodeList(string Name, CodeEntry[] Codes);
    private sealed record CodesFile(CodeList[] CodeLists);
    private sealed record IdentifierFile(IdentifierType[] IdentifierTypes);
    private sealed record PurposeFile(string Source, CodeEntry[] Purposes);
}
