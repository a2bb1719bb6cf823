using Interop.Gateway.Institutions;
using Interop.Gateway.Problems;
using Interop.Identity.Credentials;
using Interop.Schemas.Codes;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Callers;

/// <summary>Who calls and why, from the key or token the identity room has verified and the headers of the contract.</summary>
internal static class CallerOf
{
    private const int LongestReference = 64;

    public static Problem? Read(HttpContext context, InstitutionRegister institutions, out Caller? caller)
    {
        caller = null;
        if (Identify(context, institutions, out var institution, out var key) is { } refused)
            return refused;

        var headers = context.Request.Headers;
        var purpose = headers["Interop-Purpose"];
        if (purpose.Count == 0 || purpose is [""])
            return ProblemKinds.PurposeMissing;
        if (purpose.Count > 1 || !CodeLists.Purposes.ContainsKey(purpose.ToString()))
            return ProblemKinds.PurposeUnknown;
        if (!Reference(headers["Interop-Case"], out var caseNumber) || !Reference(headers["Interop-User"], out var user))
            return ProblemKinds.HeaderInvalid;
        caller = new(institution!, key!, purpose.ToString(), caseNumber, user);
        return null;
    }

    /// <summary>Who calls, where it does not matter why.</summary>
    /// <param name="context">After authentication.</param>
    /// <param name="institutions">Those that are registered now.</param>
    /// <param name="institution">The institution, when null is returned.</param>
    /// <param name="key">What the audit log calls its credential.</param>
    public static ProblemKind? Identify(HttpContext context, InstitutionRegister institutions, out Institution? institution, out string? key)
    {
        var credential = context.Features.Get<CredentialFeature>();
        (institution, key) = (null, credential?.Key);
        if (Refusal(credential?.Outcome ?? CredentialOutcome.Missing) is { } refused)
            return refused;
        institution = institutions.Find(credential!.Institution!);
        return institution is null ? ProblemKinds.InstitutionUnknown : null;
    }

    private static bool Reference(StringValues header, out string? text)
    {
        text = header.Count == 1 ? header[0] : null;
        return header.Count == 0 || (text is { Length: > 0 and <= LongestReference } && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0);
    }

    private static ProblemKind? Refusal(CredentialOutcome outcome) => outcome switch
    {
        CredentialOutcome.Valid => null,
        CredentialOutcome.Missing => ProblemKinds.AccessKeyMissing,
        CredentialOutcome.Expired => ProblemKinds.AccessKeyExpired,
        CredentialOutcome.Revoked => ProblemKinds.AccessKeyRevoked,
        CredentialOutcome.Suspended => ProblemKinds.AccessKeySuspended,
        CredentialOutcome.NetworkNotAllowed => ProblemKinds.AccessKeyNetwork,
        CredentialOutcome.LeakedInQuery => ProblemKinds.AccessKeyLeaked,
        CredentialOutcome.Unavailable => ProblemKinds.KeysUnavailable,
        CredentialOutcome.TwoCredentials => ProblemKinds.TwoCredentials,
        CredentialOutcome.TokenInvalid => ProblemKinds.TokenInvalid,
        CredentialOutcome.TokenExpired => ProblemKinds.TokenExpired,
        CredentialOutcome.TokenNotYetValid => ProblemKinds.TokenNotYetValid,
        CredentialOutcome.TokenRevoked => ProblemKinds.TokenRevoked,
        CredentialOutcome.TokenAudience => ProblemKinds.TokenAudience,
        CredentialOutcome.TokenIssuer => ProblemKinds.TokenIssuer,
        CredentialOutcome.TokenScope => ProblemKinds.TokenScope,
        CredentialOutcome.TokenBinding => ProblemKinds.TokenBinding,
        _ => ProblemKinds.AccessKeyUnknown,
    };
}
