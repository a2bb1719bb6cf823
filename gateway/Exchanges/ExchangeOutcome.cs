namespace Interop.Gateway.Exchanges;

/// <summary>How an exchange ended.</summary>
internal enum ExchangeOutcome
{
    /// <summary>The answer may leave: it is recorded.</summary>
    Answered,
    NoScope,
    PurposeOutsideScope,
    OperationOutsideScope,
    ProgrammeOutsideScope,
    /// <summary>The scope answers only for a case, and none is named.</summary>
    CaseMissing,
    /// <summary>The scope does not let this subject be asked about; said of whoever does not exist, too.</summary>
    SubjectOutsideScope,
    /// <summary>A registry that must say whether the scope lets this subject be asked about did not answer.</summary>
    SubjectConditionUndecided,
    /// <summary>The scope was asked under faster than it allows.</summary>
    ScopeRateLimited,
    /// <summary>The scope has been asked under as often today as it allows.</summary>
    ScopeQuotaExhausted,
    /// <summary>No registry the scope allows knows the identifier.</summary>
    SubjectNotFound,
    /// <summary>The identifier belongs to several people.</summary>
    IdentityConflict,
    /// <summary>A registry that might know the identifier did not answer; not found would be a guess.</summary>
    SubjectUndecided,
    /// <summary>The index of people is still being read, or could not be.</summary>
    MatchNotReady,
    /// <summary>The scope admits exports, and does not say by the consumer's own register of whom.</summary>
    NoGroup,
    /// <summary>The consumer has one export made already.</summary>
    ExportRunning,
    /// <summary>An export could not be ended, or was cancelled.</summary>
    ExportEndedEarly,
    /// <summary>The exchange could not be recorded, so nothing may leave.</summary>
    AuditUnavailable,
}
