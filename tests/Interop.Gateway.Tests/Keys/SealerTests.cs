using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Tests.Keys;

public sealed class SealerTests : IDisposable
{
    private readonly Sealer sealer = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>As long a key as a registry may hand out: the stack of a thread does not hold it.</summary>
    private static readonly string Long = new('ក', 3_000_000);

    public static TheoryData<string> Texts => ["", "1", "010203040", "សុខា ចាន់ធូ", "\uD83D\uDE00", new string('x', 256), new string('ក', 85), new string('ក', 86), new string('ក', 5_000)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Open_WhatWasSealed_IsTheText(string text) => sealer.Open(sealer.Seal(text)).ShouldBe(text);

    [Fact]
    public void Open_TextLongerThanAStack_IsTheText() => (sealer.Open(sealer.Seal(Long)) == Long).ShouldBeTrue();

    [Fact]
    public void Seal_SameTextTwice_GivesBoxesThatDoNotTellSo()
    {
        var (a, b) = (sealer.Seal("010203040"), sealer.Seal("010203040"));
        a.ShouldNotBe(b);
        Encoding.Latin1.GetString(a).ShouldNotContain("010203040");
    }

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        var box = sealer.Seal("010203040");
        for (var i = 0; i < box.Length; i++)
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => sealer.Open(changed), $"byte {i}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(36)]
    public void Open_BoxCutShort_IsRefused(int length)
    {
        var box = sealer.Seal("010203040");
        Should.Throw<CryptographicException>(() => sealer.Open(box.AsSpan(0, length)));
    }

    [Fact]
    public void Open_AnotherKey_IsRefused()
    {
        using var other = new Sealer(RandomNumberGenerator.GetBytes(32));
        var box = sealer.Seal("010203040");
        Should.Throw<CryptographicException>(() => other.Open(box));
    }

    [Fact]
    public void SealAndOpen_ManyThreads_EachGetsItsOwn()
    {
        var wrong = 0;
        Parallel.For(0, 5_000, i =>
        {
            var text = $"number {i}";
            if (sealer.Open(sealer.Seal(text)) != text)
                Interlocked.Increment(ref wrong);
        });
        wrong.ShouldBe(0);
    }

    public void Dispose() => sealer.Dispose();
}
