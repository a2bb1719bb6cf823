using System.Security.Cryptography;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Tests.Keys;

public sealed class HubKeysTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Open_FirstUse_MakesAFileThatOnlyTheOwnerReads()
    {
        var path = folder["deep/er/master.key"];
        HubKeys.Open(path);
        new FileInfo(path).Length.ShouldBe(32);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Open_SecondUse_IsTheSameKey()
    {
        var first = HubKeys.Open(folder["master.key"]).PseudonymsFor("directory").Of("national-id", "010203040");
        HubKeys.Open(folder["master.key"]).PseudonymsFor("directory").Of("national-id", "010203040").ShouldBe(first);
        HubKeys.Open(folder["other.key"]).PseudonymsFor("directory").Of("national-id", "010203040").ShouldNotBe(first);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Open_FileOfAnotherLength_IsRefusedAndLeftAlone(int length)
    {
        var secret = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(folder["master.key"], secret);
        var refused = Should.Throw<InvalidDataException>(() => HubKeys.Open(folder["master.key"]));
        refused.Message.ShouldContain(folder["master.key"]);
        refused.Message.ShouldContain($"holds {length} bytes, not the 32");
        refused.Message.ShouldContain("backup");
        File.ReadAllBytes(folder["master.key"]).ShouldBe(secret);
    }

    [Fact]
    public void PseudonymsFor_DifferentUses_CannotBeJoined()
    {
        var keys = HubKeys.Open(folder["master.key"]);
        string[] uses = ["directory", "audit", "institution"];
        uses.Select(u => Convert.ToHexString(keys.PseudonymsFor(u).Of("national-id", "010203040"))).Distinct().Count().ShouldBe(uses.Length);
    }

    [Fact]
    public void SealerFor_DifferentUses_CannotOpenEachOthers()
    {
        var keys = HubKeys.Open(folder["master.key"]);
        using var directory = keys.SealerFor("directory");
        using var audit = keys.SealerFor("audit");
        var box = directory.Seal("010203040");
        Should.Throw<CryptographicException>(() => audit.Open(box));
    }

    [Fact]
    public void Write_TypeAndValue_AreKeptApart()
    {
        var pseudonyms = HubKeys.Open(folder["master.key"]).PseudonymsFor("directory");
        pseudonyms.Of("national-id", "1").ShouldNotBe(pseudonyms.Of("national-i", "d1"));
        pseudonyms.Of("national-id", "1").ShouldNotBe(pseudonyms.Of("nssf", "1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(100_000)]
    public void Of_ValueOfAnyLength_IsTheHmacOfRfc2104(int length)
    {
        var key = new byte[32];
        var value = new string('ក', length);
        var expected = HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes("nssf\0" + value));
        new Pseudonymiser(key).Of("nssf", value).ShouldBe(expected[..16]);
        new Pseudonymiser(key).Of("nssf", value, 32).ShouldBe(expected);
    }

    public void Dispose() => folder.Dispose();
}
