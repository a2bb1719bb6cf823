using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>The name and texts under which an explanation shows a condition and all below it.</summary>
internal sealed record Stated(string Id, Title Text);

/// <summary>One condition that decided an answer, and the attributes it was read from. Sources and as-of times are in <see cref="Facts"/>.</summary>
internal readonly record struct Reason(string Condition, Title Text, Truth Outcome, IReadOnlyList<CatalogueAttribute> Attributes)
{
    /// <summary>Stands for all conditions that the asker's scope does not let be explained.</summary>
    public static Reason Withheld { get; } = new(
        "withheld", new("Conditions on facts outside your scope", "លក្ខខណ្ឌលើព័ត៌មានក្រៅវិសាលភាពរបស់អ្នក"), Truth.Unknown, []);

    public bool IsWithheld => Condition == Withheld.Condition;
}

/// <summary>A compiled condition tree. Immutable and shared by all threads; evaluation allocates nothing.</summary>
internal abstract class Condition(Stated? stated, IEnumerable<CatalogueAttribute> attributes)
{
    public Stated? Stated { get; } = stated;

    /// <summary>Every attribute the condition may read, each once.</summary>
    public IReadOnlyList<CatalogueAttribute> Attributes { get; } = [.. attributes.Distinct()];

    public abstract Truth Evaluate(Facts facts, DateOnly date);

    /// <summary>
    /// Adds the conditions that decide <see cref="Evaluate"/>, never none: those met of a true answer, those failed of a false one,
    /// those unknown and those met beside them of an unknown one. A condition used twice is named once.
    /// </summary>
    public void Explain(Facts facts, DateOnly date, List<Reason> into)
    {
        if (Stated is null)
            ExplainParts(facts, date, into);
        else if (!into.Exists(r => r.Condition == Stated.Id))
            into.Add(new(Stated.Id, Stated.Text, Evaluate(facts, date), Attributes));
    }

    /// <summary>Explains a condition without a name by its parts.</summary>
    protected abstract void ExplainParts(Facts facts, DateOnly date, List<Reason> into);
}

internal sealed class AllOf(Stated? stated, Condition[] parts) : Condition(stated, parts.SelectMany(p => p.Attributes))
{
    public override Truth Evaluate(Facts facts, DateOnly date)
    {
        var result = Truth.True;
        foreach (var part in parts)
        {
            var truth = part.Evaluate(facts, date);
            if (truth == Truth.False)
                return Truth.False;
            if (truth < result)
                result = truth;
        }

        return result;
    }

    protected override void ExplainParts(Facts facts, DateOnly date, List<Reason> into)
    {
        var failed = Evaluate(facts, date) == Truth.False;
        foreach (var part in parts)
            if (!failed || part.Evaluate(facts, date) == Truth.False)
                part.Explain(facts, date, into);
    }
}

internal sealed class AnyOf(Stated? stated, Condition[] parts) : Condition(stated, parts.SelectMany(p => p.Attributes))
{
    public override Truth Evaluate(Facts facts, DateOnly date)
    {
        var result = Truth.False;
        foreach (var part in parts)
        {
            var truth = part.Evaluate(facts, date);
            if (truth == Truth.True)
                return Truth.True;
            if (truth > result)
                result = truth;
        }

        return result;
    }

    protected override void ExplainParts(Facts facts, DateOnly date, List<Reason> into)
    {
        var outcome = Evaluate(facts, date);
        foreach (var part in parts)
            if (part.Evaluate(facts, date) == outcome)
                part.Explain(facts, date, into);
    }
}

/// <summary>Always stated: the texts of what it negates would say the opposite of what decided.</summary>
internal sealed class NotOf(Stated? stated, Condition part) : Condition(stated, part.Attributes)
{
    public override Truth Evaluate(Facts facts, DateOnly date) => part.Evaluate(facts, date).Not();

    protected override void ExplainParts(Facts facts, DateOnly date, List<Reason> into) =>
        throw new InvalidOperationException("A negation is explained by its own name or by one above it.");
}
