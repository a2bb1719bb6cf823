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
        var key = context.Features.Get<CredentialFeature>();
        if (Refusal(key?.Outcome ?? CredentialOutcome.Missing) is { } refused)
            return refused;
        if (institutions.Find(key!.Institution!) is not { } institution)
            return ProblemKinds.InstitutionUnknown;

        var headers = context.Request.Headers;
        var purpose = headers["Interop-Purpose"];
        if (purpose.Count == 0 || purpose is [""])
            return ProblemKinds.PurposeMissing;
        if (purpose.Count > 1 || !CodeLists.Purposes.ContainsKey(purpose.ToString()))
            return ProblemKinds.PurposeUnknown;
        if (!Reference(headers["Interop-Case"], out var caseNumber) || !Reference(headers["Interop-User"], out var user))
            return ProblemKinds.HeaderInvalid;
        caller = new(institution, key.Key!, purpose.ToString(), caseNumber, user);
        return null;
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
