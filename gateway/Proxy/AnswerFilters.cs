using System.Runtime.CompilerServices;
using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy.Filtering;

namespace Interop.Gateway.Proxy;

/// <summary>The compiled filters of what scopes grant of published services: one a grant, made when it is first needed.</summary>
internal sealed class AnswerFilters
{
    private readonly ConditionalWeakTable<ServiceGrant, AnswerFilter> filters = [];
    private readonly ConditionalWeakTable<ServiceGrant, AnswerFilter>.CreateValueCallback compile;

    /// <exception cref="ConfigurationFaultException">A grant of a scope cannot be compiled; the message lists every fault.</exception>
    public AnswerFilters(ScopeRegister scopes, Minimisation minimisation, TimeProvider time)
    {
        compile = grant => Compile(grant, minimisation, time);
        var faults = scopes.ServiceGrants.SelectMany(g => FieldFilter.Faults(FieldsOf(g.Grant)).Select(f => $"scope '{g.Scope.Name}' v{g.Scope.Version}, {g.Operation}: {f}")).ToArray();
        if (faults.Length > 0)
            throw new ConfigurationFaultException(faults);
    }

    public AnswerFilter Of(ServiceGrant grant) => filters.GetValue(grant, compile);

    private static AnswerFilter Compile(ServiceGrant grant, Minimisation minimisation, TimeProvider time) => new(
        FieldFilter.Compile(FieldsOf(grant), (text, reduction, path) =>
            minimisation.ReduceText(text, reduction, grant.Service + path, grant.Consumer, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))),
        [.. grant.Fields.Select(f => f.Path.Length == 0 ? "*" : f.Path)]);

    private static FieldGrant[] FieldsOf(ServiceGrant grant) => [.. grant.Fields.Select(f => new FieldGrant(f.Path, f.Reduction))];
}
