using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Consents;

/// <summary>How an officer's act on a consent ended. Kebab-case in the audit log.</summary>
internal enum ConsentOutcome
{
    Done,
    /// <summary>Something entered is wrong; nothing was looked up.</summary>
    Faulty,
    /// <summary>The reference directory knows nobody by this identifier.</summary>
    NoSuchPerson,
    /// <summary>The identifier belongs to several people.</summary>
    SeveralPeople,
    /// <summary>The text holds a number of the person, which the store must not.</summary>
    TextNamesPerson,
    /// <summary>There is none, or it is not of the officer's institution.</summary>
    NoSuchConsent,
    AlreadyWithdrawn,
    /// <summary>The identifier typed is not of the person who consented.</summary>
    AnotherPerson,
    /// <summary>A withdrawal needs a few words of why.</summary>
    NoteMissing,
    /// <summary>The audit log takes no entry now, so nothing was done or shown.</summary>
    NotRecorded,
}

/// <summary>How it ended, and for which consent.</summary>
internal sealed record ConsentResult(ConsentOutcome Outcome, Guid Id = default, IReadOnlyList<ConsentFault>? Faults = null);

/// <summary>Whoever sits at the desk.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Institution">Code of the only institution whose consents are the officer's business; null is all.</param>
internal sealed record DeskOfficer(string Id, string? Institution);

/// <summary>What is looked for: by whom, by grantee, by status; null stands for anything.</summary>
internal sealed record ConsentQuery(TypedIdentifier? Person, string? Grantee, ConsentStatus? Status, int Most);

/// <summary>
/// Where consents are given, shown and withdrawn. Everything is recorded in the audit log before it takes effect or is seen, and so is an
/// attempt that came to nothing once a person was named.
/// </summary>
internal sealed class ConsentDesk(ConsentRegister register, OfficerRecord record, ReferenceDirectory directory, InstitutionRegister institutions, AttributeCatalogue catalogue)
{
    public const string Give = "consent-give", Withdraw = "consent-withdraw", Search = "consent-search";
    public const int LongestNote = 500;

    /// <summary>Records a consent of a person whom the directory knows.</summary>
    public async ValueTask<ConsentResult> GiveAsync(DeskOfficer officer, ConsentDraft draft, CancellationToken cancellation)
    {
        var faults = draft.Faults(institutions, catalogue, register.Today);
        if (officer.Institution is { } own && draft.Grantee != own && !faults.Contains(ConsentFault.Grantee))
            faults = [.. faults, ConsentFault.Grantee];
        if (faults.Count > 0)
            return new(ConsentOutcome.Faulty, Faults: faults);
        var person = Resolve(draft.Subject);
        var outcome = person.Outcome switch
        {
            ResolutionOutcome.Found => register.AreIn(draft.Document, person, draft.Subject) ? ConsentOutcome.TextNamesPerson : ConsentOutcome.Done,
            ResolutionOutcome.Conflict => ConsentOutcome.SeveralPeople,
            _ => ConsentOutcome.NoSuchPerson,
        };
        var id = register.NewId();
        outcome = await RecordAsync(officer, Give, id, (person, draft.Subject), outcome, cancellation);
        if (outcome == ConsentOutcome.Done)
            register.Add(id, draft, person, officer.Id);
        return new(outcome, id);
    }

    /// <summary>Ends a consent for ever. Whoever withdraws it names the person again, so that nobody's is ended by mistake.</summary>
    /// <param name="note">Why, 1 to <see cref="LongestNote"/> characters.</param>
    public async ValueTask<ConsentOutcome> WithdrawAsync(DeskOfficer officer, Guid id, TypedIdentifier typed, string note, CancellationToken cancellation)
    {
        if (Find(officer, id) is not { } consent)
            return ConsentOutcome.NoSuchConsent;
        if (consent.Withdrawal is not null)
            return ConsentOutcome.AlreadyWithdrawn;
        if (!typed.IsWellFormed)
            return ConsentOutcome.Faulty;
        if (note.Trim() is not { Length: > 0 and <= LongestNote } why)
            return ConsentOutcome.NoteMissing;
        var person = Resolve(typed);
        var outcome = !register.Concerns(id, person, typed) ? ConsentOutcome.AnotherPerson
            : register.AreIn(why, person, typed) ? ConsentOutcome.TextNamesPerson : ConsentOutcome.Done;
        outcome = await RecordAsync(officer, Withdraw, id, (person, typed), outcome, cancellation);
        return outcome != ConsentOutcome.Done || register.Withdraw(id, officer.Id, why) ? outcome : ConsentOutcome.AlreadyWithdrawn;
    }

    /// <summary>One consent, as far as it is the officer's business.</summary>
    /// <returns>The consent with <see cref="ConsentOutcome.Done"/>, else null.</returns>
    public async ValueTask<(ConsentOutcome Outcome, Consent? Consent)> ShowAsync(DeskOfficer officer, Guid id, CancellationToken cancellation)
    {
        if (Find(officer, id) is not { } consent)
            return (ConsentOutcome.NoSuchConsent, null);
        return await record.WriteAsync(new(officer.Id, Search, $"{id}", ["consent"]), null, cancellation) ? (ConsentOutcome.Done, consent) : (ConsentOutcome.NotRecorded, null);
    }

    /// <summary>Consents recorded last, first.</summary>
    public async ValueTask<(ConsentOutcome Outcome, IReadOnlyList<Consent> Found)> FindAsync(DeskOfficer officer, ConsentQuery query, CancellationToken cancellation)
    {
        if (query.Person is { IsWellFormed: false })
            return (ConsentOutcome.Faulty, []);
        var grantee = officer.Institution ?? query.Grantee;
        (Resolution, TypedIdentifier)? about = query.Person is { } typed ? (Resolve(typed), typed) : null;
        string[] asked = [.. about is null ? (string[])[] : ["subject"], .. grantee is null ? (string[])[] : ["grantee"], .. query.Status is null ? (string[])[] : ["status"]];
        return await record.WriteAsync(new(officer.Id, Search, null, asked), about, cancellation)
            ? (ConsentOutcome.Done, register.List(about, grantee, query.Status, query.Most)) : (ConsentOutcome.NotRecorded, []);
    }

    private Consent? Find(DeskOfficer officer, Guid id) =>
        register.Find(id) is { } consent && (officer.Institution is null || officer.Institution == consent.Grantee) ? consent : null;

    private Resolution Resolve(TypedIdentifier typed) => directory.Resolve(typed.Type, typed.Value);

    private async ValueTask<ConsentOutcome> RecordAsync(
        DeskOfficer officer, string operation, Guid id, (Resolution, TypedIdentifier) about, ConsentOutcome outcome, CancellationToken cancellation)
    {
        var act = new OfficerAct(officer.Id, operation, outcome == ConsentOutcome.Done || operation == Withdraw ? $"{id}" : null);
        return await record.WriteAsync(outcome == ConsentOutcome.Done ? act : act with { Outcome = WireName.Of(outcome) }, about, cancellation) ? outcome : ConsentOutcome.NotRecorded;
    }
}
