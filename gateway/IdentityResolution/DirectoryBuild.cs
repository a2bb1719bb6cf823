using System.Runtime.InteropServices;
using Interop.Adapters;
using Interop.Gateway.Keys;

namespace Interop.Gateway.IdentityResolution;

/// <summary>What a build of the directory saw.</summary>
/// <param name="People">People, each known to one registry at least.</param>
/// <param name="References">Registry records that belong to exactly one person.</param>
/// <param name="Contradictions">Records whose identifiers name two or more people.</param>
/// <param name="Malformed">Rows a registry could not give.</param>
internal sealed record DirectoryCounts(int People, long References, long Contradictions, long Malformed);

/// <summary>
/// Builds the reference directory from what the registries say of themselves, in their order of precedence: a record belongs to
/// the one person who already holds one of its identifiers, or to a new person; a record that names several people of the registry that
/// is trusted most belongs to none of them, and all of them learn that its registry is at odds about them. Records that the most trusted
/// registry does not know are one person's as soon as some record names them together.
/// </summary>
internal sealed class DirectoryBuild(HubKeys keys)
{
    private readonly Pseudonymiser pseudonyms = ReferenceDirectory.PseudonymsOf(keys);
    private readonly Dictionary<UInt128, int> holder = [];
    private readonly Dictionary<UInt128, Contest> contested = [];
    private readonly PeopleSeen people = new();
    private long references;
    private long contradictions;
    private long malformed;

    /// <summary>Writes a new directory beside the old one and takes its place only when it is whole.</summary>
    /// <exception cref="RegistryReadException">A registry failed midway; the old directory stays.</exception>
    public async Task<DirectoryCounts> WriteAsync(
        string path, IReadOnlyList<RegistryAdapter> registries, IProgress<(string Registry, long Read)>? progress, CancellationToken cancellation)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new DirectoryFile(fresh, ReferenceDirectory.SealerOf(keys)))
        {
            foreach (var registry in registries.OrderBy(r => r.Mapping.Precedence))
            {
                var tally = new EnumerationTally();
                // Within one registry two of its own records may share an identifier: that is a conflict of the identifier.
                await foreach (var known in registry.EnumerateAsync(tally, cancellation))
                {
                    Add(known, registry, file);
                    if (tally.Read % 10_000 == 0)
                        progress?.Report((registry.Registry, tally.Read));
                }
                malformed += tally.Malformed;
                progress?.Report((registry.Registry, tally.Read));
            }
            file.Complete(people.Merged, contested.Values.SelectMany(ContestantsOf));
        }
        // On disk before it takes the old one's place, or a power cut could leave a torn file under the good name.
        using (var whole = new FileStream(fresh, FileMode.Open, FileAccess.ReadWrite))
            whole.Flush(flushToDisk: true);
        File.Move(fresh, path, overwrite: true);
        return new(people.Count, references, contradictions, malformed);
    }

    private void Add(KnownPerson known, RegistryAdapter registry, DirectoryFile file)
    {
        Span<UInt128> ids = stackalloc UInt128[known.Identifiers.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = PseudonymOf(known.Identifiers[i]);

        var candidates = CandidatesOf(ids);
        // The registry of highest precedence says who is a person: each of its records is one, even when two share a number.
        var says = registry.Mapping.Precedence == 1;
        if (candidates.Count == 0 || says)
            candidates = [people.Add(known: says)];
        else
            candidates = people.Merge(candidates);
        // A record at odds with itself takes no identifier away from the people of whom a better registry says it is theirs.
        Span<bool> open = stackalloc bool[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            open[i] = candidates.Count == 1 || !holder.ContainsKey(ids[i]);
        foreach (var person in candidates)
        {
            for (var i = 0; i < ids.Length; i++)
                if (open[i])
                    Hold(ids[i], person, known.Identifiers[i], file);
            file.AddReference(person, registry.Registry, known, contradicted: candidates.Count > 1);
        }
        if (candidates.Count > 1)
            contradictions++;
        else
            references++;
    }

    private List<int> CandidatesOf(ReadOnlySpan<UInt128> ids)
    {
        var found = new List<int>(1);
        foreach (var id in ids)
        {
            if (contested.TryGetValue(id, out var contest))
                found.AddRange(contest.People.Select(people.Of).Except(found));
            else if (holder.TryGetValue(id, out var one) && !found.Contains(people.Of(one)))
                found.Add(people.Of(one));
        }
        return found;
    }

    private void Hold(UInt128 id, int person, KeyValuePair<string, string> identifier, DirectoryFile file)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(holder, id, out var known);
        if (!known)
            first = person;
        else if (contested.TryGetValue(id, out var contest))
        {
            if (contest.People.Exists(p => people.Of(p) == person))
                return;
            contest.People.Add(person);
        }
        else if (people.Of(first) == person)
            return;
        else
            contested.Add(id, new(identifier.Key, [first, person]));
        file.AddIdentifier(id, person, identifier);
    }

    private UInt128 PseudonymOf(KeyValuePair<string, string> identifier)
    {
        Span<byte> bytes = stackalloc byte[Pseudonymiser.Size];
        pseudonyms.Write(identifier.Key, identifier.Value, bytes);
        return MemoryMarshal.Read<UInt128>(bytes);
    }

    /// <summary>Those who still contest an identifier when all is read; records that turned out to be one person's do not.</summary>
    private IEnumerable<(int Person, string Type)> ContestantsOf(Contest contest)
    {
        var all = contest.People.Select(people.Of).Distinct().ToArray();
        return all.Length > 1 ? all.Select(p => (p, contest.Type)) : [];
    }

    /// <summary>An identifier that several people hold.</summary>
    private sealed record Contest(string Type, List<int> People);
}
