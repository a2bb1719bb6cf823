using System.Globalization;
using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Batches.Tus;

/// <summary>
/// Takes in what a file is to be: only an institution whose scope lets it ask such a question today may send one, and a refusal is recorded. What the rows may
/// learn is decided row by row when they are worked on.
/// </summary>
internal sealed class BatchAnnouncing(Entrance entrance, ScopeRegister scopes, ProgrammeRules rules, AuditLog log, BatchRoom batches)
{
    public async Task<(BatchRecord?, Problem?)> AnnounceAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (UploadMetadata.Read(headers["Upload-Metadata"].ToString()) is not { } metadata)
            return (null, (await entrance.RefuseAsync(context, ProblemKinds.BatchMetadata)).Problem);
        if (OrderReading.KindOf(metadata) is not { } kind)
            return (null, (await entrance.RefuseAsync(context, new(ProblemKinds.BatchMetadata, [new("/kind", "kind", "entitlement-check or lookup.")]))).Problem);
        foreach (var (name, field) in ((string, string)[])[("purpose", "Interop-Purpose"), ("case", "Interop-Case"), ("user", "Interop-User")])
            if (headers[field].Count == 0 && metadata[name] is { } value)
                headers[field] = value;

        var now = batches.Time.GetUtcNow();
        var (caller, scopeLimit, refused) = await entrance.EnterAsync(context, kind, now);
        if (refused is not null)
            return (null, refused);
        if (!long.TryParse(headers["Upload-Length"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return (null, ProblemKinds.BatchLength);
        if (length > batches.Options.LargestFile)
            return (null, ProblemKinds.BatchTooLarge);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (OrderReading.Read(metadata, kind, caller!, today, rules, out var order) is { } unclear)
            return (null, unclear);
        var admission = scopes.Admit(caller!.Institution.Code, caller.Purpose, kind, order!.Programmes, today, out var scope, caller.HasCase);
        ExchangeOutcome? no = admission != AdmissionOutcome.Admitted ? ExchangePipeline.Refusal(admission)
            : scopeLimit != Limits.LimitOutcome.Within ? ExchangePipeline.Refusal(scopeLimit) : null;
        if (no is not null)
            return (null, await RecordAsync(caller, kind, scope, ExchangeProblems.Of(no.Value), context.RequestAborted));
        var kept = batches.Store.Create(order with { Columns = ColumnsOf(order, scope!) }, length, now + batches.Options.UploadFor, batches.Options.MostPerInstitution);
        return kept is null ? (null, ProblemKinds.BatchTooMany) : (kept, null);
    }

    private string[] ColumnsOf(BatchOrder order, PrivacyScope scope) => order.Kind == Operation.Lookup
        ? order.Attributes ?? [.. scope.Granted.Select(a => a.Name)]
        : order.Programmes ?? [.. rules.All.Where(p => scope.Programmes.Contains(p.Code)).Select(p => p.Code)];

    private async Task<Problem> RecordAsync(Caller caller, Operation kind, PrivacyScope? scope, Problem problem, CancellationToken cancellation)
    {
        var now = batches.Time.GetUtcNow();
        var result = await log.AppendAsync(new AuditEntry
        {
            Exchange = Guid.CreateVersion7(now), Phase = AuditPhase.Refused, At = now, Institution = caller.Institution.Code, Key = caller.Key, User = caller.User, Case = caller.Case,
            Door = BatchRoom.Door, Operation = WireName.Of(kind), Purpose = caller.Purpose, Scope = scope?.Name, ScopeVersion = scope?.Version, Outcome = problem.Kind.Code,
        }, cancellation);
        return result.Outcome == AppendOutcome.Durable ? problem : ProblemKinds.AuditUnavailable;
    }
}
