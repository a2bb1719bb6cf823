using Interop.Gateway.Batches.Files;
using Interop.Gateway.Callers;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Makes each row an exchange and sends it down the pipeline of every other question: a stretch of rows is under way together, so that audit entries become
/// durable in groups and registries are asked about many people at once.
/// </summary>
internal sealed class RowAsking(ExchangePipeline pipeline, ScopeRegister scopes, RequestLimits limits, ProgrammeRules rules, RegistryClock clock)
{
    private static readonly TimeSpan RecordAgain = TimeSpan.FromSeconds(1);

    /// <summary>What registries have for one exchange.</summary>
    public TimeSpan Deadline => clock.Deadline;

    public RowQuestions QuestionsOf(BatchRecord batch) => new(batch.Order, batch.Facts!.Columns, rules);

    /// <summary>What came of a stretch of rows, in their order.</summary>
    /// <param name="order">What they have in common.</param>
    /// <param name="institution">Who asks.</param>
    /// <param name="questions">Understands them.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="waits">Told when exchanges cannot be recorded and it is tried again.</param>
    /// <param name="stopping">Gives up where nothing can be recorded; what is under way is finished.</param>
    /// <exception cref="OperationCanceledException">Given up; no row of the stretch has a result.</exception>
    public async Task<RowOutcome[]> AskAsync(
        BatchOrder order, Institution institution, RowQuestions questions, IReadOnlyList<InputRow> rows, Action waits, CancellationToken stopping)
    {
        var now = clock.Time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var caller = new Caller(institution, order.Key, order.Purpose, order.Case, order.User);
        var outcomes = new RowOutcome[rows.Count];
        var exchanges = new Exchange?[rows.Count];
        for (var i = 0; i < rows.Count; i++)
            if (questions.Read(rows[i], today, out var question) is { } fault)
                outcomes[i] = new(rows[i], RowStatus.Rejected, fault, null);
            else
                exchanges[i] = new()
                {
                    Id = Guid.CreateVersion7(now), At = now, Door = BatchRoom.Door, Caller = caller, Operation = order.Kind, Subject = question!.Subject, Date = question.Date,
                    Attributes = question.Attributes, Programmes = question.Programmes, Explains = false,
                };
        if (order.DryRun)
            Admit(order, rows, exchanges, outcomes, today);
        else
            await AskAllAsync(order, rows, exchanges, outcomes, waits, stopping);
        return outcomes;
    }

    /// <summary>Whether each would be asked: nobody is looked at, so nothing is recorded and no limit is taken of.</summary>
    private void Admit(BatchOrder order, IReadOnlyList<InputRow> rows, Exchange?[] exchanges, RowOutcome[] outcomes, DateOnly today)
    {
        for (var i = 0; i < rows.Count; i++)
            if (exchanges[i] is { } exchange)
            {
                var admission = scopes.Admit(order.Institution, order.Purpose, order.Kind, exchange.Programmes, today, out _, order.HasCase);
                outcomes[i] = admission == AdmissionOutcome.Admitted
                    ? new(rows[i], RowStatus.Admitted, null, null)
                    : Refused(rows[i], ExchangePipeline.Refusal(admission), null);
            }
    }

    private async Task AskAllAsync(BatchOrder order, IReadOnlyList<InputRow> rows, Exchange?[] exchanges, RowOutcome[] outcomes, Action waits, CancellationToken stopping)
    {
        scopes.Admit(order.Institution, order.Purpose, order.Kind, null, DateOnly.FromDateTime(clock.Time.GetUtcNow().UtcDateTime), out var scope, order.HasCase);
        var left = limits.TakeOfDay(order.Institution, order.Key, scope?.Name, scope?.Limit, exchanges.Count(e => e is not null));
        var asked = new Task<ExchangeOutcome>?[rows.Count];
        for (var i = 0; i < rows.Count; i++)
            if (exchanges[i] is { } exchange)
                asked[i] = RunAsync(left-- > 0 ? exchange : exchanges[i] = Beyond(exchange));
        for (var i = 0; i < rows.Count; i++)
            if (asked[i] is not null)
            {
                var outcome = await asked[i]!;
                for (; outcome == ExchangeOutcome.AuditUnavailable; outcome = await RunAsync(exchanges[i] = Anew(exchanges[i]!)))
                {
                    waits();
                    await Task.Delay(RecordAgain, clock.Time, stopping);
                }
                outcomes[i] = outcome == ExchangeOutcome.Answered ? new(rows[i], RowStatus.Answered, null, exchanges[i]) : Refused(rows[i], outcome, exchanges[i]);
            }
    }

    private Task<ExchangeOutcome> RunAsync(Exchange exchange) => pipeline.RunAsync(exchange, CancellationToken.None).AsTask();

    private static RowOutcome Refused(InputRow row, ExchangeOutcome outcome, Exchange? exchange)
    {
        var kind = ExchangeProblems.Of(outcome).Kind;
        return new(row, RowStatus.Refused, new(outcome is ExchangeOutcome.SubjectNotFound or ExchangeOutcome.IdentityConflict ? "value" : "", kind.Code, BatchTexts.Of(kind)), exchange);
    }

    /// <summary>The same question, for which the day's number is used up; the pipeline refuses and records it.</summary>
    private static Exchange Beyond(Exchange exchange) => Copy(exchange, exchange.Id, exchange.At, LimitOutcome.QuotaExhausted);

    /// <summary>The same question as an exchange of its own, since the one before may be in the record, or half of it.</summary>
    private Exchange Anew(Exchange exchange)
    {
        var now = clock.Time.GetUtcNow();
        return Copy(exchange, Guid.CreateVersion7(now), now, exchange.ScopeLimit);
    }

    private static Exchange Copy(Exchange exchange, Guid id, DateTimeOffset at, LimitOutcome limit) => new()
    {
        Id = id, At = at, Door = exchange.Door, Caller = exchange.Caller, ScopeLimit = limit, Operation = exchange.Operation, Subject = exchange.Subject, Date = exchange.Date,
        Attributes = exchange.Attributes, Programmes = exchange.Programmes, Explains = exchange.Explains,
    };
}

/// <summary>The time, and how much of it registries have.</summary>
internal sealed record RegistryClock(TimeProvider Time, TimeSpan Deadline);
