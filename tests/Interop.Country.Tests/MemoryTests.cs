namespace Interop.Country.Tests;

[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests
{
    /// <summary>
    /// What lives at the middle of the writing, after a full collection: four times the people must not be four times as much.
    /// The bound is far below what 60,000 more people would take (a person with rows and names is over 500 bytes, 30 MB in all).
    /// </summary>
    [Fact]
    public async Task Write_FourTimesThePeople_HoldsNoMoreMemory()
    {
        var (small, large) = (await HeldAtMost(20_000), await HeldAtMost(80_000));

        (large - small).ShouldBeLessThan(3_000_000);
    }

    private static async Task<long> HeldAtMost(int people)
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("country").FullName, "country");
        var most = 0L;
        // Now and then only: a full collection takes a while.
        var progress = new Every(8, () => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)));
        await SyntheticCountry.WriteAsync(folder, new() { People = people, Today = new(2026, 11, 23) }, progress, TestContext.Current.CancellationToken);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        most.ShouldBeGreaterThan(0);
        return most;
    }

    private sealed class Every(int times, Action act) : IProgress<CountryProgress>
    {
        private int reports;

        public void Report(CountryProgress value)
        {
            if (++reports % times == 0)
                act();
        }
    }
}
