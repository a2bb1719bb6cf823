using System.Security.Cryptography;

namespace Interop.Country.Tests;

public class DeterminismTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Write_SameOptionsTwice_SameFilesAndRows()
    {
        var (first, second) = (await Fingerprint(seed: 5), await Fingerprint(seed: 5));

        second.ShouldBe(first);
        first.Keys.Count(k => k.EndsWith(".csv", StringComparison.Ordinal)).ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task Write_OtherSeed_OtherPeople()
    {
        var (first, second) = (await Fingerprint(seed: 5), await Fingerprint(seed: 6));

        second["samples.json"].ShouldNotBe(first["samples.json"]);
        second["PEOPLE"].ShouldNotBe(first["PEOPLE"]);
    }

    [Fact]
    public async Task Write_Cancelled_LeavesNoCountry()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("country").FullName, "country");
        using var cancellation = new CancellationTokenSource();
        var progress = new Immediate(p =>
        {
            if (p.Stage == "Writing people")
                cancellation.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(
            SyntheticCountry.WriteAsync(folder, new() { People = 20_000, Today = Today }, progress, cancellation.Token));

        Directory.Exists(folder).ShouldBeFalse();
        SyntheticCountry.Exists(folder).ShouldBeFalse();
        // What is left of it does not stand in the way of the next run.
        await SyntheticCountry.WriteAsync(folder, new() { People = 2_000, Today = Today }, null, TestContext.Current.CancellationToken);
        SyntheticCountry.Exists(folder).ShouldBeTrue();
        Directory.GetDirectories(Path.GetDirectoryName(folder)!).ShouldBe([folder]);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public async Task Write_FolderNotEmpty_RefusesAndTouchesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("country").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "mine.txt"), "mine");

        await Should.ThrowAsync<IOException>(SyntheticCountry.WriteAsync(folder, new() { People = 2_000, Today = Today }, null, default));

        Directory.GetFileSystemEntries(folder).Length.ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1_999)]
    [InlineData(5_500_001)]
    public async Task Write_PeopleOutOfRange_Refuses(int people) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => SyntheticCountry.WriteAsync("never", new() { People = people, Today = Today }, null, default));

    private static async Task<Dictionary<string, string>> Fingerprint(int seed)
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("country").FullName, "country");
        await SyntheticCountry.WriteAsync(folder, new() { People = 2_000, Seed = seed, Today = Today }, null, TestContext.Current.CancellationToken);
        var prints = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".db", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
        Add(CountryFiles.CivilRegistry(folder), "PEOPLE", "BIRTHS", "DEATHS", "FAMILY_BOOKS");
        Add(CountryFiles.Programmes(folder), "programme", "beneficiary", "enrolment", "benefit_declaration");
        Add(CountryFiles.InsurerStore(folder), "policy");
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        return prints;

        void Add(string file, params string[] tables)
        {
            foreach (var table in tables)
                prints[table] = string.Join('\n', WrittenCountry.Rows(file, $"SELECT * FROM {table}").Select(r => string.Join('|', r)));
        }
    }

    private sealed class Immediate(Action<CountryProgress> report) : IProgress<CountryProgress>
    {
        public void Report(CountryProgress value) => report(value);
    }
}
