using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Adapters.Mapping;

namespace Interop.Adapters.Reading;

/// <summary>An adapter whose source yields rows. It finds the keys behind an identifier first, then reads the other sources by key.</summary>
internal abstract class RowAdapter(RegistryMapping mapping, TimeProvider time) : RegistryAdapter(mapping, time)
{
    private readonly ReadPlans plans = new(mapping);
    private readonly KnownPeople known = new(mapping);
    private readonly ChangeRead? changes = mapping.Changes is { } told ? new(mapping, told) : null;

    protected override async Task<FetchResult> ReadAsync(FetchRequest request, CancellationToken cancellation)
    {
        var plan = plans.For(request);
        var assembly = new RecordAssembly(plan, request.Values);
        if (assembly.Asked.Count == 0) return assembly.ToResult();
        var keys = assembly.Asked;
        if (plan.Identifier is { } identifier)
        {
            await ReadRowsAsync(plan.KeySource, identifier, keys, assembly.AddByIdentifier, cancellation);
            keys = assembly.Keys;
        }
        else
        {
            await ReadRowsAsync(plan.KeySource, plan.KeySource.Key, keys, row => assembly.AddByKey(plan.KeySource, row), cancellation);
        }
        if (keys.Count > 0)
            foreach (var source in plan.OtherSources)
                await ReadRowsAsync(source, source.Key, keys, row => assembly.AddByKey(source, row), cancellation);
        return assembly.ToResult();
    }

    public override async IAsyncEnumerable<KnownPerson> EnumerateAsync(EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var group = new KnownGroup(known, tally);
        await using var rows = AllRowsAsync(known.Source, tally, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(rows, cancellation) is { } row)
            if (group.Add(row) is { } person) yield return person;
        if (group.Complete() is { } last) yield return last;
    }

    public override Task<IReadOnlyList<KnownPerson?>> KnownAsync(IReadOnlyList<string> keys, CancellationToken cancellation) => ReadAtOnceAsync<IReadOnlyList<KnownPerson?>>(async stop =>
    {
        var found = new Dictionary<string, KnownPerson>(keys.Count);
        await ReadRowsAsync(known.Source, known.Source.Key, keys, row =>
        {
            if (known.Accepts(row) && known.Read(row) is { } person)
                found[person.LocalKey] = found.TryGetValue(person.LocalKey, out var before) ? KnownGroup.Merge(before, person) : person;
        }, stop);
        return [.. keys.Select(found.GetValueOrDefault)];
    }, cancellation);

    public override Task<ChangePage> ChangesAsync(string? position, int most, CancellationToken cancellation) => changes is null
        ? throw new NotSupportedException($"{Registry} does not tell what changes.")
        : ReadAtOnceAsync(async stop =>
        {
            var after = position is null ? long.MinValue : long.Parse(position, CultureInfo.InvariantCulture);
            var (last, malformed, page) = (after, 0, new List<RegistryChange>());
            await ReadChangesAsync(changes, after, most, row =>
            {
                last = changes.PositionOf(row);
                if (changes.Read(row) is { } change) page.Add(change);
                else malformed++;
            }, stop);
            return new ChangePage(last.ToString(CultureInfo.InvariantCulture), page, malformed);
        }, cancellation);

    /// <summary>Runs reads that belong together; a technology that reads in sessions opens one for them.</summary>
    protected virtual Task<T> TogetherAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation) => read(cancellation);

    /// <summary>Reads the rows of the table of changes whose number is greater, in its order.</summary>
    protected virtual Task ReadChangesAsync(ChangeRead from, long after, int most, Action<Row> take, CancellationToken cancellation) => throw new NotSupportedException();

    private async Task<T> ReadAtOnceAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await TogetherAsync(read, cancellation).WaitAsync(cancellation);
        }
        catch (Exception e) when (e is not RegistryReadException && !cancellation.IsCancellationRequested)
        {
            throw new RegistryReadException(Classify(e), $"{Registry}: reading records ended with {e.GetType().Name}.");
        }
    }

    /// <summary>
    /// Reads the rows of the source that hold one of the values (distinct, 1 to <see cref="RegistryAdapter.MaxBatch"/>) in the columns.
    /// </summary>
    protected abstract Task ReadRowsAsync(SourceRead source, JoinedColumns by, IReadOnlyList<string> values, Action<Row> take, CancellationToken cancellation);

    /// <summary>
    /// All rows of the source, each valid until the next; rows of one key stand together. Rows that cannot even be told apart are
    /// counted in the tally by the technology.
    /// </summary>
    protected abstract IAsyncEnumerable<Row> AllRowsAsync(SourceRead source, EnumerationTally tally, CancellationToken cancellation);

    private async ValueTask<Row?> NextAsync(IAsyncEnumerator<Row> rows, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return await rows.MoveNextAsync() ? rows.Current : null;
        }
        catch (Exception e) when (e is not RegistryReadException && !cancellation.IsCancellationRequested)
        {
            // Drivers quote values in their messages: the cause stays out of what is thrown.
            throw new RegistryReadException(Classify(e), $"{Registry}: reading all rows ended with {e.GetType().Name}.");
        }
    }
}
