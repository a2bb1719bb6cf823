namespace Interop.Gateway.Consents;

/// <summary>Where an embargo stands at a moment. Kebab-case on the wire.</summary>
internal enum EmbargoStatus
{
    /// <summary>Waits for a second officer; hides nothing.</summary>
    Requested,
    /// <summary>Hides.</summary>
    Active,
    Refused,
    /// <summary>Ended before its time.</summary>
    Lifted,
    /// <summary>Its last day is over; what it hid is shown.</summary>
    Ended,
    /// <summary>Its last day came before a second officer decided; it never hid anything.</summary>
    Lapsed,
}

/// <summary>
/// For an investigation: what one institution asked about one person is not in that person's own report for a time. Two officers must want it.
/// Who the person is cannot be read from it.
/// </summary>
/// <param name="Id">UUID version 7.</param>
/// <param name="Institution">Whose exchanges are hidden.</param>
/// <param name="Case">Only those with this case number of the institution (<c>Interop-Case</c>); null is all.</param>
/// <param name="Until">The last day, in Cambodia.</param>
/// <param name="LegalBasis">What allows it.</param>
/// <param name="Request">By whom, when and why it was asked for.</param>
/// <param name="Decision">The second officer's; <paramref name="IsApproved"/> says which.</param>
/// <param name="Lift">Its early end.</param>
internal sealed record Embargo(
    Guid Id, string Institution, string? Case, DateOnly Until, string LegalBasis, OfficerStep Request, bool IsApproved, OfficerStep? Decision, OfficerStep? Lift)
{
    /// <summary>Cambodia keeps one time without summer time.</summary>
    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public EmbargoStatus At(DateTimeOffset moment)
    {
        var over = DayOf(moment) > Until;
        return Decision is null ? over ? EmbargoStatus.Lapsed : EmbargoStatus.Requested
            : !IsApproved ? EmbargoStatus.Refused
            : Lift is not null && moment >= Lift.At ? EmbargoStatus.Lifted
            : over ? EmbargoStatus.Ended : EmbargoStatus.Active;
    }

    /// <summary>The day in Cambodia.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Cambodia).DateTime);
}
