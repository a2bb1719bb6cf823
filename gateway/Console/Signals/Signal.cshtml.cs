using System.Globalization;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Misuse;
using Interop.Identity;
using Interop.Identity.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.Console.Signals;

/// <summary><c>/console/signals/{id}</c>: one signal with what it rests on, and what the officer makes of it.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class SignalModel(SignalStore signals, AccessKeys keys, ScopeWords words, OfficerNames names, ILogger<SignalModel> logger) : ConsolePage
{
    public ScopeWords Words => words;

    public OfficerNames Names => names;

    public Signal Signal { get; private set; } = null!;

    /// <summary>The signal's credentials that are keys of the hub's own issue; no other can be suspended here.</summary>
    public IReadOnlyList<KeyListing> Keys { get; private set; } = [];

    private long Id => long.Parse((string)RouteData.Values["id"]!, CultureInfo.InvariantCulture);

    public static string LinkTo(Signal signal) => FormattableString.Invariant($"{SignalListModel.Path}/{signal.Id}");

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!Look())
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method) && !IsDpo)
            context.Result = NotYours();
    }

    public IActionResult OnPostAcknowledge() => Decide(SignalState.Acknowledged);

    public IActionResult OnPostDismiss() => Decide(SignalState.Dismissed);

    public IActionResult OnPostSuspend() => Change(SignalStep.KeySuspended);

    public IActionResult OnPostResume() => Change(SignalStep.KeyResumed);

    /// <summary>Whether the key is suspended because of this signal: what others suspended, for reasons of theirs, is not resumed here.</summary>
    public bool CanResume(KeyListing key) => key.State == KeyState.Suspended && Signal.Acts.LastOrDefault(a => a.Key == key.PublicId)?.Step == SignalStep.KeySuspended;

    private PageResult Change(SignalStep step)
    {
        var suspends = step == SignalStep.KeySuspended;
        if (Keys.FirstOrDefault(k => k.PublicId == Field("key")) is not { } key)
            return Refuse(SignalTexts.NoSuchKey);
        if (suspends ? key.State != KeyState.InForce : !CanResume(key))
            return Refuse(suspends ? SignalTexts.NotInForce : SignalTexts.NotSuspendedHere);
        var outcome = signals.Act(Id, step, key.PublicId, Officer, Field("note"), () => (suspends ? keys.Suspend(key.PublicId) : keys.Resume(key.PublicId)).Outcome == KeyChangeOutcome.Done);
        Look();
        if (outcome != SignalOutcome.Done)
            return Refuse(SignalTexts.Refusal(outcome));
        if (suspends)
            Gateway.Log.KeySuspended(logger, Officer, key.PublicId, Id);
        else
            Gateway.Log.KeyResumed(logger, Officer, key.PublicId, Id);
        Done = suspends ? SignalTexts.Suspended : SignalTexts.Resumed;
        return Page();
    }

    private PageResult Decide(SignalState state)
    {
        var outcome = signals.Decide(Id, state, Officer, Field("note"));
        Look();
        if (outcome != SignalOutcome.Done)
            return Refuse(SignalTexts.Refusal(outcome));
        Done = SignalTexts.Done(state);
        return Page();
    }

    private bool Look()
    {
        if (signals.Find(Id) is not { } signal)
            return false;
        // The log calls a credential by what the caller showed; only the list of keys says which of them are keys.
        var named = signal.Keys.Select(IdOf).ToHashSet();
        (Signal, Keys) = (signal, signal.Institution.Length == 0 ? [] : [.. keys.List(signal.Institution).Where(k => named.Contains(k.PublicId))]);
        return true;
    }

    private static string IdOf(string credential) => credential.StartsWith("ik_", StringComparison.Ordinal) ? credential[3..] : credential;
}
