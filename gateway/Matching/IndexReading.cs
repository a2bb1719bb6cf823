using System.IO.Hashing;
using System.Text;
using Interop.Adapters;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Matching;

/// <summary>
/// Reads everybody into an index: the registry that owns names says who there is, in batches of a thousand; the one that owns equity cards which of them are
/// on one. Whoever holds no number cannot be asked about afterwards and is left out.
/// </summary>
internal sealed class IndexReading(RegistrySet registries, AttributeCatalogue catalogue)
{
    private const string Card = "equity-card";
    private static readonly TimeSpan BatchDeadline = TimeSpan.FromMinutes(1);

    // A number that two people hold leads to neither: the family book and its line are shared least.
    private static readonly string[] Preferred = ["family-book", "birth-registration", "national-id"];

    /// <exception cref="RegistryReadException">A registry did not answer, or broke off.</exception>
    public async Task<PersonIndex> ReadAsync(Action<int> progress, CancellationToken cancellation)
    {
        var people = registries.Of(catalogue["name.family.khmer"]).Adapter;
        CatalogueAttribute[] attributes = [.. new MatchAttributes(catalogue).All.Where(a => a.Owner == people.Registry)];
        var build = new PersonIndexBuild();
        var numbers = new Dictionary<ulong, int>();
        var batch = new List<KnownPerson>(RegistryAdapter.MaxBatch);
        await foreach (var known in people.EnumerateAsync(new(), cancellation))
        {
            if (known.Identifiers.Count > 0)
                batch.Add(known);
            if (batch.Count < RegistryAdapter.MaxBatch)
                continue;
            await TakeAsync(people, batch, attributes, build, numbers, cancellation);
            progress(build.Count);
        }
        await TakeAsync(people, batch, attributes, build, numbers, cancellation);
        if (registries.Of(catalogue["idpoor.equityCard"]).Adapter is var cards && cards.Mapping.Identifiers.ContainsKey(Card))
            await foreach (var known in cards.EnumerateAsync(new(), cancellation))
                Hold(known, build, numbers);
        return build.Complete();
    }

    private static async Task TakeAsync(
        RegistryAdapter people, List<KnownPerson> batch, CatalogueAttribute[] attributes, PersonIndexBuild build, Dictionary<ulong, int> numbers, CancellationToken cancellation)
    {
        if (batch.Count == 0)
            return;
        var result = await people.FetchAsync(new(FetchRequest.LocalKey, [.. batch.Select(p => p.LocalKey)], attributes, BatchDeadline), cancellation);
        if (result.Outcome != FetchOutcome.Answered)
            throw new RegistryReadException(result.Outcome, $"{people.Registry}: reading a batch of people ended with {result.Outcome}.");
        for (var i = 0; i < batch.Count; i++)
        {
            if (result.Records[i].Status != RecordStatus.Found)
                continue;
            var held = batch[i].Identifiers.OrderBy(id => Array.IndexOf(Preferred, id.Key) is var at and >= 0 ? at : Preferred.Length).First();
            var person = build.Add(new(held.Key, held.Value, SaidOf(result.Records[i].Values, attributes)));
            foreach (var identifier in batch[i].Identifiers)
                // Of a number that two hold nobody is led to a card.
                if (!numbers.TryAdd(KeyOf(identifier), person))
                    numbers[KeyOf(identifier)] = -1;
        }
        batch.Clear();
    }

    private static void Hold(KnownPerson known, PersonIndexBuild build, Dictionary<ulong, int> numbers)
    {
        EquityCard? card = null;
        var person = -1;
        foreach (var identifier in known.Identifiers)
            if (identifier.Key == Card)
                card = EquityCard.TryRead(identifier.Value, out var read) ? read : null;
            else if (numbers.TryGetValue(KeyOf(identifier), out var found) && found >= 0)
            {
                if (person >= 0 && person != found)
                    return;   // the row names two people
                person = found;
            }
        if (person >= 0 && card is { } held)
            build.Hold(person, held);
    }

    private static MatchQuestion SaidOf(AttributeValue[] values, CatalogueAttribute[] attributes)
    {
        return new()
        {
            FamilyKhmer = NamePart.Of(Text("name.family.khmer")), GivenKhmer = NamePart.Of(Text("name.given.khmer")),
            FamilyLatin = NamePart.Of(Text("name.family.latin")), GivenLatin = NamePart.Of(Text("name.given.latin")),
            Birth = Value("vital.birthDate") is { HasValue: true } birth ? BirthDate.Of(birth.Date, Value("vital.birthDateApproximate") is { HasValue: true, Boolean: true }) : null,
            Female = Text("vital.sex") switch { "female" => true, "male" => false, _ => null },
            Place = Text("address.village") is { } village && Place.TryRead(village, out var place) ? place : null,
        };

        AttributeValue Value(string name) => Array.FindIndex(attributes, a => a.Name == name) is var at and >= 0 ? values[at] : AttributeValue.None;

        string? Text(string name) => Value(name).Text;
    }

    private static ulong KeyOf(KeyValuePair<string, string> identifier) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{identifier.Key}\n{identifier.Value}"));
}
