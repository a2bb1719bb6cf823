using Dapper;
using Interop.Identity.Storage;

namespace Interop.Identity.People;

/// <summary>People set passwords themselves: the first by a one-time link, later ones knowing the present one.</summary>
internal sealed class OwnPassword(IdentityStore store, PeopleRegister people, Passwords passwords, Attempts attempts, TimeProvider time)
{
    /// <summary>Whether the token opens the page it belongs to.</summary>
    public bool IsGood(string token, bool firstAdministrator)
    {
        using var connection = store.Open();
        return OneTimeLinks.IsGood(connection, token, time.GetUtcNow(), out var person)
            && (person is null) == firstAdministrator && (!firstAdministrator || !PersonTable.Any(connection, null));
    }

    public async ValueTask<PersonChange> MakeFirstAdministratorAsync(
        string token, string userName, string nameKm, string nameLatin, string password, CancellationToken cancellation)
    {
        var draft = new PersonDraft(userName, nameKm, nameLatin, "", [Roles.Administrator]);
        if (!IsGood(token, firstAdministrator: true))
            return PersonChange.Refused(PersonOutcome.LinkVoid);
        if ((draft.Fault([]) ?? Fault(password, userName)) is { } fault)
            return fault;
        return await passwords.HashAsync(password, cancellation) is { } hash ? people.AddFirst(draft, hash, token) : PersonChange.Refused(PersonOutcome.Busy);
    }

    /// <summary>Sets the password of whoever the link was made for; the link is void from then on.</summary>
    public async ValueTask<PersonChange> SetAsync(string token, string password, CancellationToken cancellation)
    {
        if (Owner(token) is not { DisabledAt: null } person)
            return PersonChange.Refused(PersonOutcome.LinkVoid);
        if (Fault(password, person.UserName) is { } fault)
            return fault;
        if (await passwords.HashAsync(password, cancellation) is not { } hash)
            return PersonChange.Refused(PersonOutcome.Busy);
        var done = store.Change((connection, transaction) =>
        {
            // Looked at again under the write lock: of two who use the link at once, one comes too late.
            if (!OneTimeLinks.IsGood(connection, token, time.GetUtcNow(), out var owner, transaction) || owner != person.Id)
                return false;
            OneTimeLinks.Void(connection, person.Id, transaction);
            return PersonTable.Change(connection, person.Id, "password_hash = @hash", new { hash }, transaction);
        });
        if (done)
            attempts.Clear(person.UserName);
        return done ? PersonChange.Done("", person.Id) : PersonChange.Refused(PersonOutcome.LinkVoid);
    }

    /// <summary>Changes the password of a person whose present one was compared already, and ends every session.</summary>
    public async ValueTask<PersonChange> ChangeAsync(PersonRow person, string password, CancellationToken cancellation)
    {
        if (Fault(password, person.UserName) is { } fault)
            return fault;
        if (await passwords.HashAsync(password, cancellation) is not { } hash)
            return PersonChange.Refused(PersonOutcome.Busy);
        store.Change((connection, transaction) => PersonTable.Change(connection, person.Id, "password_hash = @hash", new { hash }, transaction));
        return PersonChange.Done("", person.Id);
    }

    /// <summary>Hashes a password anew whose hash has become cheap; no session ends by that.</summary>
    public async ValueTask RenewHashAsync(PersonRow person, string password, CancellationToken cancellation)
    {
        if (passwords.IsOutdated(person.PasswordHash!) && await passwords.HashAsync(password, cancellation) is { } hash)
            store.Change((connection, transaction) => connection.Execute(
                "update person set password_hash = @hash where id = @id and password_hash = @was",
                new { hash, id = person.Id, was = person.PasswordHash }, transaction));
    }

    private PersonRow? Owner(string token)
    {
        using var connection = store.Open();
        return OneTimeLinks.IsGood(connection, token, time.GetUtcNow(), out var owner) && owner is not null ? PersonTable.Find(store, owner) : null;
    }

    private static PersonChange? Fault(string password, string userName) => PasswordRules.Check(password, PersonDraft.Fold(userName)) is var fault && fault != PasswordFault.None
        ? PersonChange.Refused(PersonOutcome.PasswordRefused) with { Password = fault }
        : null;
}
