using Interop.Gateway.Institutions;

namespace Interop.Gateway.Consents;

/// <summary>What can be wrong with an embargo that is asked for; each is one field of the form.</summary>
internal enum EmbargoFault
{
    /// <summary>The type is not known, or the value has not its form.</summary>
    Identifier,
    Institution,
    /// <summary>More than <see cref="EmbargoDraft.LongestCase"/> printable ASCII characters, which no caller can send.</summary>
    Case,
    /// <summary>No day, one that is over, or one more than a year from today.</summary>
    Until,
    Reason,
    LegalBasis,
}

/// <summary>An embargo as an officer asks for it.</summary>
/// <param name="Case">The institution's own case number; empty is every case.</param>
/// <param name="Until">Null when what was typed is no day.</param>
internal sealed record EmbargoDraft(TypedIdentifier Subject, string Institution, string Case, DateOnly? Until, string Reason, string LegalBasis)
{
    public const int LongestCase = 64, LongestText = 500;

    /// <summary>Everything that is wrong, in the order of the form.</summary>
    /// <param name="institutions">Those there are.</param>
    /// <param name="today">In Cambodia.</param>
    public IReadOnlyList<EmbargoFault> Faults(InstitutionRegister institutions, DateOnly today)
    {
        var faults = new List<EmbargoFault>();
        void Check(bool good, EmbargoFault fault)
        {
            if (!good)
                faults.Add(fault);
        }

        Check(Subject.IsWellFormed, EmbargoFault.Identifier);
        Check(institutions.Find(Institution) is not null, EmbargoFault.Institution);
        Check(Case.Length <= LongestCase && Case.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0, EmbargoFault.Case);
        Check(Until is { } until && until >= today && until <= today.AddYears(1), EmbargoFault.Until);
        Check(IsText(Reason), EmbargoFault.Reason);
        Check(IsText(LegalBasis), EmbargoFault.LegalBasis);
        return faults;
    }

    /// <summary>Whether a text says something and is not too long.</summary>
    public static bool IsText(string text) => text.Trim().Length is > 0 and <= LongestText;
}
