using System.Security.Cryptography;
using System.Text;

namespace Interop.Gateway.Keys;

/// <summary>
/// The hub's own secret, from which each use derives a key of its own (HKDF, RFC 5869), so that a pseudonym of one use
/// cannot be joined with a pseudonym of another. Losing the file makes directory and audit pseudonyms unreadable for ever.
/// </summary>
internal sealed class HubKeys
{
    private readonly byte[] master;

    private HubKeys(byte[] master) => this.master = master;

    /// <summary>Reads the master secret, or makes one on first use; readable by the owner alone.</summary>
    /// <exception cref="InvalidDataException">The file is not 32 bytes: it was not written by the hub.</exception>
    public static HubKeys Open(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }
        var secret = File.ReadAllBytes(path);
        return secret.Length == 32
            ? new HubKeys(secret)
            : throw new InvalidDataException($"{path} holds {secret.Length} bytes, not the 32 of a hub key. Restore it from the backup; a new one cannot read the old directory.");
    }

    /// <summary>A pseudonymiser of its own for <paramref name="use"/>.</summary>
    public Pseudonymiser PseudonymsFor(string use) => new(Derive("pseudonym:" + use));

    /// <summary>A sealer of its own for <paramref name="use"/>.</summary>
    public Sealer SealerFor(string use) => new(Derive("seal:" + use));

    /// <summary>32 secret bytes of their own for <paramref name="use"/>, to make a private key of.</summary>
    public byte[] SeedFor(string use) => Derive("seed:" + use);

    private byte[] Derive(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes("interop/1/" + use));
}
