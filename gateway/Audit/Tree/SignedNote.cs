using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Interop.Gateway.Audit.Tree;

/// <summary>
/// A text and the signatures under it (C2SP signed-note): the text, an empty line, then a line a signature,
/// <c>— {name} {base64(key id || Ed25519 signature of the text)}</c>.
/// </summary>
internal static class SignedNote
{
    private const string Divider = "\n\n";
    private const string Dash = "— ";
    private const int IdSize = 4;

    public static string Sign(string text, NoteSigner key)
    {
        var signature = new byte[IdSize + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(signature, key.Verifier.Id);
        key.Sign(Encoding.UTF8.GetBytes(text)).CopyTo(signature, IdSize);
        return $"{text}\n{Dash}{key.Verifier.Name} {Convert.ToBase64String(signature)}\n";
    }

    /// <summary>The text, if the key has signed it; null for anything else. Signatures of keys not asked about are passed over.</summary>
    public static string? Open(string note, NoteVerifier key)
    {
        var at = note.LastIndexOf(Divider, StringComparison.Ordinal);
        // The last line break may be the divider's own: then no signature follows.
        if (at < 0 || at + Divider.Length == note.Length || !note.EndsWith('\n'))
            return null;
        var text = note[..(at + 1)];
        foreach (var line in note[(at + Divider.Length)..^1].Split('\n'))
        {
            var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
            if (parts.Length != 2)
                return null;
            var signature = new byte[IdSize + Ed25519.SignatureSize];
            if (parts[0] == key.Name && Convert.TryFromBase64String(parts[1], signature, out var length) && length == signature.Length
                && BinaryPrimitives.ReadUInt32BigEndian(signature) == key.Id && key.Verifies(Encoding.UTF8.GetBytes(text), signature.AsSpan(IdSize)))
                return text;
        }
        return null;
    }
}

/// <summary>Who may sign: a name and an Ed25519 public key (RFC 8032).</summary>
internal sealed class NoteVerifier
{
    private const byte Ed25519Kind = 0x01;
    private readonly byte[] key;

    public NoteVerifier(string name, byte[] publicKey)
    {
        (Name, key) = (name, publicKey);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Kind, .. publicKey]));
    }

    public string Name { get; }

    /// <summary>The first four bytes of SHA-256(name || 0x0A || 0x01 || key), big-endian.</summary>
    public uint Id { get; }

    public bool Verifies(byte[] text, ReadOnlySpan<byte> signature) => Ed25519.Verify(signature.ToArray(), 0, key, 0, text, 0, text.Length);

    /// <summary>Reads <c>{name}+{key id in hex}+{base64(0x01 || key)}</c>; null when it is not that or the id is not the key's.</summary>
    public static NoteVerifier? Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        var bytes = new byte[1 + Ed25519.PublicKeySize];
        if (parts.Length != 3 || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length != bytes.Length || bytes[0] != Ed25519Kind)
            return null;
        var verifier = new NoteVerifier(parts[0], bytes[1..]);
        return uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id == verifier.Id ? verifier : null;
    }

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519Kind, .. key])}";
}

/// <summary>An Ed25519 private key with the name it signs under.</summary>
internal sealed class NoteSigner
{
    private readonly byte[] seed;

    /// <param name="name">Without white space and plus.</param>
    /// <param name="seed">32 bytes, the private key of RFC 8032 §5.1.5.</param>
    public NoteSigner(string name, byte[] seed)
    {
        this.seed = seed;
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, key, 0);
        Verifier = new(name, key);
    }

    public NoteVerifier Verifier { get; }

    public byte[] Sign(byte[] text)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, 0, text, 0, text.Length, signature, 0);
        return signature;
    }
}
