using System.Collections.Concurrent;
using System.Globalization;
using Interop.Gateway.Keys;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.IdentityResolution;

/// <summary>
/// Who is known to which registry. Found by keyed pseudonyms of identifiers; identifiers and local keys are sealed;
/// no content is stored, so whoever steals the file learns nothing about anybody.
/// </summary>
internal sealed class ReferenceDirectory : IDisposable
{
    /// <summary>Format of the file; another one is rebuilt.</summary>
    internal const int Version = 1;

    private readonly ConcurrentBag<DirectoryReader> idle = [];
    private readonly Pseudonymiser pseudonyms;
    private readonly Sealer sealer;
    private readonly string path;

    private readonly AmendedResolution? amended;

    private ReferenceDirectory(string path, HubKeys keys, DirectoryAmendments? amendments)
    {
        this.path = path;
        amended = amendments is null ? null : new(amendments, ResolveAsBuilt);
        pseudonyms = PseudonymsOf(keys);
        sealer = SealerOf(keys);
    }

    internal static Pseudonymiser PseudonymsOf(HubKeys keys) => keys.PseudonymsFor("directory");
    internal static Sealer SealerOf(HubKeys keys) => keys.SealerFor("directory");

    /// <summary>True when a whole directory of this version is there.</summary>
    public static bool Exists(string path)
    {
        if (!File.Exists(path))
            return false;
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) == Version;
    }

    /// <param name="path">The file that a build wrote.</param>
    /// <param name="keys">Those it was built with.</param>
    /// <param name="amendments">What has changed since; null for nothing.</param>
    /// <exception cref="FileNotFoundException">There is no directory; build it first.</exception>
    public static ReferenceDirectory Open(string path, HubKeys keys, DirectoryAmendments? amendments = null) =>
        Exists(path) ? new(path, keys, amendments) : throw new FileNotFoundException($"No reference directory at {path}; run 'hub directory build'.", path);

    /// <summary>Finds the person behind one identifier.</summary>
    public Resolution Resolve(string type, string value) => amended is null ? ResolveAsBuilt(type, value) : amended.Find(type, value);

    private Resolution ResolveAsBuilt(string type, string value)
    {
        Span<byte> pseudonym = stackalloc byte[Pseudonymiser.Size];
        pseudonyms.Write(type, value, pseudonym);
        if (!idle.TryTake(out var reader))
            reader = new DirectoryReader(Connect(path));
        try
        {
            return reader.Read(pseudonym, sealer);
        }
        finally
        {
            idle.Add(reader);
        }
    }

    /// <summary>
    /// Everybody whom one registry knows, in no order that means anything, a few held at a time. All come from one file, though another takes its place
    /// meanwhile.
    /// </summary>
    public IEnumerable<Resolution> KnownTo(string registry)
    {
        using var reader = new DirectoryReader(Connect(path));
        for (var page = reader.KnownTo(registry, after: -1); page.Length > 0; page = reader.KnownTo(registry, page[^1]))
            foreach (var person in page)
                yield return reader.ReadPerson(person, sealer);
    }

    private static SqliteConnection Connect(string path)
    {
        // A directory file is never changed, only replaced whole, so SQLite may leave out locks and checks (sqlite.org/uri.html, immutable).
        var source = $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1";
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        foreach (var reader in idle)
            reader.Dispose();
        sealer.Dispose();
    }
}
