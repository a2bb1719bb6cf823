using CsCheck;
using Interop.Gateway.Audit;
using Interop.Gateway.Misuse;

namespace Interop.Gateway.Tests.Misuse;

public sealed class DetectorPropertyTests
{
    /// <summary>Low bounds, so that random traffic is full of findings.</summary>
    private static readonly MisuseOptions Options = new()
    {
        MostUsers = 100,
        Enumeration = new() { QuickNotFound = 3, DayNotFound = 6, Pace = 5 },
        ManyPeople = new() { LeastPeople = 4, Factor = 1.5, LeastPeers = 2 },
        NightBurst = new() { Least = 5, Factor = 2 },
        ManyInstitutions = new() { Least = 3 },
        NoLaterClaim = new() { Sample = 50, LeastPeople = 3, LeastPeers = 1, Margin = 0.2 },
    };

    private static readonly Gen<Traffic> SomeTraffic = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 2 * 24 * 60], Gen.Int[0, 3], Gen.Int[0, 9], Gen.Select(Gen.Bool, Gen.Bool)).Array[20, 300]
        .Select(rows =>
        {
            var traffic = new Traffic();
            foreach (var (person, minute, institution, user, (found, paid)) in rows)
                traffic.Add(Traffic.Morning.AddMinutes(minute), person, $"institution-{institution}", user == 0 ? null : $"user-{user}", $"key-{user % 3}", paid ? "HPAYMT" : "TREAT", found);
            return traffic;
        });

    /// <summary>Within a period nothing hangs on the order of entries. Payment after care does, so that detector keeps its order of time.</summary>
    [Fact]
    public void Findings_EntriesInAnotherOrder_AreTheSame() => Gen.Select(SomeTraffic, Gen.Int).Sample((traffic, seed) =>
    {
        foreach (var i in Enumerable.Range(0, MisuseWatch.Detectors(Options).Length).Where(i => MisuseWatch.Detectors(Options)[i] is not NoLaterClaimDetector))
        {
            var shuffled = traffic.Entries.ToArray();
            new Random(seed).Shuffle(shuffled);
            Text(traffic.Seen(MisuseWatch.Detectors(Options)[i], shuffled)).ShouldBe(Text(traffic.Seen(MisuseWatch.Detectors(Options)[i])));
        }
    }, iter: 60);

    /// <summary>Entries about different people at one moment are independent of each other, for every detector.</summary>
    [Fact]
    public void Findings_EntriesOfOneMomentInAnotherOrder_AreTheSame() => Gen.Select(SomeTraffic, Gen.Int).Sample((traffic, seed) =>
    {
        var inTime = traffic.Entries.OrderBy(e => e.Entry.At).ToArray();
        var random = new Random(seed);
        var swapped = traffic.Entries.OrderBy(e => e.Entry.At).ThenBy(_ => random.Next()).ToArray();
        for (var i = 0; i < MisuseWatch.Detectors(Options).Length; i++)
            Text(traffic.Seen(MisuseWatch.Detectors(Options)[i], swapped)).ShouldBe(Text(traffic.Seen(MisuseWatch.Detectors(Options)[i], inTime)));
    }, iter: 60);

    /// <summary>A detector that is written down and taken up again anywhere goes on as if nothing had been.</summary>
    [Fact]
    public void Memory_WrittenDownAndTakenUpAgain_FindsTheSame() => Gen.Select(SomeTraffic, Gen.Int[0, 20]).Sample((traffic, at) =>
    {
        var order = traffic.Entries.OrderBy(e => e.Entry.At).ToArray();
        var found = 0;
        for (var i = 0; i < MisuseWatch.Detectors(Options).Length; i++)
        {
            var (first, second) = (MisuseWatch.Detectors(Options)[i], MisuseWatch.Detectors(Options)[i]);
            Feed(first, order.Take(at));
            second.Load(first.Save());
            var whole = traffic.Seen(MisuseWatch.Detectors(Options)[i], order);
            Text(traffic.Seen(second, order.Skip(at))).ShouldBe(Text(whole));
            found += whole.Length;
        }
        return found >= 0;
    }, iter: 60);

    private static void Feed(Detector detector, IEnumerable<(long Index, AuditEntry Entry)> entries)
    {
        foreach (var (index, entry) in entries)
            detector.Observe(index, entry);
    }

    private static string Text(IEnumerable<Finding> findings) => string.Join('\n', findings
        .Select(f => $"{f.Kind} {f.Institution} {f.User} {string.Join(',', f.Keys)} {f.Matter} {f.From:O} {f.To:O} {f.Count} {f.Usual} {string.Join(',', f.Entries)}").Order(StringComparer.Ordinal));
}
