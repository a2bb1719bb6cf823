using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Consents;

/// <summary>How an officer's act on an embargo ended. Kebab-case in the audit log.</summary>
internal enum EmbargoOutcome
{
    Done,
    /// <summary>Something entered is wrong; nothing was looked up.</summary>
    Faulty,
    /// <summary>The reference directory knows nobody by this identifier.</summary>
    NoSuchPerson,
    /// <summary>The identifier belongs to several people.</summary>
    SeveralPeople,
    /// <summary>A text holds a number of the person, which the store must not.</summary>
    TextNamesPerson,
    NoSuchEmbargo,
    /// <summary>Whoever asked for an embargo never approves it.</summary>
    OwnApproval,
    /// <summary>It was decided before, or its last day is over.</summary>
    NothingToDecide,
    /// <summary>The identifier the second officer typed is not of the person it is about.</summary>
    AnotherPerson,
    /// <summary>Only what is in force can be lifted.</summary>
    NotInForce,
    /// <summary>A refusal and a lifting need a few words of why.</summary>
    NoteMissing,
    /// <summary>The audit log takes no entry now, so nothing was done or shown.</summary>
    NotRecorded,
}

/// <summary>How it ended, and for which embargo.</summary>
internal sealed record EmbargoResult(EmbargoOutcome Outcome, Guid Id = default, IReadOnlyList<EmbargoFault>? Faults = null);

/// <summary>
/// Where embargoes are asked for, decided, lifted and looked at. Everything is recorded in the audit log before it takes effect or is seen - under the
/// embargo's id and never under the person's pseudonym, for the person's own report would count it.
/// </summary>
internal sealed class EmbargoDesk(EmbargoRegister register, OfficerRecord record, ReferenceDirectory directory, InstitutionRegister institutions)
{
    public const string Request = "embargo-request", ApproveOperation = "embargo-approve", RefuseOperation = "embargo-refuse", LiftOperation = "embargo-lift", Search = "embargo-search";

    /// <summary>Asks for an embargo about a person whom the directory knows; it hides nothing until a second officer approves it.</summary>
    public async ValueTask<EmbargoResult> RequestAsync(string officer, EmbargoDraft draft, CancellationToken cancellation)
    {
        if (draft.Faults(institutions, Embargo.DayOf(register.Now)) is { Count: > 0 } faults)
            return new(EmbargoOutcome.Faulty, Faults: faults);
        var person = Resolve(draft.Subject);
        var outcome = person.Outcome switch
        {
            ResolutionOutcome.Found => new[] { draft.Case, draft.Reason, draft.LegalBasis }.Any(t => register.AreIn(t, person, draft.Subject)) ? EmbargoOutcome.TextNamesPerson : EmbargoOutcome.Done,
            ResolutionOutcome.Conflict => EmbargoOutcome.SeveralPeople,
            _ => EmbargoOutcome.NoSuchPerson,
        };
        var id = Guid.CreateVersion7(register.Now);
        outcome = await RecordAsync(officer, Request, id, outcome, cancellation);
        if (outcome == EmbargoOutcome.Done)
            register.Add(id, draft, person, officer);
        return new(outcome, id);
    }

    /// <summary>Puts an embargo in force. The second officer names the person from the case file, so that two have read whom it is about.</summary>
    public async ValueTask<EmbargoOutcome> ApproveAsync(string officer, Guid id, TypedIdentifier typed, CancellationToken cancellation)
    {
        if (register.Find(id) is not { } embargo)
            return EmbargoOutcome.NoSuchEmbargo;
        if (embargo.At(register.Now) != EmbargoStatus.Requested)
            return EmbargoOutcome.NothingToDecide;
        if (embargo.Request.Officer == officer)
            return EmbargoOutcome.OwnApproval;
        if (!typed.IsWellFormed)
            return EmbargoOutcome.Faulty;
        var outcome = register.Concerns(id, Resolve(typed), typed) ? EmbargoOutcome.Done : EmbargoOutcome.AnotherPerson;
        outcome = await RecordAsync(officer, ApproveOperation, id, outcome, cancellation);
        return outcome != EmbargoOutcome.Done || register.Decide(id, approve: true, officer, "") ? outcome : EmbargoOutcome.NothingToDecide;
    }

    /// <summary>Turns a request down, one's own too.</summary>
    public async ValueTask<EmbargoOutcome> RefuseAsync(string officer, Guid id, string note, CancellationToken cancellation)
    {
        var outcome = register.Find(id) is not { } embargo ? EmbargoOutcome.NoSuchEmbargo
            : embargo.At(register.Now) != EmbargoStatus.Requested ? EmbargoOutcome.NothingToDecide : NoteOutcome(id, note);
        if (outcome == EmbargoOutcome.Done)
            outcome = await RecordAsync(officer, RefuseOperation, id, outcome, cancellation);
        return outcome != EmbargoOutcome.Done || register.Decide(id, approve: false, officer, note.Trim()) ? outcome : EmbargoOutcome.NothingToDecide;
    }

    /// <summary>Ends an embargo before its time; one officer is enough to show more.</summary>
    public async ValueTask<EmbargoOutcome> LiftAsync(string officer, Guid id, string note, CancellationToken cancellation)
    {
        var outcome = register.Find(id) is not { } embargo ? EmbargoOutcome.NoSuchEmbargo
            : embargo.At(register.Now) != EmbargoStatus.Active ? EmbargoOutcome.NotInForce : NoteOutcome(id, note);
        if (outcome == EmbargoOutcome.Done)
            outcome = await RecordAsync(officer, LiftOperation, id, outcome, cancellation);
        return outcome != EmbargoOutcome.Done || register.Lift(id, officer, note.Trim()) ? outcome : EmbargoOutcome.NotInForce;
    }

    /// <summary>One embargo; null beside every outcome but <see cref="EmbargoOutcome.Done"/>.</summary>
    public async ValueTask<(EmbargoOutcome Outcome, Embargo? Embargo)> ShowAsync(string officer, Guid id, CancellationToken cancellation) =>
        register.Find(id) is not { } embargo ? (EmbargoOutcome.NoSuchEmbargo, null)
        : await RecordAsync(officer, Search, id, EmbargoOutcome.Done, cancellation) == EmbargoOutcome.Done ? (EmbargoOutcome.Done, embargo) : (EmbargoOutcome.NotRecorded, null);

    /// <summary>Embargoes asked for last, first; null when it could not be recorded.</summary>
    public async ValueTask<IReadOnlyList<Embargo>?> ListAsync(string officer, int most, CancellationToken cancellation) =>
        await record.WriteAsync(new(officer, Search, null), null, cancellation) ? register.List(most) : null;

    private EmbargoOutcome NoteOutcome(Guid id, string note) =>
        !EmbargoDraft.IsText(note) ? EmbargoOutcome.NoteMissing : register.AreIn(note, id) ? EmbargoOutcome.TextNamesPerson : EmbargoOutcome.Done;

    private Resolution Resolve(TypedIdentifier typed) => directory.Resolve(typed.Type, typed.Value);

    private async ValueTask<EmbargoOutcome> RecordAsync(string officer, string operation, Guid id, EmbargoOutcome outcome, CancellationToken cancellation)
    {
        var act = new OfficerAct(officer, operation, $"{id}");
        return await record.WriteAsync(outcome == EmbargoOutcome.Done ? act : act with { Outcome = WireName.Of(outcome) }, null, cancellation) ? outcome : EmbargoOutcome.NotRecorded;
    }
}
