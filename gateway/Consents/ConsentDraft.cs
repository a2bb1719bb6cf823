using Interop.Gateway.Institutions;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Consents;

/// <summary>What can be wrong with a consent that is to be recorded; each is one field of the form.</summary>
internal enum ConsentFault
{
    /// <summary>The type is not known, or the value has not its form.</summary>
    Identifier,
    Grantee,
    Purposes,
    Attributes,
    /// <summary>No day, or one more than a year from today either way.</summary>
    From,
    /// <summary>No day, one that is over, or one before the first.</summary>
    To,
    /// <summary>Longer than <see cref="ConsentDraft.LongestYears"/>.</summary>
    Period,
    Medium,
    /// <summary>Not 1 to <see cref="ConsentDraft.LongestDocument"/> printable characters.</summary>
    Document,
}

/// <summary>A consent as an officer enters it.</summary>
/// <param name="From">Null when what was typed is no day; so too <paramref name="To"/> and <paramref name="Medium"/>.</param>
internal sealed record ConsentDraft(
    TypedIdentifier Subject, string Grantee, IReadOnlyList<string> Purposes, IReadOnlyList<string> Attributes, DateOnly? From, DateOnly? To,
    ConsentMedium? Medium, string Document)
{
    public const int LongestYears = 5, LongestDocument = 64;

    /// <summary>The last day where nobody says another.</summary>
    public static DateOnly UsualEnd(DateOnly from) => from.AddYears(1);

    /// <summary>Everything that is wrong, in the order of the form.</summary>
    public IReadOnlyList<ConsentFault> Faults(InstitutionRegister institutions, AttributeCatalogue catalogue, DateOnly today)
    {
        var faults = new List<ConsentFault>();
        void Check(bool good, ConsentFault fault)
        {
            if (!good)
                faults.Add(fault);
        }

        Check(Subject.IsWellFormed, ConsentFault.Identifier);
        Check(institutions.Find(Grantee) is not null, ConsentFault.Grantee);
        Check(Purposes.Count > 0 && Purposes.All(CodeLists.Purposes.ContainsKey), ConsentFault.Purposes);
        Check(Attributes.All(a => catalogue.Find(a) is not null), ConsentFault.Attributes);
        Check(From is { } from && from >= today.AddYears(-1) && from <= today.AddYears(1), ConsentFault.From);
        Check(To is { } to && to >= today && (From is null || to >= From), ConsentFault.To);
        Check(faults.Contains(ConsentFault.From) || To is null || To <= From!.Value.AddYears(LongestYears), ConsentFault.Period);
        Check(Medium is not null, ConsentFault.Medium);
        Check(Document.Length is > 0 and <= LongestDocument && !Document.Any(char.IsControl), ConsentFault.Document);
        return faults;
    }
}
