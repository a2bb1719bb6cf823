using System.Buffers;
using System.Text;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;

namespace Interop.Gateway.Rechecks;

/// <summary>Writes the body of an answer in the form of the door whose questions are asked again.</summary>
internal delegate void AnswerForm(IBufferWriter<byte> output, Exchange exchange, string receipt);

/// <summary>Asks a kept question anew: a further exchange through the same pipeline, admitted by the scope of now and recorded for itself.</summary>
internal sealed class RecheckAnew(ExchangePipeline pipeline, RecheckNeed need, InstitutionRegister institutions, AnswerForm form, TimeProvider time)
{
    /// <summary>The result; null where it must wait on.</summary>
    /// <param name="question">As it was kept.</param>
    /// <param name="cancellation">The hub stops.</param>
    public async Task<(KeptResult? Result, IReadOnlyCollection<string>? WaitsFor)> AskAsync(KeptQuestion question, CancellationToken cancellation)
    {
        if (institutions.Find(question.Institution) is not { } institution)
            return (ResultOf(question, ExchangeOutcome.NoScope, Guid.CreateVersion7(time.GetUtcNow())), null);
        var exchange = question.ToExchange(institution, time.GetUtcNow());
        var outcome = await pipeline.RunAsync(exchange, cancellation);
        if (outcome == ExchangeOutcome.AuditUnavailable)
            return (null, null);
        if (need.Of(exchange, outcome) is { } silent)
            return (null, silent);
        if (outcome != ExchangeOutcome.Answered)
            return (ResultOf(question, outcome, exchange.Id), null);
        var receipt = exchange.Receipt!.Value.ToString();
        var body = new ArrayBufferWriter<byte>();
        form(body, exchange, receipt);
        return (ResultOf(question, outcome, exchange.Id) with { Receipt = receipt, Body = Encoding.UTF8.GetString(body.WrittenSpan) }, null);
    }

    private static KeptResult ResultOf(KeptQuestion question, ExchangeOutcome outcome, Guid exchange) =>
        new(question.Id, outcome, exchange, null, null, question.Purpose, !string.IsNullOrWhiteSpace(question.Case), question.Programmes)
        {
            Asked = question.IsOfPage ? question : null,
        };
}
