using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.CrossTables;

/// <summary>Whether a scope lets the population be counted, and by what it lets people be divided.</summary>
internal sealed class CrossAdmission(ScopeRegister scopes, AttributeCatalogue catalogue)
{
    /// <summary>Why the scope in force on a day does not admit the question, before anything is looked at; the scope is put into the exchange.</summary>
    public ProblemKind? Refusal(Exchange exchange, CrossQuestion question, DateOnly today)
    {
        var admission = scopes.Admit(
            exchange.Caller.Institution.Code, exchange.Caller.Purpose, Operation.CrossTables, question.Programmes, today, out var scope, exchange.Caller.HasCase);
        exchange.Scope = scope;
        if (admission != AdmissionOutcome.Admitted)
            return ExchangeProblems.Of(ExchangePipeline.Refusal(admission)).Kind;
        // A scope about some people cannot answer for all of them.
        if (scope!.Subject.Count > 0)
            return ProblemKinds.OperationOutsideScope;
        return question.Divisions is { } asked && !asked.All(Granted(scope).Contains) ? ProblemKinds.DimensionOutsideScope : null;
    }

    /// <summary>What the scope lets people be divided by: a division needs its attribute, whole or reduced, for a table tells less of anybody than either.</summary>
    public IReadOnlySet<string> Granted(PrivacyScope scope) =>
        Divisions.All.Where(d => scope.Grants(catalogue[d.Attribute])).Select(d => d.Division).ToHashSet();
}
