using System.Security.Cryptography;

namespace Interop.Gateway.Batches.Tus;

/// <summary>The header Upload-Checksum (tus 1.0.0, checksum): an algorithm and the digest that the bytes of one request have.</summary>
internal sealed class UploadChecksum(IncrementalHash hash, byte[] wanted) : IDisposable
{
    /// <summary>As Tus-Checksum-Algorithm lists them. sha1 must be there by the protocol; it guards against a bad line, not against anybody.</summary>
    public const string Algorithms = "sha256,sha1,sha512";

    /// <summary>Reads it; null when it is not understood.</summary>
    public static UploadChecksum? Read(string header)
    {
        if (header.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var digest])
            return null;
        HashAlgorithmName? algorithm = name switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        var bytes = new byte[64];
        return algorithm is not null && Convert.TryFromBase64String(digest, bytes, out var length) ? new(IncrementalHash.CreateHash(algorithm.Value), bytes[..length]) : null;
    }

    public void Add(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    /// <summary>Whether all bytes added have the digest.</summary>
    public bool Fits() => CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), wanted);

    public void Dispose() => hash.Dispose();
}
