using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Interop.Gateway.Guarantees;
using Interop.Identity.Signing;

namespace Interop.Gateway.Tests.Guarantees;

public sealed class GuaranteeKeysTests : IDisposable
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly GuaranteeDesk desk = new();

    public void Dispose() => desk.Dispose();

    /// <summary>The point of a key is that of its scalar: a library that takes D, X and Y together refuses any other pair.</summary>
    [Fact]
    public void Current_ItsScalarAndPoint_AreOneKeyThatSignsAndVerifies()
    {
        var made = desk.Keys.Current.Key.ExportParameters(includePrivateParameters: true);
        made.D!.Length.ShouldBe(32);
        Base64Url.EncodeToString(made.Q.X).ShouldBe(desk.Keys.Current.X);
        Base64Url.EncodeToString(made.Q.Y).ShouldBe(desk.Keys.Current.Y);
        using var whole = ECDsa.Create(made);
        using var open = ECDsa.Create(new ECParameters { Curve = made.Curve, Q = made.Q });
        byte[] data = [1, 2, 3];
        open.VerifyData(data, whole.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256).ShouldBeTrue();
        open.VerifyData(data, desk.Keys.Current.Key.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256).ShouldBeTrue();
    }

    [Fact]
    public void KeySet_OfOneYear_HoldsTheYearsBesideItAndNothingSecret()
    {
        using var set = JsonDocument.Parse(desk.Keys.KeySet());
        var keys = set.RootElement.GetProperty("keys").EnumerateArray().ToArray();
        keys.Select(k => k.GetProperty("kid").GetString()![..5]).ShouldBe(["2025-", "2026-", "2027-"]);
        foreach (var key in keys)
            key.EnumerateObject().Select(m => m.Name).ShouldBe(["kty", "crv", "x", "y", "kid", "alg", "use"]);
        desk.Fetched().Faults.ShouldBeEmpty();
        desk.Fetched().Keys.Count().ShouldBe(3);
    }

    /// <summary>New Year's Eve: what a device fetched in the old year verifies what is signed in the new one, and the other way round.</summary>
    [Fact]
    public void KeySet_AcrossTheChangeOfTheYear_Overlaps()
    {
        desk.Time.SetUtcNow(new(2026, 12, 31, 23, 59, 0, TimeSpan.Zero));
        var (oldToken, oldSet) = (desk.Token(), desk.Fetched());
        desk.Time.SetUtcNow(new(2027, 1, 1, 0, 1, 0, TimeSpan.Zero));
        var (newToken, newSet) = (desk.Token(), desk.Fetched());

        Verdict(oldToken, newSet).ShouldBe(GuaranteeVerdict.Good);
        Verdict(newToken, oldSet).ShouldBe(GuaranteeVerdict.Good);
        newToken.Split('.')[0].ShouldNotBe(oldToken.Split('.')[0], "another key");
        desk.Time.SetUtcNow(new(2028, 1, 1, 0, 1, 0, TimeSpan.Zero));
        Verdict(desk.Token(), oldSet).ShouldBe(GuaranteeVerdict.KeyUnknown, "a set of two years ago says so, and does not guess");
        Verdict(oldToken, desk.Fetched()).ShouldBe(GuaranteeVerdict.KeyUnknown);
    }

    [Fact]
    public void Current_AtAnotherGatewayOfTheHub_IsTheSame()
    {
        using var other = new GuaranteeKeys(desk.Secrets, desk.Time);
        other.KeySet().ShouldBe(desk.Keys.KeySet());
        using var stranger = desk.Stranger();
        stranger.Current.Kid.ShouldNotBe(desk.Keys.Current.Kid);
    }

    [Fact]
    public void ScalarOf_AnySeed_LiesInTheGroup()
    {
        var seen = new HashSet<BigInteger>();
        for (var i = 0; i < 1_000; i++)
        {
            var scalar = GuaranteeKeys.ScalarOf(SHA256.HashData(BitConverter.GetBytes(i)));
            scalar.Length.ShouldBe(32);
            var number = new BigInteger(scalar, isUnsigned: true, isBigEndian: true);
            (number > 0 && number < Order).ShouldBeTrue();
            seen.Add(number);
        }
        seen.Count.ShouldBe(1_000);
    }

    private GuaranteeVerdict Verdict(string token, PartnerKeySet keys) => GuaranteeCheck.Of(token, keys, desk.Time.GetUtcNow(), new(null, null, null), out _);
}
