using Interop.Gateway.Problems;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>How the forwarding of a call ended.</summary>
internal enum ForwardOutcome
{
    /// <summary>The provider's answer leaves, or has left.</summary>
    Answered,
    /// <summary>The provider answered with an error, which leaves.</summary>
    ProviderError,
    /// <summary>No destination could be reached, or it broke off before anything left.</summary>
    Unreachable,
    TimedOut,
    /// <summary>The answer is not in the contract or not what its schema describes, or is no JSON where it has to be filtered.</summary>
    AnswerInvalid,
    /// <summary>The caller's content could not be read to its end.</summary>
    RequestBroken,
    /// <summary>The caller's content is larger than the operation takes.</summary>
    RequestTooLarge,
    /// <summary>What leaves could not be recorded, so nothing does.</summary>
    NotRecorded,
    /// <summary>The caller has gone.</summary>
    Abandoned,
    /// <summary>The answer broke off on its way; so was the caller's connection.</summary>
    Cut,
}

/// <summary>Which problem a call that was not answered becomes.</summary>
internal static class ForwardProblems
{
    /// <summary>Null where there is nothing to say: an answer is on its way, or nobody is there.</summary>
    public static ProblemKind? Of(ForwardOutcome outcome) => outcome switch
    {
        ForwardOutcome.Unreachable => ProblemKinds.ServiceUnreachable,
        ForwardOutcome.TimedOut => ProblemKinds.ServiceTimeout,
        ForwardOutcome.AnswerInvalid => ProblemKinds.ServiceAnswerInvalid,
        ForwardOutcome.RequestBroken => ProblemKinds.RequestInvalid,
        ForwardOutcome.RequestTooLarge => ProblemKinds.BodyTooLarge,
        ForwardOutcome.NotRecorded => ProblemKinds.AuditUnavailable,
        _ => null,
    };
}
