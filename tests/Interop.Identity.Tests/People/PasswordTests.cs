using Interop.Identity.People;

namespace Interop.Identity.Tests.People;

public sealed class PasswordTests
{
    /// <summary>RFC 9106 §5.3.</summary>
    [Fact]
    public void Compute_VectorOfTheRfc_IsMet() => Convert.ToHexStringLower(PasswordHash.Compute(
        Filled(32, 1), Filled(16, 2), new(32, 3, 4), 32, secret: Filled(8, 3), additional: Filled(12, 4)))
        .ShouldBe("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");

    /// <summary>A hash by the reference implementation, in the form that other programs write and read.</summary>
    [Fact]
    public void Verify_HashOfAnotherProgram_IsUnderstood()
    {
        const string Phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        PasswordHash.Verify("password", Phc).ShouldBeTrue();
        PasswordHash.Verify("passwore", Phc).ShouldBeFalse();
    }

    [Fact]
    public void Make_Default_CostsWhatOwaspAsks()
    {
        var phc = PasswordHash.Make("correct horse battery", HashCost.Default);

        phc.ShouldMatch(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$");
        PasswordHash.Verify("correct horse battery", phc).ShouldBeTrue();
        PasswordHash.IsCheaper(phc, HashCost.Default).ShouldBeFalse();
        PasswordHash.IsCheaper(phc, HashCost.Default with { Passes = 3 }).ShouldBeTrue();
        PasswordHash.Make("correct horse battery", HashCost.Default).ShouldNotBe(phc);
    }

    [Theory]
    [InlineData("elevenchars", nameof(PasswordFault.TooShort))]
    [InlineData("twelve chars", nameof(PasswordFault.None))]
    [InlineData("my-SOPHEAP-secret", nameof(PasswordFault.HoldsUserName))]
    [InlineData("PassWord1234", nameof(PasswordFault.TooCommon))]
    [InlineData("abababababababab", nameof(PasswordFault.TooCommon))]
    [InlineData("ពាក្យសម្ងាត់វែងល្មម", nameof(PasswordFault.None))]
    public void Check_ChosenPassword_MeetsTheRules(string password, string expected) => PasswordRules.Check(password, "sopheap@example.org").ToString().ShouldBe(expected);

    [Fact]
    public void Check_LongestPassword_IsBounded()
    {
        var text = string.Concat(Enumerable.Range(0, 32).Select(i => i.ToString("x4")));

        PasswordRules.Check(text, "user").ShouldBe(PasswordFault.None);
        PasswordRules.Check(text + "x", "user").ShouldBe(PasswordFault.TooLong);
    }

    [Fact]
    public async Task Compare_Nobody_CostsAHashAndIsWrong()
    {
        using var passwords = new Passwords(new(64, 1, 1));

        (await passwords.CompareAsync("anything at all", null, TestContext.Current.CancellationToken)).ShouldBe(PasswordOutcome.Wrong);
    }

    [Fact]
    public async Task Compare_ManyAtOnce_TurnsSomeAwayInsteadOfTakingAllMemory()
    {
        using var passwords = new Passwords(new(8192, 2, 1));
        var hash = await passwords.HashAsync("right password", TestContext.Current.CancellationToken);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => passwords.CompareAsync("right password", hash, TestContext.Current.CancellationToken).AsTask()));

        outcomes.ShouldContain(PasswordOutcome.Busy);
        outcomes.Count(o => o == PasswordOutcome.Right).ShouldBeGreaterThanOrEqualTo(34);
        outcomes.ShouldNotContain(PasswordOutcome.Wrong);
    }

    private static byte[] Filled(int length, byte value) => [.. Enumerable.Repeat(value, length)];
}
