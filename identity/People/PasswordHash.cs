using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Interop.Identity.People;

/// <summary>The cost of one Argon2id hash (RFC 9106 §3.1).</summary>
/// <param name="Memory">m, in KiB.</param>
/// <param name="Passes">t.</param>
/// <param name="Lanes">p.</param>
internal sealed record HashCost(int Memory, int Passes, int Lanes)
{
    /// <summary>The OWASP Password Storage Cheat Sheet's choice for one lane.</summary>
    public static readonly HashCost Default = new(19_456, 2, 1);
}

/// <summary>Argon2id (RFC 9106) in the PHC string form: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>, base64 without padding.</summary>
internal static class PasswordHash
{
    private const int SaltLength = 16;
    private const int HashLength = 32;

    public static string Make(string password, HashCost cost)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Compute(Encoding.UTF8.GetBytes(password), salt, cost, HashLength);
        return $"$argon2id$v=19$m={cost.Memory},t={cost.Passes},p={cost.Lanes}${Text(salt)}${Text(hash)}";
    }

    /// <summary>Whether the password is the hashed one; compared in constant time.</summary>
    /// <exception cref="FormatException">The text is no Argon2id hash of version 19: it was not written by <see cref="Make"/>.</exception>
    public static bool Verify(string password, string phc)
    {
        var (cost, salt, hash) = Read(phc);
        return CryptographicOperations.FixedTimeEquals(hash, Compute(Encoding.UTF8.GetBytes(password), salt, cost, hash.Length));
    }

    /// <summary>Whether the hash costs a guesser less than <paramref name="cost"/> would.</summary>
    public static bool IsCheaper(string phc, HashCost cost)
    {
        var was = Read(phc).Cost;
        return was.Memory < cost.Memory || was.Passes < cost.Passes;
    }

    internal static byte[] Compute(byte[] password, byte[] salt, HashCost cost, int length, byte[]? secret = null, byte[]? additional = null)
    {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13).WithMemoryAsKB(cost.Memory).WithIterations(cost.Passes).WithParallelism(cost.Lanes)
            .WithSalt(salt).WithSecret(secret ?? []).WithAdditional(additional ?? []);
        var generator = new Argon2BytesGenerator();
        generator.Init(parameters.Build());
        var hash = new byte[length];
        generator.GenerateBytes(password, hash);
        return hash;
    }

    private static (HashCost Cost, byte[] Salt, byte[] Hash) Read(string phc)
    {
        var parts = phc.Split('$');
        if (parts is not ["", "argon2id", "v=19", var costs, var salt, var hash])
            throw new FormatException("The stored password hash is no Argon2id hash of version 19.");
        var numbers = costs.Split(',');
        return (new(Number(numbers, "m="), Number(numbers, "t="), Number(numbers, "p=")), Bytes(salt), Bytes(hash));
    }

    private static int Number(string[] parts, string name) =>
        int.Parse(parts.Single(p => p.StartsWith(name, StringComparison.Ordinal)).AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
