using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Fhir.Export;

/// <summary>What is decided and recorded of an export as a whole: that it is begun, and that somebody fetches a file of it.</summary>
internal sealed class ExportDesk(ExportAdmission admission, RegistrySet registries, ExchangeRecord record, BulkExports exports)
{
    /// <summary>The exchange of an export: about a group, and so about nobody in the record.</summary>
    public static Exchange ExchangeOf(Caller caller, LimitOutcome scopeLimit, Guid id, DateTimeOffset now) => new()
    {
        Id = id, At = now, Door = "fhir", Caller = caller, ScopeLimit = scopeLimit, Operation = Operation.Export, Attributes = [],
        Subject = new(Subject.Group, ExportGroup.Id), Date = DateOnly.FromDateTime(now.UtcDateTime),
    };

    /// <summary>The export, recorded as admitted before it looks at anybody; else why there is none.</summary>
    /// <param name="exchange">Gets the scope and the receipt.</param>
    /// <param name="wish">What it is to hold.</param>
    /// <param name="request">The address of the kick-off.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    public async ValueTask<(BulkExport? Export, Problem? Problem)> BeginAsync(Exchange exchange, ExportWish wish, string request, CancellationToken cancellation)
    {
        ExportGroup? group = null;
        var refusal = Admit(exchange);
        if (refusal is null && exchange.ScopeLimit != LimitOutcome.Within)
            refusal = ExchangePipeline.Refusal(exchange.ScopeLimit);
        if (refusal is null && (group = ExportGroup.Of(exchange.Scope!, registries)) is null)
            refusal = ExchangeOutcome.NoGroup;
        if (refusal is null && exports.IsRunning(exchange.Caller.Institution.Code))
            refusal = ExchangeOutcome.ExportRunning;
        if (refusal is { } outcome)
            return (null, ExchangeProblems.Of(await record.RefusedAsync(exchange, outcome, cancellation)));
        var scope = exchange.Scope!;
        // What was gone before it was known what the institution was told, nobody could name.
        if (wish.Since is { } since && since < (exports.KnownSince(scope.Consumer, scope.Name) ?? DateTimeOffset.MaxValue))
            return (null, await record.RefusedAsync(exchange, ProblemKinds.FhirExportSince, cancellation));
        if (!await record.AdmittedAsync(exchange, cancellation))
            return (null, ProblemKinds.AuditUnavailable);
        return exports.Begin(exchange, group!, new(wish, request, scope.Name, scope.Version)) is { } export
            ? (export, null)
            : (null, ExchangeProblems.Of(await record.CompletedAsync(exchange, ExchangeOutcome.ExportRunning, cancellation)));
    }

    /// <summary>Records that a file leaves; else why it must not.</summary>
    /// <param name="exchange">Gets the scope and the receipt.</param>
    /// <param name="export">Whose file it is.</param>
    /// <param name="file">How much is in it.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    public async ValueTask<Problem?> RecordFetchedAsync(Exchange exchange, BulkExport export, LineCount file, CancellationToken cancellation)
    {
        var refusal = admission.Refusal(export, out var scope);
        exchange.Scope = scope;
        exchange.Counts = refusal is null ? [file] : [];
        var ended = refusal is { } outcome ? await record.RefusedAsync(exchange, outcome, cancellation) : await record.CompletedAsync(exchange, ExchangeOutcome.Answered, cancellation);
        return ended == ExchangeOutcome.Answered ? null : ExchangeProblems.Of(ended);
    }

    private ExchangeOutcome? Admit(Exchange exchange)
    {
        var refusal = admission.Refusal(exchange, out var scope);
        exchange.Scope = scope;
        return refusal;
    }
}
