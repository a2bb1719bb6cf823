using Interop.Gateway.Callers;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Limits;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Guarantees;

/// <summary>Reads the question for a guarantee, which is that of an entitlement check, for treatment or coverage and a day that can be guaranteed.</summary>
internal sealed class GuaranteeQuestions(ProgrammeRules rules, ScopeRegister scopes, ExchangeRecord record)
{
    /// <summary>HL7 v3 PurposeOfUse: somebody is to be treated, in an emergency too, or coverage is to be settled.</summary>
    public static readonly string[] Purposes = ["TREAT", "ETREAT", "COVERAGE"];

    /// <summary>The exchange, or why there is none. What a guarantee alone refuses is recorded as a refusal of any scope is.</summary>
    public async ValueTask<(Exchange?, Problem?)> ReadAsync(HttpContext context, Caller caller, LimitOutcome scopeLimit, Guid id, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        if (document is null)
            return (null, unreadable);
        using (document)
        {
            if (NativeQuestion.Read(document.RootElement, Operation.EntitlementCheck, today, rules, out var question) is { } problem)
                return (null, problem);
            // Where no scope lets the caller in the pipeline refuses, and records it.
            scopes.Admit(caller.Institution.Code, caller.Purpose, Operation.EntitlementCheck, null, today, out var scope, caller.HasCase);
            var exchange = new Exchange
            {
                Id = id, At = now, Door = "native", Caller = caller, ScopeLimit = scopeLimit, Operation = Operation.EntitlementCheck,
                WantsRecheck = question!.Recheck, Subject = question.Subject, Date = question.Date, Programmes = question.Programmes, Scope = scope,
            };
            return Refusal(exchange) is { } refusal ? (null, await record.RefusedAsync(exchange, refusal, context.RequestAborted)) : (exchange, null);
        }
    }

    private static ProblemKind? Refusal(Exchange exchange) => (exchange.Caller.Purpose, exchange.Scope) switch
    {
        (var purpose, _) when !Purposes.Contains(purpose) => ProblemKinds.GuaranteePurpose,
        (_, { GuaranteeValidity: null }) => ProblemKinds.GuaranteeOutsideScope,
        (_, { GuaranteeValidity: { } validity }) when !GuaranteeIssue.Reaches(exchange.Date, exchange.At, validity) => ProblemKinds.GuaranteeDate,
        _ => null,
    };
}
