namespace Interop.Gateway.Misuse;

/// <summary>What a pattern in the audit log may mean. Kebab-case in the store.</summary>
internal enum SignalKind
{
    /// <summary>Numbers are being tried: many people who do not exist, or more people than anybody can serve.</summary>
    Enumeration,
    /// <summary>People are looked up for care, and nobody pays for care of them afterwards.</summary>
    NoLaterClaim,
    /// <summary>One user asks about far more people than the others.</summary>
    ManyPeople,
    /// <summary>Far more at night than that institution is used to.</summary>
    NightBurst,
    /// <summary>Many institutions ask about one person in a day.</summary>
    ManyInstitutions,
}

/// <summary>
/// One pattern seen in one period. It points at entries of the audit log and holds counts; of the people asked about it holds nothing that
/// could be read without the hub's own key.
/// </summary>
/// <param name="Institution">Whose traffic it is; empty where it is that of several.</param>
/// <param name="User">The person acting there, where the pattern is one person's.</param>
/// <param name="Keys">Credentials used, at most <see cref="Tally.MostKeys"/>, in order.</param>
/// <param name="Matter">Tells matters of the same kind and actor apart; empty where they are one.</param>
/// <param name="From">Begin and end of the period.</param>
/// <param name="Count">How much was seen: people, exchanges or institutions, as the kind says.</param>
/// <param name="Usual">What it is measured against, in the same unit or in hundredths; the kind says which.</param>
/// <param name="Entries">Indexes of audit entries, the first ones, at most <see cref="Tally.MostEntries"/>.</param>
internal sealed record Finding(
    SignalKind Kind, string Institution, string? User, IReadOnlyList<string> Keys, string Matter,
    DateTimeOffset From, DateTimeOffset To, long Count, long Usual, IReadOnlyList<long> Entries);
