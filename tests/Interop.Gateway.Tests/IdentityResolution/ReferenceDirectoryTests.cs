using System.Security.Cryptography;
using System.Text;
using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Tests.Registries;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Tests.IdentityResolution;

/// <summary>The file: what it shows to whom, and when it is opened.</summary>
public sealed class ReferenceDirectoryTests : IDisposable
{
    private readonly FourRegistries four = new();

    [Fact]
    public async Task Resolve_Stranger_IsNotFound()
    {
        await WriteOneAsync();
        using var directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        foreach (var value in (string[])["010203041", "", "0102030400", "' OR 1=1", "\0", new('9', 100_000)])
            directory.Resolve("national-id", value).ShouldBe(Resolution.NotFound);
        directory.Resolve("nssf", "010203040").ShouldBe(Resolution.NotFound);
    }

    [Fact]
    public async Task File_WholeContent_HoldsNoIdentifierAndNoLocalKeyInTheClear()
    {
        await WriteOneAsync();
        var bytes = await File.ReadAllBytesAsync(four.DirectoryPath, TestContext.Current.CancellationToken);
        foreach (var personal in (string[])["010203040", "120101001", "LOCALKEY", "77001", "ប័ណ្ណ"])
        {
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(personal)).ShouldBe(-1, personal);
            bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(personal)).ShouldBe(-1, personal);
        }
        bytes.AsSpan().IndexOf("civil-registry"u8).ShouldBeGreaterThan(0, "the search would have found it");
    }

    [Fact]
    public async Task Resolve_WrongMasterKey_FindsNobodyAndOpensNothing()
    {
        await WriteOneAsync();
        using (var stolen = ReferenceDirectory.Open(four.DirectoryPath, four.OtherKeys()))
            stolen.Resolve("national-id", "010203040").ShouldBe(Resolution.NotFound);

        using var wrong = ReferenceDirectory.SealerOf(four.OtherKeys());
        using var right = ReferenceDirectory.SealerOf(four.Keys);
        var boxes = Boxes().ToArray();
        boxes.Length.ShouldBe(5);
        boxes.ShouldAllBe(box => right.Open(box).Length > 0);
        foreach (var box in boxes)
            Should.Throw<CryptographicException>(() => wrong.Open(box));
    }

    [Fact]
    public async Task Resolve_ManyAtOnce_EachGetsTheirOwn()
    {
        for (var i = 0; i < 500; i++)
            four.Civil.Knows($"C{i}", ("national-id", $"{i:000000000}"));
        await four.BuildDirectoryAsync();
        using var directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        var wrong = 0;
        Parallel.For(0, 5_000, i =>
        {
            if (directory.Resolve("national-id", $"{i % 600:000000000}").In("civil-registry", FourRegistries.Today)?.LocalKey != (i % 600 < 500 ? $"C{i % 600}" : null))
                Interlocked.Increment(ref wrong);
        });
        wrong.ShouldBe(0);
    }

    [Fact]
    public void Open_NoFile_SaysWhatToRun()
    {
        ReferenceDirectory.Exists(four.DirectoryPath).ShouldBeFalse();
        Should.Throw<FileNotFoundException>(() => ReferenceDirectory.Open(four.DirectoryPath, four.Keys)).Message.ShouldContain("hub directory build");
    }

    [Fact]
    public async Task Write_FirstBuildFailsMidway_LeavesNothingThatWouldBeOpened()
    {
        four.Civil.Knows("C1", ("national-id", "010203040"));
        four.IdPoor.FailsMidway = true;
        await Should.ThrowAsync<RegistryReadException>(four.BuildDirectoryAsync);
        File.Exists(four.DirectoryPath).ShouldBeFalse();
        ReferenceDirectory.Exists(four.DirectoryPath + ".new").ShouldBeFalse("a torn file is not taken for a directory even by its own name");
    }

    [Fact]
    public async Task Write_LaterBuildFailsMidway_TheOldDirectoryStaysAndTheNextBuildTakesItsPlace()
    {
        await WriteOneAsync();
        four.Civil.Knows("C2", ("national-id", "010203049"));
        four.Programmes.FailsMidway = true;
        await Should.ThrowAsync<RegistryReadException>(four.BuildDirectoryAsync);
        using (var old = ReferenceDirectory.Open(four.DirectoryPath, four.Keys))
        {
            old.Resolve("national-id", "010203040").Outcome.ShouldBe(ResolutionOutcome.Found);
            old.Resolve("national-id", "010203049").ShouldBe(Resolution.NotFound);

            four.Programmes.FailsMidway = false;
            await four.BuildDirectoryAsync();
            old.Resolve("national-id", "010203040").Outcome.ShouldBe(ResolutionOutcome.Found, "who has the old file open reads on");
        }
        File.Exists(four.DirectoryPath + ".new").ShouldBeFalse();
        using var fresh = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        fresh.Resolve("national-id", "010203049").Outcome.ShouldBe(ResolutionOutcome.Found);
    }

    [Fact]
    public async Task Write_CallerGivesUp_LeavesTheOldDirectory()
    {
        await WriteOneAsync();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => new DirectoryBuild(four.Keys).WriteAsync(four.DirectoryPath, four.All, null, gone.Token));
        ReferenceDirectory.Exists(four.DirectoryPath).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Exists_FileOfAnotherVersion_IsFalse(int version)
    {
        await WriteOneAsync();
        using (var connection = new SqliteConnection($"Data Source={four.DirectoryPath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA user_version = {version}";
            command.ExecuteNonQuery();
        }
        ReferenceDirectory.Exists(four.DirectoryPath).ShouldBeFalse();
        Should.Throw<FileNotFoundException>(() => ReferenceDirectory.Open(four.DirectoryPath, four.Keys));
    }

    [Fact]
    public void Exists_EmptyFile_IsFalse()
    {
        File.WriteAllBytes(four.DirectoryPath, []);
        ReferenceDirectory.Exists(four.DirectoryPath).ShouldBeFalse();
    }

    public void Dispose() => four.Dispose();

    private Task WriteOneAsync()
    {
        four.Civil.Knows("LOCALKEY-1", ("national-id", "010203040"), ("family-book", "120101001-03"));
        four.IdPoor.Knows("LOCALKEY-ប័ណ្ណ", ("equity-card", "77001-02"), ("national-id", "010203040"));
        return four.BuildDirectoryAsync();
    }

    private IEnumerable<byte[]> Boxes()
    {
        using var connection = new SqliteConnection($"Data Source={four.DirectoryPath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sealed FROM held UNION ALL SELECT sealed FROM reference";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return rows.GetFieldValue<byte[]>(0);
    }
}
