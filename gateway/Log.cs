namespace Interop.Gateway;

/// <summary>Every log message of this project. No bodies, no identifiers.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "Exchange {ExchangeId} failed with {Exception} at {Trace}")]
    public static partial void ExchangeFailed(ILogger logger, Guid exchangeId, string exception, string trace);

    [LoggerMessage(2001, LogLevel.Warning, "Registry {Registry} does not answer at start: {Outcome}; its facts are unknown until it does")]
    public static partial void RegistrySilentAtStart(ILogger logger, string registry, Interop.Adapters.FetchOutcome outcome);

    [LoggerMessage(2050, LogLevel.Warning, "A request of {Institution} was refused for its signature: {Outcome}")]
    public static partial void SignatureRefused(ILogger logger, string institution, Signatures.SignatureOutcome outcome);

    [LoggerMessage(3000, LogLevel.Information, "Audit log {Origin} is open; its next entry is {Index}")]
    public static partial void AuditOpened(ILogger logger, string origin, long index);

    [LoggerMessage(3001, LogLevel.Error, "The audit store cannot be opened; exchanges are refused, and it is tried again in {RetryMs} ms")]
    public static partial void AuditUnavailable(ILogger logger, double retryMs, Exception exception);

    [LoggerMessage(3002, LogLevel.Error, "{Count} audit entries could not be written; their exchanges are refused")]
    public static partial void AuditGroupFailed(ILogger logger, int count, Exception exception);
}
