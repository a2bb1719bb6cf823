using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Keys;
using Interop.Gateway.PointOfCare;

namespace Interop.Gateway.Tests.PointOfCare;

public sealed class SealedCardsTests : IDisposable
{
    private const string Hospital = "calmette-hospital", Number = "010203040";

    private readonly TempFolder folder = new();
    private readonly SealedCards cards;

    public SealedCardsTests() => cards = new(HubKeys.Open(folder["a.key"]));

    [Fact]
    public void Open_Sealed_IsAsTyped()
    {
        var card = cards.Open(Seal("1764140000 national-id: 0102 03040"), Hospital)!;
        (card.Typed, card.At).ShouldBe(("national-id: 0102 03040", DateTimeOffset.FromUnixTimeSeconds(1764140000)));
        $"{card}".ShouldNotContain("0102");
        cards.KeyOf(Hospital).ShouldBe(new SealedCards(HubKeys.Open(folder["a.key"])).KeyOf(Hospital), "a device keeps the key over a restart of the hub");
    }

    [Fact]
    public void Open_OfAnotherFacilityOrHub_IsNothing()
    {
        var box = Seal("1764140000 " + Number);
        cards.Open(box, "kampong-cham-hospital").ShouldBeNull();
        using var other = new SealedCards(HubKeys.Open(folder["b.key"]));
        other.Open(box, Hospital).ShouldBeNull();
    }

    [Fact]
    public void Open_AnyByteChangedOrMissing_IsNothing()
    {
        var bytes = Base64Url.DecodeFromChars(Seal("1764140000 " + Number));
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 1;
            cards.Open(Base64Url.EncodeToString(changed), Hospital).ShouldBeNull();
            cards.Open(Base64Url.EncodeToString(bytes.AsSpan(0, at)), Hospital).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1764140000")]
    [InlineData("-1 010203040")]
    [InlineData("99999999999999999999 010203040")]
    [InlineData("999999999999999 010203040")]
    [InlineData("soon 010203040")]
    public void Open_WithoutATime_IsNothing(string content) => cards.Open(Seal(content), Hospital).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("no base64url!")]
    [InlineData("AAAA")]
    public void Open_Rubbish_IsNothing(string box) => cards.Open(box, Hospital).ShouldBeNull();

    [Fact]
    public void Open_TooLong_IsNothing()
    {
        cards.Open(Seal("1764140000 " + new string('1', 117)), Hospital).ShouldNotBeNull();
        cards.Open(Seal("1764140000 " + new string('1', 118)), Hospital).ShouldBeNull();
    }

    public void Dispose()
    {
        cards.Dispose();
        folder.Dispose();
    }

    /// <summary>As a device does (<c>device.js</c>).</summary>
    private string Seal(string content)
    {
        var (x, y) = cards.KeyOf(Hospital);
        using var hub = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) } });
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var q = own.ExportParameters(includePrivateParameters: false).Q;
        byte[] point = [4, .. q.X!, .. q.Y!];
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(hub.PublicKey), 32, point, Encoding.UTF8.GetBytes("interop sealed card 1 " + Hospital));
        using var cipher = new AesGcm(key, 16);
        var (plain, tag) = (Encoding.UTF8.GetBytes(content), new byte[16]);
        var box = new byte[plain.Length];
        cipher.Encrypt(new byte[12], plain, box, tag);
        return Base64Url.EncodeToString([.. point, .. box, .. tag]);
    }
}
