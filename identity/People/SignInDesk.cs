using System.Net;
using Interop.Identity.Storage;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.People;

/// <summary>How far a sign-in came.</summary>
internal enum SignInOutcome
{
    SignedIn,
    /// <summary>The password was right; the second factor is wanted.</summary>
    CodeWanted,
    /// <summary>The password was right, and a role demands a second factor that the person has not set up yet.</summary>
    EnrolmentWanted,
    /// <summary>Unknown user, wrong password, disabled or locked: one outcome, so that a guess learns nothing.</summary>
    Refused,
    /// <summary>The address has failed too often.</summary>
    Braked,
    /// <summary>Too many others sign in at this moment.</summary>
    Busy,
}

internal sealed record SignInResult(SignInOutcome Outcome, PersonRow? Person = null);

/// <summary>Signs people in: user name and password, then the second factor where there is one or a role demands it.</summary>
internal sealed class SignInDesk(
    IdentityStore store, PasswordCheck passwords, SecondFactors factors, Attempts attempts, AddressBrake brake, ILogger<SignInDesk> logger)
{
    private const int LongestUserName = 100;

    public async ValueTask<SignInResult> TryPasswordAsync(string userName, string password, IPAddress? from, CancellationToken cancellation)
    {
        if (brake.Holds(from))
            return new(SignInOutcome.Braked);
        var name = PersonDraft.Fold(userName);
        if (name.Length > LongestUserName || password.Length > PasswordRules.Longest)
            return Failed(null, from);

        // The same is done whether or not there is such a person, so that neither answer nor time tells.
        var allowed = attempts.TryTake(name, out var locks);
        var person = PersonTable.FindByName(store, name);
        var outcome = await passwords.CompareAsync(person, password, cancellation);
        if (outcome == PasswordOutcome.Busy)
        {
            if (allowed)
                attempts.GiveBack(name);
            return new(SignInOutcome.Busy);
        }

        if (outcome == PasswordOutcome.Wrong || !allowed || person is not { DisabledAt: null })
        {
            if (person is not null && (locks || !allowed))
                Log.PersonLocked(logger, person.Id);
            return Failed(person, from);
        }

        attempts.GiveBack(name);
        if (person.TotpSealed is not null)
            return new(SignInOutcome.CodeWanted, person);
        return Roles.NeedsSecondFactor(person.RoleList) ? new(SignInOutcome.EnrolmentWanted, person) : SignedIn(person);
    }

    /// <summary>The second step, for a person whose password was right a moment ago.</summary>
    public SignInResult TryCode(PersonRow person, string code, IPAddress? from)
    {
        if (brake.Holds(from))
            return new(SignInOutcome.Braked);
        if (attempts.TryTake(person.UserName, out _) && factors.TrySpend(person, code))
            return SignedIn(person);
        brake.Failed(from);
        Log.SecondFactorFailed(logger, person.Id);
        return new(SignInOutcome.Refused);
    }

    /// <summary>Whether somebody signed in still knows the password, asked before what a session left open must not do. Counts like a sign-in.</summary>
    public async ValueTask<bool> ConfirmAsync(PersonRow person, string password, IPAddress? from, CancellationToken cancellation)
    {
        if (brake.Holds(from) || password.Length > PasswordRules.Longest)
            return false;
        var allowed = attempts.TryTake(person.UserName, out _);
        if (await passwords.CompareAsync(person, password, cancellation) == PasswordOutcome.Right && allowed)
        {
            attempts.GiveBack(person.UserName);
            return true;
        }

        Failed(person, from);
        return false;
    }

    /// <summary>The second step of who has just set up the second factor.</summary>
    public SignInResult SignedIn(PersonRow person)
    {
        attempts.Clear(person.UserName);
        Log.SignedIn(logger, person.Id);
        return new(SignInOutcome.SignedIn, person);
    }

    private SignInResult Failed(PersonRow? person, IPAddress? from)
    {
        brake.Failed(from);
        Log.SignInFailed(logger, person?.Id ?? "unknown");
        return new(SignInOutcome.Refused);
    }
}

/// <summary>Compares the password of a person, or of nobody at the same cost, and makes its hash anew where that has become cheap.</summary>
internal sealed class PasswordCheck(Passwords passwords, OwnPassword own)
{
    public async ValueTask<PasswordOutcome> CompareAsync(PersonRow? person, string password, CancellationToken cancellation)
    {
        var outcome = await passwords.CompareAsync(password, person?.PasswordHash, cancellation);
        if (outcome == PasswordOutcome.Right)
            await own.RenewHashAsync(person!, password, cancellation);
        return outcome;
    }
}
