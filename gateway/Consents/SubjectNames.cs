using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Consents;

/// <summary>One identifier of a person, as a register keeps it.</summary>
/// <param name="Pseudonym">Keyed, in hexadecimal.</param>
/// <param name="Lifelong">The type, where a person has one such number for life; else null, so that the register does not tell who holds an equity card.</param>
internal sealed record SubjectName(string Pseudonym, string? Lifelong);

/// <summary>
/// Names people in a register by keyed pseudonyms of every identifier the reference directory holds for them, so that they are found again
/// whichever of them an exchange asks by. The key is the register's own: two registers cannot be laid side by side.
/// </summary>
internal sealed class SubjectNames(HubKeys keys, string register)
{
    private static readonly string[] Lifelong = ["national-id", "birth-registration"];

    private readonly Pseudonymiser pseudonyms = keys.PseudonymsFor(register);

    /// <summary>Every name of a person.</summary>
    /// <param name="person">As the directory has them now.</param>
    /// <param name="typed">By what they were asked for; a name even where nobody knows it any more.</param>
    public IReadOnlyList<SubjectName> Of(Resolution person, TypedIdentifier? typed) =>
    [
        .. person.Identifiers.Select(i => new TypedIdentifier(i.Key, i.Value)).Concat(typed is null ? [] : [typed]).Distinct()
            .Select(i => new SubjectName(PseudonymOf(i), Lifelong.Contains(i.Type) ? i.Type : null)),
    ];

    /// <summary>Whether a text holds a number of the person, in any of the forms identifiers have.</summary>
    public bool AreIn(string text, IEnumerable<string> names)
    {
        var known = names.ToHashSet();
        return Words(text).Any(word => CodeLists.IdentifierTypes.Values.Any(t => t.Accepts(word) && known.Contains(PseudonymOf(new(t.Type, word)))));
    }

    /// <summary>What could be a number: the words of a text, and those of it without the hyphens and spaces that people put into numbers.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var spaced = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return spaced.Concat(spaced.SelectMany(w => w.Split('-'))).Append(string.Concat(text.Where(char.IsAsciiLetterOrDigit)));
    }

    private string PseudonymOf(TypedIdentifier identifier) => Convert.ToHexStringLower(pseudonyms.Of(identifier.Type, identifier.Value));
}
