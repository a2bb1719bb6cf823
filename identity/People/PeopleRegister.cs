using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Interop.Identity.People;

/// <summary>Adds, disables and changes the people who may sign in. What it changes holds in every process from the next request on.</summary>
public sealed class PeopleRegister
{
    private readonly IdentityStore store;
    private readonly IdentityOptions options;
    private readonly TimeProvider time;

    internal PeopleRegister(IdentityStore store, IOptions<IdentityOptions> options, TimeProvider time) =>
        (this.store, this.options, this.time) = (store, options.Value, time);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether nobody was ever added.</summary>
    public bool IsEmpty
    {
        get
        {
            using var connection = store.Open();
            return !PersonTable.Any(connection, null);
        }
    }

    /// <summary>
    /// Path and query of the page that makes the first administrator, with a token that is good for a day and one use; null when there is
    /// somebody already. Whoever gets it becomes administrator: print it for who started the hub, and nowhere else.
    /// </summary>
    public string? FirstAdministratorLink() => store.Change((connection, transaction) =>
        PersonTable.Any(connection, transaction) ? null : OneTimeLinks.Make(connection, null, Now, transaction));

    /// <summary>What a person is called, in Latin and in Khmer script; null when there is no person of that id.</summary>
    public (string Latin, string Khmer)? NameOf(string id) => Find(id) is { } person ? (person.NameLatin, person.NameKm) : null;

    /// <summary>Adds a person who can sign in at once, with a random password and second factor. For demonstrations: people choose their own.</summary>
    /// <exception cref="ArgumentException">The draft is not in order, or the user name is taken.</exception>
    public ReadyLogin AddReady(PersonDraft draft)
    {
        var login = new ReadyLogin(Secrets.NewPassword(), Totp.NewSecret());
        var row = Row(draft) with { PasswordHash = PasswordHash.Make(login.Password, HashCost.Default), TotpSealed = options.Seal!(login.TotpSecret) };
        if ((draft.Fault(options.Institutions!()) ?? (Insert(row) ? null : Taken())) is { } refused)
            throw new ArgumentException(refused.Detail, nameof(draft));
        return login;
    }

    /// <summary>Adds a person, who sets a password by the link of the answer.</summary>
    internal PersonChange Add(PersonDraft draft)
    {
        if (draft.Fault(options.Institutions!()) is { } fault)
            return fault;
        var row = Row(draft);
        return store.Change((connection, transaction) => PersonTable.TryInsert(connection, row, transaction)
            ? PersonChange.Done("The person is added.", row.Id, OneTimeLinks.Make(connection, row.Id, Now, transaction))
            : Taken());
    }

    /// <summary>Makes the administrator a first start asks for. The password is checked and hashed already.</summary>
    internal PersonChange AddFirst(PersonDraft draft, string passwordHash, string token)
    {
        var row = Row(draft) with { PasswordHash = passwordHash };
        return store.Change((connection, transaction) =>
        {
            if (PersonTable.Any(connection, transaction) || !OneTimeLinks.IsGood(connection, token, Now, out var person, transaction) || person is not null)
                return PersonChange.Refused(PersonOutcome.LinkVoid);
            PersonTable.TryInsert(connection, row, transaction);
            OneTimeLinks.Void(connection, null, transaction);
            return PersonChange.Done("", row.Id);
        });
    }

    internal IReadOnlyList<PersonRow> List() => PersonTable.List(store);

    internal PersonRow? Find(string id) => PersonTable.Find(store, id);

    /// <summary>Keeps a person out from the next request on.</summary>
    internal PersonChange Disable(string userName) => Change(userName, (connection, person, transaction) =>
    {
        PersonTable.Change(connection, person.Id, "disabled_at = coalesce(disabled_at, @now)", new { now = Now.ToUnixTimeMilliseconds() }, transaction);
        OneTimeLinks.Void(connection, person.Id, transaction);
        return PersonChange.Done("The person is disabled and signed out everywhere.", person.Id);
    });

    internal PersonChange Enable(string userName) => Change(userName, (connection, person, transaction) =>
    {
        PersonTable.Change(connection, person.Id, "disabled_at = null", new { }, transaction);
        return PersonChange.Done("The person may sign in.", person.Id);
    });

    internal PersonChange SetRoles(string userName, IReadOnlyList<string> roles) => Change(userName, (connection, person, transaction) =>
    {
        if (PersonDraft.RolesFault(roles, person.Institution, options.Institutions!()) is { } fault)
            return fault;
        PersonTable.Change(connection, person.Id, "roles = @text", new { text = Text(roles) }, transaction);
        return PersonChange.Done("The roles are changed; the person is signed out everywhere.", person.Id);
    });

    /// <summary>Takes password and second factor away; the person sets new ones by the link of the answer.</summary>
    internal PersonChange Reset(string userName) => Change(userName, (connection, person, transaction) =>
    {
        PersonTable.Change(connection, person.Id, "password_hash = null, totp_sealed = null, totp_step = 0", new { }, transaction);
        SecondFactors.Forget(connection, person.Id, transaction);
        return PersonChange.Done(
            "The old password and second factor are void; the person is signed out everywhere.", person.Id, OneTimeLinks.Make(connection, person.Id, Now, transaction));
    });

    /// <summary>Ends every session of a person.</summary>
    internal void SignOutEverywhere(string id) =>
        store.Change((connection, transaction) => PersonTable.Change(connection, id, "disabled_at = disabled_at", new { }, transaction));

    private PersonChange Change(string userName, Func<SqliteConnection, PersonRow, System.Data.IDbTransaction, PersonChange> change)
    {
        var found = PersonTable.FindByName(store, PersonDraft.Fold(userName));
        return found is null
            ? PersonChange.Refused(PersonOutcome.NoSuchPerson, "There is no such person. 'people list' shows the user names.")
            : store.Change((connection, transaction) => change(connection, found, transaction));
    }

    private bool Insert(PersonRow row) => store.Change((connection, transaction) => PersonTable.TryInsert(connection, row, transaction));

    private PersonRow Row(PersonDraft draft) => new(
        Secrets.NewId(), PersonDraft.Fold(draft.UserName), draft.NameKm.Trim(), draft.NameLatin.Trim(), draft.Institution, Text(draft.Roles),
        null, null, 0, Secrets.NewStamp(), Now.ToUnixTimeMilliseconds(), null);

    private static string Text(IEnumerable<string> roles) => string.Join(' ', roles.Distinct());

    private static PersonChange Taken() => PersonChange.Refused(PersonOutcome.UserNameTaken, "Somebody has that user name already.");
}
