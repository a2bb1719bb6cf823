using Interop.Gateway.Callers;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Limits;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Guarantees;

/// <summary>Reads the question for a guarantee, which is that of an entitlement check, for treatment or coverage and a day that can be guaranteed.</summary>
internal sealed class GuaranteeQuestions(ProgrammeRules rules, ScopeRegister scopes)
{
    /// <summary>HL7 v3 PurposeOfUse: somebody is to be treated, in an emergency too, or coverage is to be settled.</summary>
    private static readonly string[] Purposes = ["TREAT", "ETREAT", "COVERAGE"];

    public async ValueTask<(Exchange?, Problem?)> ReadAsync(HttpContext context, Caller caller, LimitOutcome scopeLimit, Guid id, DateTimeOffset now)
    {
        if (!Purposes.Contains(caller.Purpose))
            return (null, ProblemKinds.GuaranteePurpose);
        // Where no scope lets the caller in the pipeline refuses, and records it.
        scopes.Admit(caller.Institution.Code, caller.Purpose, Operation.EntitlementCheck, null, DateOnly.FromDateTime(now.UtcDateTime), out var scope, caller.HasCase);
        if (scope is { GuaranteeValidity: null })
            return (null, ProblemKinds.GuaranteeOutsideScope);
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        if (document is null)
            return (null, unreadable);
        using (document)
        {
            if (NativeQuestion.Read(document.RootElement, Operation.EntitlementCheck, DateOnly.FromDateTime(now.UtcDateTime), rules, out var question) is { } problem)
                return (null, problem);
            return scope is { GuaranteeValidity: { } validity } && !GuaranteeIssue.Reaches(question!.Date, now, validity) ? (null, ProblemKinds.GuaranteeDate) : (new Exchange
            {
                Id = id, At = now, Door = "native", Caller = caller, ScopeLimit = scopeLimit, Operation = Operation.EntitlementCheck,
                Subject = question!.Subject, Date = question.Date, Programmes = question.Programmes,
            }, null);
        }
    }
}
