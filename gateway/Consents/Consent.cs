namespace Interop.Gateway.Consents;

/// <summary>How a consent was given. Kebab-case in the store.</summary>
internal enum ConsentMedium
{
    Written,
    /// <summary>By word of mouth, before somebody.</summary>
    InPerson,
    Electronic,
}

/// <summary>Where a consent stands on a day. FHIR R4 Consent calls the first <c>proposed</c> and the last two <c>inactive</c>.</summary>
internal enum ConsentStatus
{
    /// <summary>Its first day has not come.</summary>
    Upcoming,
    Active,
    /// <summary>Its last day is over.</summary>
    Expired,
    /// <summary>For ever.</summary>
    Withdrawn,
}

/// <summary>
/// That a person lets an institution learn about them (FHIR R4 Consent: grantee, provision.period, provision.purpose). Who the person is cannot
/// be read from it.
/// </summary>
/// <param name="Id">UUID version 7.</param>
/// <param name="Grantee">Code of the institution that may ask.</param>
/// <param name="Purposes">HL7 PurposeOfUse codes, in order.</param>
/// <param name="Attributes">Names of the only attributes meant, in order; empty is all that the institution's scope grants.</param>
/// <param name="From">First day, in UTC as the days of scopes.</param>
/// <param name="To">Last day.</param>
/// <param name="Document">Where the signed paper or recording is, in the words of who keeps it.</param>
/// <param name="RecordedBy">An officer's id.</param>
/// <param name="Withdrawal">Null while it is not withdrawn.</param>
internal sealed record Consent(
    Guid Id, string Grantee, IReadOnlyList<string> Purposes, IReadOnlyList<string> Attributes, DateOnly From, DateOnly To, ConsentMedium Medium, string Document,
    string RecordedBy, DateTimeOffset RecordedAt, OfficerStep? Withdrawal)
{
    public ConsentStatus On(DateOnly day) =>
        Withdrawal is not null ? ConsentStatus.Withdrawn : day < From ? ConsentStatus.Upcoming : day > To ? ConsentStatus.Expired : ConsentStatus.Active;
}

/// <summary>What an officer did to a record, when and why.</summary>
/// <param name="Officer">The id.</param>
/// <param name="Note">Empty where no reason was asked for.</param>
internal sealed record OfficerStep(string Officer, DateTimeOffset At, string Note);

/// <summary>Whether there is a consent.</summary>
internal enum ConsentAnswer
{
    Given,
    NotGiven,
    /// <summary>The register cannot be read now. Not a yes.</summary>
    Undecided,
}

/// <summary>What a person's consents let an institution learn for one purpose on one day.</summary>
/// <param name="Attributes">Names of the only attributes; null is all that the scope grants.</param>
internal sealed record ConsentCover(ConsentAnswer Answer, IReadOnlySet<string>? Attributes)
{
    public static ConsentCover NotGiven { get; } = new(ConsentAnswer.NotGiven, null);
    public static ConsentCover Undecided { get; } = new(ConsentAnswer.Undecided, null);

    /// <summary>Whether this attribute may be learned.</summary>
    public bool Covers(string attribute) => Answer == ConsentAnswer.Given && Attributes?.Contains(attribute) != false;
}
