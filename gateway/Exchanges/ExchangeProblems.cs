using Interop.Gateway.Problems;

namespace Interop.Gateway.Exchanges;

/// <summary>Which problem an exchange that was not answered becomes, the same at every door.</summary>
internal static class ExchangeProblems
{
    /// <summary>With the promise to ask again, where the exchange has one.</summary>
    public static Problem Of(ExchangeOutcome outcome, Exchange exchange) => Of(outcome) with { Recheck = exchange.Recheck };

    public static Problem Of(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.NoScope => ProblemKinds.NoScope,
        ExchangeOutcome.PurposeOutsideScope => ProblemKinds.PurposeOutsideScope,
        ExchangeOutcome.OperationOutsideScope => ProblemKinds.OperationOutsideScope,
        ExchangeOutcome.ProgrammeOutsideScope => ProblemKinds.ProgrammeOutsideScope,
        ExchangeOutcome.CaseMissing => ProblemKinds.CaseMissing,
        ExchangeOutcome.SubjectOutsideScope => ProblemKinds.SubjectOutsideScope,
        ExchangeOutcome.SubjectConditionUndecided => ProblemKinds.SubjectConditionUndecided,
        ExchangeOutcome.ScopeRateLimited => ProblemKinds.RateLimited,
        ExchangeOutcome.ScopeQuotaExhausted => ProblemKinds.QuotaExhausted,
        ExchangeOutcome.SubjectNotFound => ProblemKinds.SubjectNotFound,
        ExchangeOutcome.IdentityConflict => ProblemKinds.IdentityConflict,
        ExchangeOutcome.SubjectUndecided => ProblemKinds.SubjectUndecided,
        ExchangeOutcome.MatchNotReady => ProblemKinds.MatchNotReady,
        ExchangeOutcome.NoGroup => ProblemKinds.FhirExportNoGroup,
        ExchangeOutcome.ExportRunning => ProblemKinds.FhirExportRunning,
        ExchangeOutcome.ExportEndedEarly => ProblemKinds.FhirExportFailed,
        ExchangeOutcome.AuditUnavailable => ProblemKinds.AuditUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a problem."),
    };
}
