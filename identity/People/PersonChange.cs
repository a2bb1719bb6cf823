namespace Interop.Identity.People;

/// <summary>What became of adding or changing a person.</summary>
internal enum PersonOutcome
{
    /// <summary>It is done and durable.</summary>
    Done,
    UserNameMalformed,
    /// <summary>Somebody has the user name already.</summary>
    UserNameTaken,
    NameMalformed,
    UnknownRole,
    UnknownInstitution,
    /// <summary>Nobody has that user name.</summary>
    NoSuchPerson,
    /// <summary>The one-time link was used, has expired, or never was one.</summary>
    LinkVoid,
    /// <summary>The password breaks a rule; <see cref="PersonChange.Password"/> says which.</summary>
    PasswordRefused,
    /// <summary>Too many passwords wait to be hashed.</summary>
    Busy,
}

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">Whether it was done, or which check refused it.</param>
/// <param name="Detail">A sentence for the person at the keyboard of the command line.</param>
internal sealed record PersonChange(PersonOutcome Outcome, string Detail)
{
    /// <summary>The person changed or made.</summary>
    public string? Person { get; init; }

    /// <summary>Path and query of a one-time link, if the change made one.</summary>
    public string? Link { get; init; }

    public PasswordFault Password { get; init; }

    public static PersonChange Done(string detail, string person, string? link = null) => new(PersonOutcome.Done, detail) { Person = person, Link = link };

    public static PersonChange Refused(PersonOutcome outcome, string detail = "") => new(outcome, detail);
}

/// <summary>The secrets of a person made ready to sign in: the only time they are to be had.</summary>
/// <param name="Password">A random password.</param>
/// <param name="TotpSecret">The secret of the second factor (RFC 6238: SHA-1, 30 seconds, 6 digits) in base32.</param>
public sealed record ReadyLogin(string Password, string TotpSecret)
{
    /// <summary>Never a secret, so that no log can hold it.</summary>
    public override string ToString() => nameof(ReadyLogin);
}
