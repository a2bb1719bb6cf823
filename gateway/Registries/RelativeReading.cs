using Interop.Gateway.IdentityResolution;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>Reads attributes of a relative (a newborn's mother), whom the person's own facts name.</summary>
internal sealed class RelativeReading(RegistryReading reading, ReferenceDirectory directory, AttributeCatalogue catalogue)
{
    public async ValueTask ReadAsync(
        RelativePlan relative, IReadOnlySet<string> allowed, DateOnly on, long started, Facts facts, CancellationToken cancellation)
    {
        var identifier = facts[relative.Identifier];
        if (identifier.State != FactState.Value)
        {
            // No mother on the birth record: nothing can be read of her. Not knowing the record is another thing.
            SetAll(relative, facts, identifier.State == FactState.None ? Fact.Of(AttributeValue.None, null) : Fact.Unknown(UnknownReason.RelativeUnknown));
            return;
        }
        var person = directory.Resolve(relative.Type, identifier.Value.Text!);
        if (person.Outcome != ResolutionOutcome.Found)
        {
            SetAll(relative, facts, Fact.Unknown(UnknownReason.RelativeUnknown));
            return;
        }
        var hers = new Facts(catalogue);
        await reading.ReadAsync(relative.Parts, person, allowed, on, started, hers, cancellation);
        for (var i = 0; i < relative.Into.Length; i++)
            facts.Set(relative.Into[i], hers[relative.Read[i]]);
    }

    private static void SetAll(RelativePlan relative, Facts facts, Fact fact)
    {
        foreach (var attribute in relative.Into)
            facts.Set(attribute, fact);
    }
}
