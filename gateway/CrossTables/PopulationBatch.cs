using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.CrossTables;

/// <summary>
/// Up to a thousand people whose facts are read together: each registry is asked once for all of them, by its own keys. What is known of each is then what
/// a single check would know. The facts are used again for the next thousand.
/// </summary>
internal sealed class PopulationBatch(AttributePlan plan, IReadOnlySet<string> allowed, ReferenceDirectory directory, AttributeCatalogue catalogue, DateOnly date)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly Facts[] facts = [.. Enumerable.Range(0, RegistryAdapter.MaxBatch).Select(_ => new Facts(catalogue))];

    /// <summary>What is known of the people last read, in their order.</summary>
    public ReadOnlySpan<Facts> Facts(int count) => facts.AsSpan(0, count);

    /// <exception cref="RegistryReadException">A registry did not answer twice.</exception>
    public async Task ReadAsync(IReadOnlyList<Resolution> people, Func<Facts, bool> needsRelatives, CancellationToken cancellation)
    {
        await ReadAsync(plan.Parts, people, facts, cancellation);
        foreach (var relative in plan.Relatives)
            await ReadAsync(relative, people.Count, needsRelatives, cancellation);
    }

    private async Task ReadAsync(PlanPart[] parts, IReadOnlyList<Resolution> people, Facts[] into, CancellationToken cancellation)
    {
        var reads = parts.Select(part => ReadAsync(part, people, into, cancellation)).ToArray();
        await Task.WhenAll(reads);
    }

    private async Task ReadAsync(PlanPart part, IReadOnlyList<Resolution> people, Facts[] into, CancellationToken cancellation)
    {
        var (keys, asked) = (new List<string>(people.Count), new List<int>(people.Count));
        var mapping = part.Registry.Adapter.Mapping;
        for (var i = 0; i < people.Count; i++)
        {
            var reason = RegistryReading.KeyOf(mapping, people[i], date, out var type, out var value);
            if (!allowed.Contains(mapping.Registry))
                reason = UnknownReason.RegistryWithheld;
            if (reason != UnknownReason.NotUnknown)
                SetAll(part.Attributes, into[i], Fact.Unknown(reason));
            else if (type != FetchRequest.LocalKey)
                SetAll(part.Attributes, into[i], Fact.Of(AttributeValue.None, null)); // the directory has seen all records of the registry, and none is this person's
            else
            {
                keys.Add(value);
                asked.Add(i);
            }
        }
        if (keys.Count == 0)
            return;
        var result = await FetchAsync(part, keys, cancellation);
        for (var i = 0; i < asked.Count; i++)
            Put(part, result.Records[i], into[asked[i]]);
    }

    /// <summary>Reads of a relative what a verdict still hangs on, as <see cref="RelativeReading"/> does for one person.</summary>
    private async Task ReadAsync(RelativePlan relative, int count, Func<Facts, bool> needs, CancellationToken cancellation)
    {
        var (people, of) = (new List<Resolution>(), new List<int>());
        for (var i = 0; i < count; i++)
        {
            SetAll(relative.Into, facts[i], default);
            if (!needs(facts[i]))
                continue;
            var identifier = facts[i][relative.Identifier];
            var person = identifier.State == FactState.Value ? directory.Resolve(relative.Type, identifier.Value.Text!) : Resolution.NotFound;
            if (person.Outcome == ResolutionOutcome.Found)
            {
                people.Add(person);
                of.Add(i);
            }
            else
                SetAll(relative.Into, facts[i], identifier.State == FactState.None ? Fact.Of(AttributeValue.None, null) : Fact.Unknown(UnknownReason.RelativeUnknown));
        }
        var theirs = people.Select(_ => new Facts(catalogue)).ToArray();
        await ReadAsync(relative.Parts, people, theirs, cancellation);
        for (var i = 0; i < theirs.Length; i++)
            for (var a = 0; a < relative.Into.Length; a++)
                facts[of[i]].Set(relative.Into[a], theirs[i][relative.Read[a]]);
    }

    private static async Task<FetchResult> FetchAsync(PlanPart part, List<string> keys, CancellationToken cancellation)
    {
        var adapter = part.Registry.Adapter;
        var request = new FetchRequest(FetchRequest.LocalKey, keys, part.Attributes, Deadline);
        var result = await adapter.FetchAsync(request, cancellation);
        if (result.Outcome != FetchOutcome.Answered)
            result = await adapter.FetchAsync(request, cancellation);
        return result.Outcome == FetchOutcome.Answered ? result : throw new RegistryReadException(result.Outcome, $"{adapter.Registry}: reading a batch of people ended with {result.Outcome}.");
    }

    private static void Put(PlanPart part, RegistryRecord record, Facts facts)
    {
        if (SourceReport.ReasonOf(record.Status) is var reason and not UnknownReason.NotUnknown)
            SetAll(part.Attributes, facts, Fact.Unknown(reason));
        else
            for (var i = 0; i < part.Attributes.Length; i++)
                facts.Set(part.Attributes[i], record.Status == RecordStatus.Found ? Fact.Of(record.Values[i], null) : Fact.Of(AttributeValue.None, null));
    }

    private static void SetAll(CatalogueAttribute[] attributes, Facts facts, Fact fact)
    {
        foreach (var attribute in attributes)
            facts.Set(attribute, fact);
    }
}
