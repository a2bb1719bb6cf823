using Microsoft.Extensions.Logging;

namespace Interop.Identity;

/// <summary>Every log message of this project, event ids 1000 to 1099. Only a key's public id or a person's opaque id is ever named.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Error, "The key store cannot be read; every access key is refused until it can")]
    public static partial void KeyStoreUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(1001, LogLevel.Warning, "The last use of access keys could not be written; it is tried again in a minute")]
    public static partial void KeyMarksUnwritten(ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning, "Access key {Key} was sent in a query string; rotate it and revoke the old one")]
    public static partial void KeyLeaked(ILogger logger, string key);

    [LoggerMessage(1050, LogLevel.Warning, "The key set of {Institution} cannot be fetched ({Reason}); the last good one serves for a day")]
    public static partial void PartnerKeysAway(ILogger logger, string institution, string reason);

    [LoggerMessage(1051, LogLevel.Warning, "What was fetched as the key set of {Institution} holds no usable key; the last good one serves for a day")]
    public static partial void PartnerKeysUnusable(ILogger logger, string institution);

    [LoggerMessage(1010, LogLevel.Information, "A bearer token was refused: {Outcome}")]
    public static partial void TokenRefused(ILogger logger, Credentials.CredentialOutcome outcome);

    [LoggerMessage(1011, LogLevel.Warning, "The issuer of tokens cannot be asked for its keys ({Reason}); tokens it signs are refused until it can")]
    public static partial void AuthorityAway(ILogger logger, string reason);

    [LoggerMessage(1012, LogLevel.Information, "A client was refused at the authorization server: {Outcome}")]
    public static partial void ClientRefused(ILogger logger, Clients.ClientOutcome outcome);

    [LoggerMessage(1013, LogLevel.Warning, "An authorization code of client {Client} came twice; the tokens of its first use are withdrawn")]
    public static partial void CodeReplayed(ILogger logger, string client);

    [LoggerMessage(1040, LogLevel.Information, "Person {Person} signed in")]
    public static partial void SignedIn(ILogger logger, string person);

    [LoggerMessage(1041, LogLevel.Warning, "A sign-in failed; person: {Person}")]
    public static partial void SignInFailed(ILogger logger, string person);

    [LoggerMessage(1042, LogLevel.Warning, "Person {Person} is locked for a while after failed sign-ins")]
    public static partial void PersonLocked(ILogger logger, string person);

    [LoggerMessage(1043, LogLevel.Warning, "The second factor of person {Person} was wrong")]
    public static partial void SecondFactorFailed(ILogger logger, string person);

    [LoggerMessage(1044, LogLevel.Information, "Person {Person} was added: the first administrator")]
    public static partial void FirstAdministratorAdded(ILogger logger, string person);

    [LoggerMessage(1045, LogLevel.Information, "Person {Person} changed: {Change}")]
    public static partial void PersonChanged(ILogger logger, string person, string change);

    [LoggerMessage(1046, LogLevel.Information, "Person {Person} changed access keys: {Change} {Key}")]
    public static partial void KeyChangedByPage(ILogger logger, string person, string change, string key);

    [LoggerMessage(1047, LogLevel.Error, "A page failed with {Exception} at {Trace}")]
    public static partial void PageFailed(ILogger logger, string exception, string trace);
}
