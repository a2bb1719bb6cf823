using Interop.Gateway.Problems;

namespace Interop.Gateway.Signatures;

/// <summary>Which problem a refused signature becomes, the same at every door.</summary>
internal static class SignatureProblems
{
    public static Problem Of(SignatureOutcome outcome) => outcome switch
    {
        SignatureOutcome.Missing => ProblemKinds.SignatureMissing,
        SignatureOutcome.Malformed => ProblemKinds.SignatureMalformed,
        SignatureOutcome.ComponentAbsent or SignatureOutcome.ComponentsMissing => ProblemKinds.SignatureComponentsMissing,
        SignatureOutcome.Expired => ProblemKinds.SignatureExpired,
        SignatureOutcome.KeyUnknown => ProblemKinds.SignatureKeyUnknown,
        SignatureOutcome.KeysUnavailable => ProblemKinds.SignatureKeysUnavailable,
        SignatureOutcome.Invalid => ProblemKinds.SignatureInvalid,
        SignatureOutcome.DigestMismatch => ProblemKinds.DigestMismatch,
        SignatureOutcome.BodyTooLarge => ProblemKinds.SignedBodyTooLarge,
        SignatureOutcome.Replayed => ProblemKinds.SignatureReplayed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a refusal."),
    };
}
