using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Identity.Tests.Keys;

/// <summary>A data folder of its own, with the pieces that share its key store.</summary>
internal sealed class KeyFolder : IDisposable
{
    public static readonly string[] Institutions = ["nssf", "hospital-a"];

    public KeyFolder()
    {
        Store = new(File, Time);
        Keys = new(Store, () => Institutions, Time);
        Verifier = new(Store, Time, NullLogger<KeyVerifier>.Instance);
        Marks = new(Store, Time, NullLogger<KeyMarks>.Instance);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("interop-keys-").FullName;

    public string File => IdentityRegistration.StoreIn(Folder);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public IdentityStore Store { get; }

    public AccessKeys Keys { get; }

    public KeyVerifier Verifier { get; }

    public KeyMarks Marks { get; }

    public IssuedKey Issue(params string[] networks) => Keys.Issue("nssf", "test", networks: networks).Key.ShouldNotBeNull();

    public CredentialOutcome Verify(string text, string from = "10.1.2.3") => Verifier.Verify(text, System.Net.IPAddress.Parse(from)).Outcome;

    /// <summary>Another process: its own connection, none of the objects above.</summary>
    public AccessKeys Elsewhere() => AccessKeys.Open(File, () => Institutions, Time);

    /// <summary>Changes the store behind everybody's back.</summary>
    public void Execute(string sql)
    {
        using var connection = Store.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public string Bytes()
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(passive)";
            command.ExecuteNonQuery();
        }

        return string.Concat(Directory.GetFiles(Folder).Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }));
    }

    public void Dispose()
    {
        Verifier.Dispose();
        Marks.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
