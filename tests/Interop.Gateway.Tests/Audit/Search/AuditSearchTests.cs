using CsCheck;
using Interop.Gateway.Audit.Search;

namespace Interop.Gateway.Tests.Audit.Search;

/// <summary>The search against a naive one that runs through all entries.</summary>
public sealed class AuditSearchTests(IndexedLog log) : IClassFixture<IndexedLog>
{
    private static Gen<string?> Maybe(params string[] values) => Gen.Frequency((2, Gen.Const((string?)null)), (3, Gen.Int[0, values.Length - 1].Select(i => (string?)values[i])));

    private static Gen<DateTimeOffset?> Time => Gen.Frequency((2, Gen.Const((DateTimeOffset?)null)), (1, Gen.Long[-5_000_000, 95_000_000_000].Select(t => (DateTimeOffset?)IndexedLog.Start.AddTicks(t * 1_000))));

    private static Gen<AuditQuery> Query =>
        Gen.Select(
            Gen.Select(Maybe("hospital-a", "commune", "", "nobody"), Maybe("COVERAGE", "TREAT", ""), Maybe("admitted", "no-scope", "nothing")),
            Gen.Select(Maybe("native", "proxy"), Maybe("lookup", "entitlement-check"), Maybe("nurse-1", "nurse-77", "nobody")),
            Gen.Select(Time, Time),
            Gen.Frequency((3, Gen.Const(-1)), (1, Gen.Int[0, 305])),
            Gen.Frequency((1, Gen.Const((long?)null)), (1, Gen.Long[0, 40_000].Nullable())),
            Gen.Int[1, 60]).Select((kinds, more, times, person, before, count) => new AuditQuery(
                kinds.Item1, kinds.Item2, kinds.Item3, more.Item1, more.Item2, more.Item3, times.Item1, times.Item2,
                person < 0 ? null : [IndexedLog.Person(person), IndexedLog.Person(person, "2026-11.3650"), IndexedLog.Person(person, "2020-01.30")], before, count));

    [Fact]
    public void Find_AnyQuery_IsTheFirstPageOfANaiveSearch() => Query.Sample(query =>
    {
        var expected = Naive(query).Reverse().ToArray();

        var page = log.Search.Find(query);

        page.Hits.Select(h => h.Index).ShouldBe(expected.Take(query.Count));
        page.NextBefore.ShouldBe(expected.Length > query.Count ? expected[query.Count - 1] : null);
        (page.Indexed, page.Size).ShouldBe((log.Entries.Count, log.Entries.Count));
        page.Hits.ShouldAllBe(h => h.Entry.Outcome == log.Entries[(int)h.Index].Outcome && h.Entry.At == log.Entries[(int)h.Index].At);
    }, iter: 300, threads: 2);

    [Fact]
    public void Find_PageAfterPage_GivesEveryEntryOnce()
    {
        var query = new AuditQuery(Institution: "commune", Count: 3);
        var found = new List<long>();
        for (var page = log.Search.Find(query); ; page = log.Search.Find(query with { Before = page.NextBefore }))
        {
            found.AddRange(page.Hits.Select(h => h.Index));
            if (page.NextBefore is null)
                break;
        }

        found.Count.ShouldBeGreaterThan(3);
        found.ShouldBe(Naive(query).Reverse());
    }

    [Fact]
    public void Counts_TwoDays_AreThoseOfTheEntries()
    {
        var (first, last) = (new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 22));

        var counts = log.Search.Counts(first, last);

        counts.Sum(c => c.Count).ShouldBe(log.Entries.Count(e => DateOnly.FromDateTime(e.At.UtcDateTime) is var day && day >= first && day <= last));
        foreach (var count in counts)
            count.Count.ShouldBe(log.Entries.Count(e => DateOnly.FromDateTime(e.At.UtcDateTime) == count.Day && e.Institution == count.Institution
                && (e.Purpose ?? "") == count.Purpose && e.Operation == count.Operation && e.Outcome == count.Outcome));
        log.Search.Counts(last, last).ShouldBe(counts.Where(c => c.Day == last));
    }

    [Fact]
    public void Range_OfATime_StreamsItsEntriesInOrder()
    {
        var (from, to) = (IndexedLog.Start.AddHours(1.5), IndexedLog.Start.AddHours(2.3));

        log.Search.Range(from, to).Select(h => h.Index).ShouldBe(Naive(new(From: from, To: to)));
    }

    [Fact]
    public void Named_OfAQuery_HoldsNoValue()
    {
        var query = new AuditQuery(Institution: "secret-1", User: "secret-2", Subjects: [IndexedLog.Person(1)]);

        query.Named().ShouldBe(["institution", "user", "subject"]);
        query.ToString().ShouldBe("institution, user, subject");
    }

    private IEnumerable<long> Naive(AuditQuery query)
    {
        for (var i = 0; i < log.Entries.Count && i < (query.Before ?? long.MaxValue); i++)
            if (log.Entries[i] is var e
                && (query.Institution ?? e.Institution) == e.Institution && (query.Purpose ?? e.Purpose ?? "") == (e.Purpose ?? "") && (query.Outcome ?? e.Outcome) == e.Outcome
                && (query.Door ?? e.Door) == e.Door && (query.Operation ?? e.Operation) == e.Operation && (query.User is null || query.User == e.User)
                && (query.From is null || e.At >= query.From) && (query.To is null || e.At < query.To)
                && (query.Subjects is null || query.Subjects.Any(s => s.Key == e.SubjectKey && s.Value.Span.SequenceEqual(e.SubjectPseudonym.Span))))
                yield return i;
    }
}
