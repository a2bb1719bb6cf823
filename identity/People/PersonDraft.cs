using System.Text.RegularExpressions;

namespace Interop.Identity.People;

/// <summary>A person as somebody writes one down.</summary>
/// <param name="UserName">What the person signs in with: ASCII letters, digits and <c>._-+</c>, or an e-mail address; case does not count.</param>
/// <param name="NameKm">The name in Khmer script.</param>
/// <param name="NameLatin">The name in Latin script.</param>
/// <param name="Institution">A known institution code; empty for who serves all of them.</param>
/// <param name="Roles">One or more of <c>dpo</c>, <c>auditor</c>, <c>operator</c>, <c>clerk</c>, <c>administrator</c>.</param>
public sealed partial record PersonDraft(string UserName, string NameKm, string NameLatin, string Institution, IReadOnlyList<string> Roles)
{
    private const int LongestName = 100;

    /// <summary>Never what the person is called, so that no log can hold it.</summary>
    public override string ToString() => string.Join(' ', Roles);

    internal static string Fold(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>The first thing that is wrong, with a sentence for who typed it; null when nothing is.</summary>
    internal PersonChange? Fault(IReadOnlyCollection<string> institutions)
    {
        if (!UserNameForm().IsMatch(Fold(UserName)))
            return PersonChange.Refused(PersonOutcome.UserNameMalformed, "A user name has 3 to 100 ASCII letters, digits and ._-+ and starts with a letter or digit, or is an e-mail address.");
        foreach (var name in (string[])[NameKm, NameLatin])
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
                return PersonChange.Refused(PersonOutcome.NameMalformed, $"A person has a name in Khmer and one in Latin script, each at most {LongestName} characters.");
        return RolesFault(Roles, Institution, institutions);
    }

    internal static PersonChange? RolesFault(IReadOnlyList<string> roles, string institution, IReadOnlyCollection<string> institutions)
    {
        if (roles.Count == 0 || roles.Except(People.Roles.All).Any())
            return PersonChange.Refused(PersonOutcome.UnknownRole, $"A person has one or more of the roles {string.Join(", ", People.Roles.All)}.");
        if (institution.Length > 0 && !institutions.Contains(institution, StringComparer.Ordinal))
            return PersonChange.Refused(PersonOutcome.UnknownInstitution, $"There is no institution '{institution}'. Known: {string.Join(", ", institutions.Order(StringComparer.Ordinal))}.");
        if (institution.Length == 0 && People.Roles.NeedsInstitution(roles))
            return PersonChange.Refused(PersonOutcome.UnknownInstitution, "An operator or a clerk belongs to an institution: name it.");
        return null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._+-]{2,99}$|^(?=.{6,100}$)[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(\\.[a-z0-9-]+)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserNameForm();
}
