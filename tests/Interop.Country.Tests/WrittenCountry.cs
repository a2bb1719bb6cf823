using Microsoft.Data.Sqlite;

[assembly: AssemblyFixture(typeof(Interop.Country.Tests.WrittenCountry))]

namespace Interop.Country.Tests;

/// <summary>One country of 20,000 people in a temporary folder, written once for all tests that only read it.</summary>
public sealed class WrittenCountry : IAsyncLifetime
{
    public static readonly CountryOptions Options = new() { People = 20_000, Seed = 7, Today = new(2026, 11, 23) };

    public string Folder { get; } = Path.Combine(Directory.CreateTempSubdirectory("country").FullName, "country");

    public async ValueTask InitializeAsync() => await SyntheticCountry.WriteAsync(Folder, Options, null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
        return ValueTask.CompletedTask;
    }

    public List<string?[]> Civil(string sql) => Rows(CountryFiles.CivilRegistry(Folder), sql);

    public List<string?[]> Programmes(string sql) => Rows(CountryFiles.Programmes(Folder), sql);

    public List<string?[]> Insurer(string sql) => Rows(CountryFiles.InsurerStore(Folder), sql);

    public long CivilCount(string sql) => long.Parse(Civil(sql).Single()[0]!);

    /// <summary>All rows of all rounds, by column name.</summary>
    public List<Dictionary<string, string>> IdPoor() => ReadRounds(Folder);

    public static List<Dictionary<string, string>> ReadRounds(string folder)
    {
        List<Dictionary<string, string>> rows = [];
        foreach (var file in Directory.EnumerateFiles(CountryFiles.IdPoor(folder), "*.csv", SearchOption.AllDirectories).Order())
        {
            var lines = File.ReadAllLines(file);
            var columns = lines[0].Split(',');
            rows.AddRange(lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second)));
        }

        return rows;
    }

    public static List<string?[]> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant text of the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }
}
