using System.Globalization;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Audit.Tree;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Bench;

/// <summary>What is measured within one process: no wire, one thread, each call timed by itself.</summary>
internal static class Inside
{
    public static readonly string[] Names = ["admission", "audit-search", "matching", "stream-raw", "stream-apply", "stream-delay", CrossTablesBench.Name];

    private static readonly long Entries = long.TryParse(Environment.GetEnvironmentVariable("ENTRIES"), CultureInfo.InvariantCulture, out var entries) ? entries : 10_000_000;
    private static readonly string[] Purposes = ["TREAT", "COVERAGE", "ELIGDTRM", "ENROLLM", "HPAYMT"], Outcomes = ["admitted", "answered", "subject-not-found"];

    public static IEnumerable<BenchResult> Run(string name) => name switch { "admission" => [Admission()], "matching" => [MatchingBench.Run()], "stream-raw" or "stream-apply" or "stream-delay" => [StreamBench.Of(name)], _ => Searches() };

    /// <summary>Admission among 10,000 active scopes of 1,000 institutions.</summary>
    private static BenchResult Admission()
    {
        const int Calls = 1_000_000, Institutions = 1_000, Scopes = 10_000;
        var register = new ScopeRegister(AttributeCatalogue.Current);
        register.Replace(Enumerable.Range(0, Scopes).Select(i => new ScopeConfig(
            $"s-{i}", 1, $"c-{i % Institutions}", [$"P{i / Institutions}"], [Operation.Lookup, Operation.EntitlementCheck], ["civil-registry"], ["hef"], [new("vital.birthDate")],
            [], new(2026, 1, 1), new(2026, 12, 31), "bench", 30, ScopeStatus.Active, "a", "b")));
        string[] consumers = [.. Enumerable.Range(0, Institutions).Select(i => $"c-{i}")], purposes = [.. Enumerable.Range(0, Scopes / Institutions).Select(i => $"P{i}")], programmes = ["hef"];
        var random = new Random(1);
        return Timed("admission", Calls, 1_000, _ => register.Admit(consumers[random.Next(Institutions)], purposes[random.Next(purposes.Length)], Operation.Lookup, programmes, new(2026, 6, 1), out var _));
    }

    /// <summary>Pages of fifty from a log of <c>ENTRIES</c> entries, 10 million if nothing is said.</summary>
    private static IEnumerable<BenchResult> Searches()
    {
        var folder = Directory.CreateTempSubdirectory("interop-audit-bench-");
        try
        {
            var options = new AuditOptions { File = Path.Combine(folder.FullName, "audit.db"), Origin = "interop.bench/search", Signer = new NoteSigner("interop.bench/search", new byte[32]) };
            Fill(options);
            using var index = new AuditIndex(options, Path.Combine(folder.FullName, "audit-index.db"), TimeProvider.System);
            Console.WriteLine("Indexing");
            var started = TimeProvider.System.GetTimestamp();
            index.CatchUp(TimeSpan.FromHours(1));
            Console.WriteLine($"{Entries} entries indexed, {TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / Entries:0.00} us each");
            using var search = new AuditSearch(index);
            var random = new Random(2);
            var start = At(0);
            foreach (var (name, query) in new (string, Func<AuditQuery>)[]
            {
                ("institution", () => new(Institution: $"c-{random.Next(200)}")),
                ("purpose-outcome", () => new(Purpose: Purposes[random.Next(5)], Outcome: "subject-not-found")),
                ("nothing", () => new(Institution: "c-7", Purpose: "HPAYMT", Outcome: "rate-limited", Operation: "lookup")),
                ("rare", () => new(Institution: "rare", Purpose: "TREAT")),
                ("user", () => new(User: $"u-{random.Next(20_000)}")),
                ("subject", () => new(Subjects: [new("2026-11.30", Person(random.Next(500_000)))])),
                ("time", () => start.AddMinutes(random.Next((int)(Entries / 12_000))) is var from ? new(From: from, To: from.AddMinutes(5), Institution: $"c-{random.Next(200)}") : new()),
            })
                yield return Timed($"audit-search-{name}", 300, 1, _ => search.Find(query()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As the log would write them, many at a time.</summary>
    private static void Fill(AuditOptions options)
    {
        Console.WriteLine($"Writing {Entries} entries");
        using var store = new AuditStore(options, isThere: false, At(0));
        var (bundle, random) = (new LeafBundle(), new Random(3));
        for (var i = 0L; i < Entries; i++)
        {
            var (leaf, hash) = AuditLeaf.Write(Entry(i, random));
            bundle.Add(leaf, hash);
            if (bundle.Count < 4_096 && i + 1 < Entries)
                continue;
            store.Append(bundle, At(i));
            store.Fold();
            bundle.Clear();
        }
    }

    private static AuditEntry Entry(long i, Random random) => new()
    {
        Exchange = new Guid((int)i, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0), Phase = AuditPhase.Completed, At = At(i),
        Institution = random.Next(1_000_000) == 0 ? "rare" : $"c-{random.Next(200)}", Key = "ik_bench", User = $"u-{random.Next(20_000)}", Door = "native",
        Operation = random.Next(2) == 0 ? "lookup" : "entitlement-check", Purpose = Purposes[random.Next(5)], Scope = "bench", ScopeVersion = 1,
        SubjectPseudonym = Person(random.Next(500_000)), SubjectKey = "2026-11.30", Disclosed = ["vital.birthDate", "vital.sex"], Outcome = Outcomes[random.Next(3)],
    };

    private static DateTimeOffset At(long i) => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(5 * i);

    private static byte[] Person(int number)
    {
        var pseudonym = new byte[AuditLeaf.PseudonymLength];
        new Random(number).NextBytes(pseudonym);
        return pseudonym;
    }

    /// <param name="each">Calls timed together, where one is too short for the clock.</param>
    private static BenchResult Timed<T>(string name, int calls, int each, Func<int, T> call)
    {
        for (var i = 0; i < Math.Min(calls, 20_000); i++)
            call(i);
        var took = new double[calls / each];
        for (var round = 0; round < took.Length; round++)
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < each; i++)
                call(i);
            took[round] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / each;
        }
        Array.Sort(took);
        return new(name, 1000 / took.Average(), took[took.Length / 2], took[(int)(took.Length * 0.99)], Environment.WorkingSet / 1024.0 / 1024.0, null, null);
    }
}
