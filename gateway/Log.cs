namespace Interop.Gateway;

/// <summary>Every log message of this project. No bodies, no identifiers.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "Exchange {ExchangeId} failed with {Exception} at {Trace}")]
    public static partial void ExchangeFailed(ILogger logger, Guid exchangeId, string exception, string trace);

    [LoggerMessage(2001, LogLevel.Warning, "Registry {Registry} does not answer at start: {Outcome}; its facts are unknown until it does")]
    public static partial void RegistrySilentAtStart(ILogger logger, string registry, Interop.Adapters.FetchOutcome outcome);

    [LoggerMessage(2040, LogLevel.Warning, "Scope {Scope} v{Version} ends on {To}")]
    public static partial void ScopeExpires(ILogger logger, string scope, int version, DateOnly to);

    [LoggerMessage(2041, LogLevel.Error, "Scopes that are active in the ledger admit nobody here: {Faults}")]
    public static partial void ScopeFaults(ILogger logger, string faults);

    [LoggerMessage(2042, LogLevel.Error, "The ledger of scopes cannot be read; the scopes stay as they were")]
    public static partial void ScopesNotRead(ILogger logger, Exception exception);

    [LoggerMessage(2050, LogLevel.Warning, "A request of {Institution} was refused for its signature: {Outcome}")]
    public static partial void SignatureRefused(ILogger logger, string institution, Signatures.SignatureOutcome outcome);

    [LoggerMessage(2060, LogLevel.Warning, "Redis does not count limits ({Fault}); this gateway gives out its share of each")]
    public static partial void LimitsLocal(ILogger logger, string fault);

    [LoggerMessage(2061, LogLevel.Information, "Redis counts limits again")]
    public static partial void LimitsShared(ILogger logger);

    [LoggerMessage(2070, LogLevel.Information, "The TLS certificate or the client authorities have changed; new connections use them")]
    public static partial void TlsReloaded(ILogger logger);

    [LoggerMessage(2071, LogLevel.Error, "The TLS files have changed and will not do; those before stay in force: {Faults}")]
    public static partial void TlsReloadFailed(ILogger logger, string faults);

    [LoggerMessage(2072, LogLevel.Information, "HTTP/3 is not served: this system has no QUIC library")]
    public static partial void Http3Absent(ILogger logger);

    [LoggerMessage(2080, LogLevel.Information, "{Services} services are published")]
    public static partial void ServicesPublished(ILogger logger, int services);

    [LoggerMessage(2081, LogLevel.Error, "A published service is described wrongly and stays as it was: {Fault}")]
    public static partial void ServiceFileFault(ILogger logger, string fault);

    [LoggerMessage(2082, LogLevel.Error, "Published services could not be taken up and stay as they were")]
    public static partial void ServicesNotApplied(ILogger logger, Exception exception);

    [LoggerMessage(2083, LogLevel.Warning, "Exchange {ExchangeId}: {Service} broke off while its answer was on its way; the caller's connection was cut")]
    public static partial void AnswerCut(ILogger logger, Guid exchangeId, string service);

    [LoggerMessage(2084, LogLevel.Information, "Exchange {ExchangeId}: an answer of {Service} is too long to be held against its schema; it leaves filtered and unchecked")]
    public static partial void AnswerUnchecked(ILogger logger, Guid exchangeId, string service);

    [LoggerMessage(2090, LogLevel.Warning, "The watch for misuse cannot read or write its stores now; it goes on at its next turn")]
    public static partial void MisuseWatchBehind(ILogger logger, Exception exception);

    [LoggerMessage(2091, LogLevel.Information, "Officer {Officer} suspended access key {Key} after signal {Signal}")]
    public static partial void KeySuspended(ILogger logger, string officer, string key, long signal);

    [LoggerMessage(2092, LogLevel.Information, "Officer {Officer} resumed access key {Key} after signal {Signal}")]
    public static partial void KeyResumed(ILogger logger, string officer, string key, long signal);

    [LoggerMessage(2100, LogLevel.Warning, "The store of last known facts cannot be read or written now; a silent registry's facts are unknown meanwhile")]
    public static partial void LastKnownUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(2110, LogLevel.Information, "{People} people can be found by what they say of themselves; read in {Seconds:0.0} s, {MiB} MiB")]
    public static partial void MatchIndexRead(ILogger logger, int people, double seconds, long miB);

    [LoggerMessage(2111, LogLevel.Information, "Reading people to find them by what they say of themselves: {People} so far")]
    public static partial void MatchIndexProgress(ILogger logger, int people);

    [LoggerMessage(2112, LogLevel.Warning, "People cannot be read to find them by what they say of themselves: {Fault}")]
    public static partial void MatchIndexFailed(ILogger logger, string fault);

    [LoggerMessage(2120, LogLevel.Warning, "The queue of DCI messages cannot be read or written now; it is tried again in a second")]
    public static partial void DciQueueBehind(ILogger logger, Exception exception);

    [LoggerMessage(2121, LogLevel.Information, "DCI message {Message}: {Institution} cannot be called ({Outcome}); it is tried again")]
    public static partial void DciCallbackPostponed(ILogger logger, string message, string institution, Dci.Callbacks.DciCallOutcome outcome);

    [LoggerMessage(2122, LogLevel.Warning, "DCI message {Message} of {Institution} is given up after {Tries} calls: {Outcome}")]
    public static partial void DciCallbackGivenUp(ILogger logger, string message, string institution, long tries, Dci.Callbacks.DciCallOutcome outcome);

    [LoggerMessage(2123, LogLevel.Warning, "{Messages} more DCI messages of {Institution} are given up: they have waited for a day")]
    public static partial void DciCallbacksExpired(ILogger logger, int messages, string institution);

    [LoggerMessage(2124, LogLevel.Error, "DCI message {Message} cannot be answered; it is tried again")]
    public static partial void DciCallbackBroken(ILogger logger, string message, Exception exception);

    [LoggerMessage(2140, LogLevel.Warning, "The store of re-checks cannot be read or written now; what is kept there waits")]
    public static partial void RechecksUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(2141, LogLevel.Information, "{Registries} answer again; questions that wait for them are asked anew")]
    public static partial void RechecksBegin(ILogger logger, string registries);

    [LoggerMessage(2142, LogLevel.Information, "{Institution} cannot be told now that results wait for it; it is tried again later")]
    public static partial void RecheckNoticePostponed(ILogger logger, string institution);

    [LoggerMessage(2160, LogLevel.Information, "Batch {Batch} of {Institution}: {Rows} rows are worked on, from row {From}")]
    public static partial void BatchBegins(ILogger logger, string batch, string institution, long rows, long from);

    [LoggerMessage(2161, LogLevel.Information, "Batch {Batch} of {Institution} is done: {Answered} answered, {Refused} refused, {Rejected} rejected, {RowsPerSecond:0} rows/s")]
    public static partial void BatchDone(ILogger logger, string batch, string institution, long answered, long refused, long rejected, double rowsPerSecond);

    [LoggerMessage(2162, LogLevel.Information, "Batch {Batch} of {Institution} is rejected: {Fault}")]
    public static partial void BatchRejected(ILogger logger, string batch, string institution, Batches.Files.FileFault fault);

    [LoggerMessage(2163, LogLevel.Warning, "Batches cannot be read or written now; what has arrived waits")]
    public static partial void BatchesUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(2164, LogLevel.Information, "Batch {Batch} pauses at row {Row} since the hub stops; it goes on from there")]
    public static partial void BatchPaused(ILogger logger, string batch, long row);

    [LoggerMessage(2165, LogLevel.Warning, "Batch {Batch} waits: its exchanges cannot be recorded")]
    public static partial void BatchWaitsForAudit(ILogger logger, string batch);

    [LoggerMessage(2166, LogLevel.Error, "Batch {Batch} failed with {Exception} at {Trace}; it is tried again later")]
    public static partial void BatchFailed(ILogger logger, string batch, string exception, string trace);

    [LoggerMessage(2167, LogLevel.Warning, "Batch {Batch} of {Institution} stops before row {Row}: {Code}")]
    public static partial void BatchStopped(ILogger logger, string batch, string institution, long row, string code);

    [LoggerMessage(2180, LogLevel.Information, "Cross-tables {Run} are over after {Seconds:0.0} s")]
    public static partial void CrossTablesCounted(ILogger logger, Guid run, double seconds);

    [LoggerMessage(2181, LogLevel.Error, "Cross-tables {Run} failed with {Exception}\n{Stack}")]
    public static partial void CrossTablesFailed(ILogger logger, Guid run, string exception, string stack);

    [LoggerMessage(2190, LogLevel.Information, "Changes travel by {BootstrapServers}")]
    public static partial void BrokerReached(ILogger logger, string bootstrapServers);

    [LoggerMessage(2191, LogLevel.Warning, "The broker is lost ({Fault}); what it has not taken waits in the outbox")]
    public static partial void BrokerLost(ILogger logger, string fault);

    [LoggerMessage(2192, LogLevel.Warning, "Topic {Topic} is not as declared: {Fault}")]
    public static partial void TopicNotAsDeclared(ILogger logger, string topic, string fault);

    [LoggerMessage(2193, LogLevel.Warning, "Changes of {Registry} cannot be followed now: {Fault}; it is tried again")]
    public static partial void ChangesNotFollowed(ILogger logger, string registry, string fault);

    [LoggerMessage(2194, LogLevel.Information, "Changes of {Registry} are followed again")]
    public static partial void ChangesFollowedAgain(ILogger logger, string registry);

    [LoggerMessage(2195, LogLevel.Warning, "{Events} events cannot be applied and are set aside; see 'hub streams dead-letters'")]
    public static partial void EventsSetAside(ILogger logger, int events);

    [LoggerMessage(2196, LogLevel.Warning, "The hub's store cannot take events now; they are applied when it can")]
    public static partial void EventsNotApplied(ILogger logger, Exception exception);

    [LoggerMessage(3000, LogLevel.Information, "Audit log {Origin} is open; its next entry is {Index}")]
    public static partial void AuditOpened(ILogger logger, string origin, long index);

    [LoggerMessage(3001, LogLevel.Error, "The audit store cannot be opened; exchanges are refused, and it is tried again in {RetryMs} ms")]
    public static partial void AuditUnavailable(ILogger logger, double retryMs, Exception exception);

    [LoggerMessage(3002, LogLevel.Error, "{Count} audit entries could not be written; their exchanges are refused")]
    public static partial void AuditGroupFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(3004, LogLevel.Error, "The retention of the audit log was not kept to this minute; the next try is in a minute")]
    public static partial void AuditRetentionFailed(ILogger logger, Exception exception);

    [LoggerMessage(2150, LogLevel.Information, "An export has ended: {People} people, {Lines} lines, {Unknown} of them of what is not known")]
    public static partial void ExportEnded(ILogger logger, long people, long lines, long unknown);

    [LoggerMessage(2151, LogLevel.Warning, "An export has ended early after {People} people: {Outcome}")]
    public static partial void ExportEndedEarly(ILogger logger, long people, string outcome, Exception? exception);

    [LoggerMessage(3003, LogLevel.Warning, "The index of the audit log does not follow; searches see less than the log holds")]
    public static partial void AuditIndexBehind(ILogger logger, Exception exception);
}
