namespace Interop.Gateway.Proxy.Contracts;

/// <summary>How a request meets a contract.</summary>
internal enum MatchOutcome
{
    Found,
    /// <summary>No operation has this path.</summary>
    Unknown,
    /// <summary>The path has operations, and none for this method.</summary>
    MethodNotAllowed,
}

/// <summary>The operations of one service, found by method and decoded path.</summary>
internal sealed class OperationTable
{
    private readonly (PathTemplate Path, Dictionary<string, ServiceOperation> Methods)[] paths;

    public OperationTable(IReadOnlyList<ServiceOperation> operations)
    {
        All = operations;
        // A literal segment goes before a parameter, as OpenAPI says; of two paths that meet one is narrower, or the contract is refused.
        paths = [.. operations.GroupBy(o => o.Path.Text).Select(g => (g.First().Path, g.ToDictionary(o => o.Method))).OrderByDescending(p => p.Path.Literals)];
    }

    public IReadOnlyList<ServiceOperation> All { get; }

    /// <summary>Finds the operation that a request asks for.</summary>
    /// <param name="methods">When the method is not allowed: those that are.</param>
    public MatchOutcome Match(string method, string[] path, out ServiceOperation? operation, out IEnumerable<string> methods)
    {
        (operation, methods) = (null, []);
        foreach (var (template, byMethod) in paths)
        {
            if (!template.Fits(path))
                continue;
            // A server that takes letters alike would serve this operation for a path that a wider template was admitted for.
            if (!template.IsWritten(path))
                return MatchOutcome.Unknown;
            methods = byMethod.Keys;
            // RFC 9110 §9.3.2: HEAD is GET without the content.
            return byMethod.TryGetValue(method, out operation) || (method == "HEAD" && byMethod.TryGetValue("GET", out operation))
                ? MatchOutcome.Found
                : MatchOutcome.MethodNotAllowed;
        }
        return MatchOutcome.Unknown;
    }

    /// <summary>Paths of which nobody can say which one a request asks for, and operations that are there twice.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<ServiceOperation> operations)
    {
        for (var i = 0; i < operations.Count; i++)
            for (var j = i + 1; j < operations.Count; j++)
            {
                var (one, two) = (operations[i], operations[j]);
                if (one.Id == two.Id)
                    yield return $"there are two operations '{one.Id}'";
                else if (one.Path.Text == two.Path.Text ? one.Method == two.Method : one.Path.Meets(two.Path) && !one.Path.IsNarrowerThan(two.Path) && !two.Path.IsNarrowerThan(one.Path))
                    yield return $"operations '{one.Id}' ({one.Method} {one.Path}) and '{two.Id}' ({two.Method} {two.Path}) cannot be told apart";
            }
    }
}
