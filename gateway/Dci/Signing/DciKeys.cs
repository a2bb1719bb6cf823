using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Org.BouncyCastle.Crypto.Parameters;

namespace Interop.Gateway.Dci.Signing;

/// <summary>
/// The hub's own keys for DCI messages, one for each dialect: the Ed25519 key is made of the hub's secret, the RSA key is made once and kept sealed in the
/// hub's store. Each is named by its thumbprint (RFC 7638, RFC 8037 §2).
/// </summary>
internal sealed class DciKeys : IDisposable
{
    public static readonly SchemaPart Schema = new("dci-keys", "create table dci_key (kid text primary key, sealed text not null, made_at bigint not null)");

    private readonly Lazy<RSA> rsa;
    private readonly Ed25519PrivateKeyParameters ed;
    private readonly TimeProvider time;

    public DciKeys(HubStore store, HubKeys keys, TimeProvider time)
    {
        this.time = time;
        ed = new(keys.SeedFor("dci-ed25519"));
        EdKid = Thumbprint($$"""{"crv":"Ed25519","kty":"OKP","x":"{{EdX}}"}""");
        rsa = new(() => Open(store, keys, time));
    }

    private string EdX => Base64Url.EncodeToString(ed.GeneratePublicKey().GetEncoded());

    private string EdKid { get; }

    /// <summary>The signature of a content that <see cref="CanonicalJson"/> wrote.</summary>
    public string Sign(string content, DciDialect dialect, string sender) => dialect == DciDialect.Jws
        ? EmbeddedJws.Sign(content, rsa.Value, Kid(rsa.Value))
        : SignatureString.Sign(content, ed, sender, EdKid, time.GetUtcNow());

    /// <summary>The public keys as a JSON Web Key Set (RFC 7517 §5).</summary>
    public JsonObject Published()
    {
        var (n, e) = Numbers(rsa.Value);
        return new()
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "RSA", ["kid"] = Kid(rsa.Value), ["use"] = "sig", ["alg"] = "RS256", ["n"] = n, ["e"] = e },
                new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["kid"] = EdKid, ["use"] = "sig", ["alg"] = "EdDSA", ["x"] = EdX }),
        };
    }

    public void Dispose()
    {
        if (rsa.IsValueCreated)
            rsa.Value.Dispose();
    }

    private static RSA Open(HubStore store, HubKeys keys, TimeProvider time)
    {
        var sealer = keys.SealerFor("dci-rsa");
        var box = store.Change((connection, transaction) =>
        {
            if (connection.QueryFirstOrDefault<string>("select sealed from dci_key order by made_at desc", transaction: transaction) is { } kept)
                return kept;
            using var made = RSA.Create(3072);
            var box = Convert.ToBase64String(sealer.Seal(made.ExportPkcs8PrivateKeyPem()));
            connection.Execute("insert into dci_key (kid, sealed, made_at) values (@kid, @box, @now)", new { kid = Kid(made), box, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            return box;
        });
        var key = RSA.Create();
        key.ImportFromPem(sealer.Open(Convert.FromBase64String(box)));
        return key;
    }

    private static string Kid(RSA key)
    {
        var (n, e) = Numbers(key);
        return Thumbprint($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""");
    }

    private static (string N, string E) Numbers(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return (Base64Url.EncodeToString(numbers.Modulus), Base64Url.EncodeToString(numbers.Exponent));
    }

    private static string Thumbprint(string json) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
