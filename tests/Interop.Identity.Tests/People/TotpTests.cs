using System.Text;
using Interop.Identity.People;

namespace Interop.Identity.Tests.People;

public sealed class TotpTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>RFC 6238 appendix B, SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Code_VectorsOfTheRfc_AreMet(long seconds, string code)
    {
        var step = Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));

        Totp.Code(Totp.Bytes(Secret), step, digits: 8).ShouldBe(code);
        Totp.StepOf(code[2..], Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(step);
    }

    [Fact]
    public void Bytes_SecretOfTheRfc_IsItsAscii() => Encoding.ASCII.GetString(Totp.Bytes(Secret)).ShouldBe("12345678901234567890");

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void StepOf_ClockApart_OneStepEachWayIsAccepted(int apart, bool accepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);
        var code = Totp.Code(Totp.Bytes(Secret), Totp.StepAt(now.AddSeconds(apart)));

        (Totp.StepOf(code, Secret, now) is not null).ShouldBe(accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000")]
    [InlineData("១២៣")]
    public void StepOf_NoCode_IsNone(string code) => Totp.StepOf(code, Secret, DateTimeOffset.UnixEpoch.AddYears(50)).ShouldBeNull();
}
