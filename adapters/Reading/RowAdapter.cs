using System.Runtime.CompilerServices;
using Interop.Adapters.Mapping;

namespace Interop.Adapters.Reading;

/// <summary>An adapter whose source yields rows. It finds the keys behind an identifier first, then reads the other sources by key.</summary>
internal abstract class RowAdapter(RegistryMapping mapping, TimeProvider time) : RegistryAdapter(mapping, time)
{
    private readonly ReadPlans plans = new(mapping);
    private readonly KnownPeople known = new(mapping);

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
