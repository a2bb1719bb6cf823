using System.Security.Cryptography;
using System.Text;
using Interop.Identity.Signing;
using Interop.Identity.Tests.Keys;
using Microsoft.Extensions.Options;

namespace Interop.Identity.Tests.Signing;

public sealed class SigningKeysTests : IDisposable
{
    private readonly KeyFolder folder = new();
    private readonly SigningKeys keys;

    public SigningKeysTests() => keys = Elsewhere();

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Current_FirstStart_HasOneKeyAPurpose()
    {
        keys.Current(SigningPurpose.Token).Kid.ShouldNotBe(keys.Current(SigningPurpose.Answer).Kid);
        keys.Published().Count.ShouldBe(2);
        keys.Current(SigningPurpose.Token).ShouldBeSameAs(keys.Current(SigningPurpose.Token));
    }

    /// <summary>RFC 7638 §3.1 computed by other means than the code: the published coordinates.</summary>
    [Fact]
    public void Kid_IsTheThumbprint()
    {
        var key = keys.Current(SigningPurpose.Token);
        var text = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + key.X + "\",\"y\":\"" + key.Y + "\"}";

        key.Kid.ShouldBe(Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(text))).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
    }

    [Fact]
    public void Current_AnotherProcess_SignsWithTheSameKeys()
    {
        using var other = Elsewhere();

        other.Current(SigningPurpose.Answer).Kid.ShouldBe(keys.Current(SigningPurpose.Answer).Kid);
        var signature = other.Current(SigningPurpose.Answer).Key.SignData("text"u8, HashAlgorithmName.SHA256);
        keys.Current(SigningPurpose.Answer).Key.VerifyData("text"u8, signature, HashAlgorithmName.SHA256).ShouldBeTrue();
    }

    [Fact]
    public void Rotation_ThroughAYear_PublishesEachKeyBeforeItSignsAndAfter()
    {
        var published = new HashSet<string>();
        var signed = new List<(string Kid, DateTimeOffset At)>();
        for (var day = 0; day < 365; day++, folder.Time.Advance(TimeSpan.FromDays(1)))
        {
            var set = keys.Published().Select(k => k.Kid).ToHashSet();
            var current = keys.Current(SigningPurpose.Token).Kid;
            set.ShouldContain(current);
            if (day > 0)
                published.ShouldContain(current, "A key signs only after a day on which verifiers could fetch it.");
            published.UnionWith(set);
            signed.Add((current, folder.Time.GetUtcNow()));
            foreach (var recent in signed.Where(s => folder.Time.GetUtcNow() - s.At <= TimeSpan.FromDays(6)))
                set.ShouldContain(recent.Kid, "What was signed lately can still be verified.");
            set.Count.ShouldBeLessThanOrEqualTo(6);
        }
        signed.Select(s => s.Kid).Distinct().Count().ShouldBeInRange(12, 13);
    }

    [Fact]
    public void Current_AfterALongSleep_SignsWithAFreshKey()
    {
        var old = keys.Current(SigningPurpose.Token);
        folder.Time.Advance(TimeSpan.FromDays(400));

        var current = keys.Current(SigningPurpose.Token);
        current.Kid.ShouldNotBe(old.Kid);
        current.SignsUntil.ShouldBeGreaterThan(folder.Time.GetUtcNow());
    }

    [Fact]
    public void Store_HoldsNoPrivateKeyInClear()
    {
        var pem = keys.Current(SigningPurpose.Token).Key.ExportPkcs8PrivateKeyPem();

        var bytes = folder.Bytes();
        bytes.ShouldContain(keys.Current(SigningPurpose.Token).Kid);
        bytes.ShouldNotContain("PRIVATE KEY");
        bytes.ShouldNotContain(pem.Split('\n')[1]);
    }

    private SigningKeys Elsewhere() => new(folder.Store, Options.Create(new IdentityOptions { Seal = Boxes.Seal, Unseal = Boxes.Open }), folder.Time);
}
