using System.Runtime.CompilerServices;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy.Filtering;

namespace Interop.Gateway.Proxy;

/// <summary>The compiled filters of what scopes grant of published services: one a grant, made when it is first needed.</summary>
internal sealed class AnswerFilters
{
    private readonly ConditionalWeakTable<ServiceGrant, AnswerFilter> filters = [];
    private readonly ConditionalWeakTable<ServiceGrant, AnswerFilter>.CreateValueCallback compile;

    public AnswerFilters(Minimisation minimisation, TimeProvider time) => compile = grant => Compile(grant, minimisation, time);

    /// <summary>What is wrong with fields that a scope would grant: no filter could be compiled of them.</summary>
    public static IEnumerable<string> FaultsOf(IReadOnlyList<FieldConfig> fields) => FieldFilter.Faults(GrantsOf(fields));

    public AnswerFilter Of(ServiceGrant grant) => filters.GetValue(grant, compile);

    private static AnswerFilter Compile(ServiceGrant grant, Minimisation minimisation, TimeProvider time) => new(
        FieldFilter.Compile(GrantsOf(grant.Fields), (text, reduction, path) =>
            minimisation.ReduceText(text, reduction, grant.Service + path, grant.Consumer, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))),
        [.. grant.Fields.Select(f => f.Path.Length == 0 ? "*" : f.Path)]);

    private static FieldGrant[] GrantsOf(IReadOnlyList<FieldConfig> fields) => [.. fields.Select(f => new FieldGrant(f.Path, f.Reduction))];
}
