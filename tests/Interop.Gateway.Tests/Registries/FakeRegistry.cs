using System.Runtime.CompilerServices;
using Interop.Adapters;
using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Registries;

/// <summary>One of the four registries with its real mapping, and answers of the test's own.</summary>
internal sealed class FakeRegistry(string registry, TimeProvider time) : RegistryAdapter(MappingFile.BuiltIn.Single(m => m.Registry == registry), time)
{
    private readonly List<KnownPerson> people = [];

    /// <summary>What it was asked, in order.</summary>
    public List<FetchRequest> Asked { get; } = [];

    /// <summary>Questions answered at once.</summary>
    public int Answered { get; private set; }

    /// <summary>Knows nobody, if nothing else is said.</summary>
    public Func<FetchRequest, CancellationToken, Task<FetchResult>> Answer { get; set; } = Always(RegistryRecord.Absent);

    /// <summary>Rows that an enumeration cannot read.</summary>
    public int Malformed { get; set; }

    /// <summary>Fails an enumeration after the people it has.</summary>
    public bool FailsMidway { get; set; }

    public static Func<FetchRequest, CancellationToken, Task<FetchResult>> Always(RegistryRecord record) =>
        (_, _) => Task.FromResult(new FetchResult(FetchOutcome.Answered, [record]));

    public static Func<FetchRequest, CancellationToken, Task<FetchResult>> Fails(FetchOutcome outcome) => (_, _) => Task.FromResult(FetchResult.Failed(outcome));

    /// <summary>Finds whoever is asked for, with these values and none for all others.</summary>
    public void Finds(string key, params (string Attribute, AttributeValue Value)[] values) => Answer = (request, _) => Task.FromResult(new FetchResult(FetchOutcome.Answered,
    [
        new(RecordStatus.Found, key, [.. request.Attributes.Select(a => values.FirstOrDefault(v => v.Attribute == a.Name).Value)], [.. request.Attributes.Select(_ => (DateTimeOffset?)Time.GetUtcNow())]),
    ]));

    /// <summary>One more person, for enumerations.</summary>
    public FakeRegistry Knows(string key, params (string Type, string Value)[] identifiers)
    {
        people.Add(new(key, [.. identifiers.Select(i => KeyValuePair.Create(i.Type, i.Value))], Mapping.Known.Capacity, null, null));
        return this;
    }

    /// <summary>What it tells of changes, all on one page; a position is how many were told.</summary>
    public List<RegistryChange> Changes { get; } = [];

    public override Task<IReadOnlyList<KnownPerson?>> KnownAsync(IReadOnlyList<string> keys, CancellationToken cancellation) => FailsMidway
        ? throw new RegistryReadException(FetchOutcome.Unreachable, "down")
        : Task.FromResult<IReadOnlyList<KnownPerson?>>([.. keys.Select(k => people.Find(p => p.LocalKey == k))]);

    public override Task<ChangePage> ChangesAsync(string? position, int most, CancellationToken cancellation)
    {
        var page = Changes.Skip(int.Parse(position ?? "0")).Take(most).ToArray();
        return Task.FromResult(new ChangePage((int.Parse(position ?? "0") + page.Length).ToString(), page, 0));
    }

    /// <summary>Forgets everybody with this key.</summary>
    public void Forgets(string key) => people.RemoveAll(p => p.LocalKey == key);

    public override async IAsyncEnumerable<KnownPerson> EnumerateAsync(EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        tally.Malformed += Malformed;
        foreach (var person in people)
        {
            cancellation.ThrowIfCancellationRequested();
            tally.Read++;
            yield return person;
        }
        if (FailsMidway)
            throw new RegistryReadException(FetchOutcome.Unreachable, "Gone midway.");
    }

    public override Task<string?> CheckHealthAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    protected override Task<FetchResult> ReadAsync(FetchRequest request, CancellationToken cancellation)
    {
        Asked.Add(request);
        var answer = Answer(request, cancellation);
        Answered += answer.IsCompletedSuccessfully ? 1 : 0;
        return answer;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
