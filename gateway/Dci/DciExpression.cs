using System.Text.Json;

namespace Interop.Gateway.Dci;

/// <summary>How a condition compares.</summary>
internal enum DciOperator { Eq, Gt, Ge, Lt, Le, In }

/// <summary>One condition as it was sent; several values for <see cref="DciOperator.In"/> alone.</summary>
internal sealed record DciCondition(string Name, DciOperator Operator, IReadOnlyList<string> Values)
{
    public override string ToString() => Operator.ToString();
}

/// <summary>
/// Reads the query of an <c>expression</c> or a <c>predicate</c> in the forms that the specifications and their samples have: the list of
/// <c>expression1..n</c> with conditions between them, one such condition alone, and the NoSQL template. Only conjunctions are understood.
/// </summary>
internal static class DciExpression
{
    private const int MostConditions = 20, MostValues = 50, LongestText = 100;

    /// <summary>The conditions, all of which must hold; null when it is in none of these forms or asks for more than a conjunction.</summary>
    public static IReadOnlyList<DciCondition>? Read(JsonElement query)
    {
        var found = new List<DciCondition>();
        return (query.ValueKind == JsonValueKind.Array ? Steps(query, found) : query.ValueKind == JsonValueKind.Object && One(query, found)) && found.Count > 0 ? found : null;
    }

    private static bool Steps(JsonElement list, List<DciCondition> found)
    {
        foreach (var step in list.EnumerateArray())
        {
            if (step.ValueKind != JsonValueKind.Object || !step.TryGetProperty("expression1", out _))
                return false;
            foreach (var member in step.EnumerateObject())
                if (member.Name switch
                {
                    "condition" => member.Value.ValueKind != JsonValueKind.String || member.Value.GetString() != "and",
                    "seq_num" => member.Value.ValueKind != JsonValueKind.Number,
                    ['e', 'x', 'p', 'r', 'e', 's', 's', 'i', 'o', 'n', >= '1' and <= '9'] => !Plain(member.Value, found),
                    _ => true,
                })
                    return false;
        }
        return true;
    }

    private static bool One(JsonElement query, List<DciCondition> found)
    {
        if (query.TryGetProperty("attribute_name", out _))
            return Plain(query, found);
        if (!query.TryGetProperty("value", out var value) || !query.TryGetProperty("type", out _))
            return Template(query, found);
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("expression", out var expression) && expression.ValueKind == JsonValueKind.Object
            && expression.TryGetProperty("query", out var inner) && inner.ValueKind == JsonValueKind.Object && Template(inner, found);
    }

    private static bool Plain(JsonElement one, List<DciCondition> found) =>
        one.ValueKind == JsonValueKind.Object && DciEnvelope.Text(one, "attribute_name") is { } name && DciEnvelope.Text(one, "operator") is { } operation
        && one.TryGetProperty("attribute_value", out var value) && Add(name, operation, value, found);

    // Its depth is that of the body, which its reader bounds.
    private static bool Template(JsonElement query, List<DciCondition> found)
    {
        foreach (var member in query.EnumerateObject())
            if (member.Name == "$and")
            {
                if (member.Value.ValueKind != JsonValueKind.Array)
                    return false;
                foreach (var part in member.Value.EnumerateArray())
                    if (part.ValueKind != JsonValueKind.Object || !Template(part, found))
                        return false;
            }
            else if (member.Name.StartsWith('$'))
                return false;
            else if (member.Value.ValueKind != JsonValueKind.Object)
            {
                if (!Add(member.Name, "eq", member.Value, found))
                    return false;
            }
            else
                foreach (var test in member.Value.EnumerateObject())
                    if (!Add(member.Name, test.Name.StartsWith('$') ? test.Name[1..] : test.Name, test.Value, found))
                        return false;
        return true;
    }

    private static bool Add(string name, string operation, JsonElement value, List<DciCondition> found)
    {
        DciOperator? known = operation switch
        {
            "eq" => DciOperator.Eq, "gt" => DciOperator.Gt, "ge" or "gte" => DciOperator.Ge, "lt" => DciOperator.Lt, "le" or "lte" => DciOperator.Le, "in" => DciOperator.In, _ => null,
        };
        if (known is null || name.Length is 0 or > LongestText || found.Count == MostConditions)
            return false;
        var values = new List<string>();
        if (known != DciOperator.In)
            values.Add(Scalar(value) ?? "");
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostValues)
            values.AddRange(value.EnumerateArray().Select(v => Scalar(v) ?? ""));
        if (values.Count == 0 || values.Exists(v => v.Length is 0 or > LongestText))
            return false;
        found.Add(new(name, known.Value, values));
        return true;
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
