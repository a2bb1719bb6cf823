using System.Text.Json;
using Interop.Country.CivilRegistry;
using Interop.Country.HealthInsurance;
using Interop.Country.IdPoor;
using Interop.Country.People;
using Interop.Country.Programmes;
using Interop.Country.Samples;

namespace Interop.Country;

/// <summary>
/// A country of invented people, written as four ministries would hold it: a civil registry and a programmes registry
/// (SQLite), ID-Poor rounds (CSV) and the insurer's store behind <see cref="InsurerListener"/>. All people are synthetic.
/// </summary>
public static class SyntheticCountry
{
    private const int HouseholdsPerReport = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether a whole country lies in the folder. A run that was killed leaves none.</summary>
    public static bool Exists(string folder) => File.Exists(CountryFiles.Report(folder));

    /// <summary>The people to try the hub with, and what it must answer.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no country.</exception>
    public static IReadOnlyList<SamplePerson> ReadSamples(string folder)
    {
        using var file = File.OpenRead(CountryFiles.Samples(folder));
        return JsonSerializer.Deserialize<List<SamplePerson>>(file, Json)!;
    }

    /// <summary>Writes the country, household by household in constant memory. The same options write the same rows.</summary>
    /// <param name="folder">Appears whole or not at all; what is half made lies beside it under another name.</param>
    /// <exception cref="IOException">The folder exists and is not empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many people.</exception>
    public static async Task WriteAsync(string folder, CountryOptions options, IProgress<CountryProgress>? progress, CancellationToken cancellation)
    {
        CountryOptions.Check(options);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException("The country's folder is not empty.");
        // Disk and processor work from end to end: off the caller's thread.
        await Task.Run(() => Write(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), options, progress, cancellation), cancellation);
    }

    private static void Write(string folder, CountryOptions options, IProgress<CountryProgress>? progress, CancellationToken cancellation)
    {
        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(CountryFiles.InsurerStore(unfinished))!);

        var households = new CountryHouseholds(options);
        progress?.Report(new("Choosing sample people", 0, 1));
        var choice = SampleChoice.Make(households, options.Today, cancellation);
        var tally = WriteRegistries(unfinished, households, choice, options, progress, cancellation);
        WriteJson(CountryFiles.Samples(unfinished), choice.Samples);
        WriteJson(CountryFiles.Report(unfinished), new
        {
            options.People,
            options.Seed,
            options.Today,
            Dirt = Dirt.All,
            tally.Counts,
        });

        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(unfinished, folder);
    }

    private static Tally WriteRegistries(
        string folder, CountryHouseholds households, SampleChoice choice, CountryOptions options, IProgress<CountryProgress>? progress, CancellationToken cancellation)
    {
        using var civil = new CivilRegistryFile(CountryFiles.CivilRegistry(folder));
        using var poor = new IdPoorFolder(CountryFiles.IdPoor(folder));
        using var insurer = new InsurerStore(CountryFiles.InsurerStore(folder));
        using var programmes = new ProgrammesFile(CountryFiles.Programmes(folder));
        var tally = new Tally(options.Today);
        var (people, written) = (0L, 0);
        foreach (var household in Gazetteer.Provinces.SelectMany(p => households.Of(p, choice.Planted)))
        {
            civil.Write(household);
            poor.Write(household);
            foreach (var person in household.Members)
                WriteElsewhere(person);
            tally.Add(household);
            people += household.Members.Count;
            if (++written % HouseholdsPerReport != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new("Writing people", people, options.People));
        }

        progress?.Report(new("Writing people", people, options.People));
        Finish(civil.Finish, 0);
        Finish(insurer.Finish, 1);
        Finish(programmes.Finish, 2);
        progress?.Report(new("Building indices", 3, 3));
        return tally;

        void WriteElsewhere(Person person)
        {
            if (person.Insured is not null)
                insurer.Write(person.Insured);
            if (person.Beneficiary is not null)
                programmes.Write(person.Beneficiary);
        }

        void Finish(Action<CancellationToken> finish, int done)
        {
            progress?.Report(new("Building indices", done, 3));
            finish(cancellation);
        }
    }

    private static void WriteJson<T>(string file, T content)
    {
        using var stream = File.Create(file);
        JsonSerializer.Serialize(stream, content, Json);
    }
}
