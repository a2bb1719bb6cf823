using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Signatures;
using Microsoft.AspNetCore.Http;

namespace Interop.Gateway.Tests.Signatures;

/// <summary>Answers held back to be signed, up to the bound and beyond; and what an answer may be asked for.</summary>
public sealed class AnswerSignaturesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7000)]
    public async Task Write_UpToTheBound_IsHeldWholeAndNothingLeaves(int parts)
    {
        var (held, outside) = Held(demanded: true);
        var part = new byte[HeldAnswer.Largest / parts];
        for (var i = 0; i < parts; i++)
        {
            await held.WriteAsync(part, TestContext.Current.CancellationToken);
            await held.FlushAsync(TestContext.Current.CancellationToken);
        }

        held.Body.Length.ShouldBe(part.Length * parts);
        (held.Dropped, held.LetThrough, outside.Length).ShouldBe((false, false, 0L));
    }

    [Fact]
    public async Task Write_BeyondTheBound_IsLetThroughWholeWhenItWasOnlyWishedFor()
    {
        var (held, outside) = Held(demanded: false);
        var body = RandomNumberGenerator.GetBytes(HeldAnswer.Largest + 5000);
        foreach (var part in body.Chunk(4096))
            await held.WriteAsync(part, TestContext.Current.CancellationToken);

        (held.Dropped, held.LetThrough).ShouldBe((false, true));
        outside.ToArray().ShouldBe(body);
    }

    [Fact]
    public async Task Write_BeyondTheBound_IsDroppedWhenNothingUnsignedMayLeave()
    {
        var (held, outside) = Held(demanded: true);
        foreach (var part in new byte[HeldAnswer.Largest + 5000].Chunk(4096))
            await held.WriteAsync(part, TestContext.Current.CancellationToken);

        (held.Dropped, held.LetThrough, outside.Length).ShouldBe((true, false, 0L));
        held.Body.Length.ShouldBe(0);
        held.SetLength(0);   // what HttpResponse.Clear does before the problem is written
        held.Write("problem"u8);
        held.Dropped.ShouldBeFalse();
        Encoding.ASCII.GetString(held.Body.Span).ShouldBe("problem");
    }

    [Theory]
    [InlineData("a=(\"@status\");nonce=\"n\";expires", "a")]
    [InlineData("a=();alg=\"ed25519\", b=();alg=\"ecdsa-p256-sha256\"", "b")]
    [InlineData("a=();keyid=\"other\", b=();keyid=\"mine\"", "b")]
    [InlineData("a=();keyid;created;tag=\"t\"", "a")]
    [InlineData("a=1, b=()", "b")]
    public void Of_AcceptSignature_IsTheFirstWishThatCanBeMet(string field, string label) =>
        AnswerWish.Of(RfcExamples.Fields(("Accept-Signature", field)), "mine").ShouldNotBeNull().Label.ShouldBe(label);

    [Theory]
    [InlineData("a=();nonce=7")]
    [InlineData("a=();alg=ecdsa")]
    [InlineData("a=(")]
    [InlineData("")]
    public void Of_WishThatCannotBeMet_IsNone(string field) => AnswerWish.Of(RfcExamples.Fields(("Accept-Signature", field)), "mine").ShouldBeNull();

    [Theory]
    [InlineData("", true)]
    [InlineData("https://hub.example", true)]
    [InlineData("http://10.0.0.1:8080/", true)]
    [InlineData("hub.example", false)]
    [InlineData("https://hub.example/path", false)]
    [InlineData("https://hub.example?x", false)]
    [InlineData("https://me@hub.example", false)]
    [InlineData("ftp://hub.example", false)]
    public void Faults_Origin_IsSchemeAndHostAlone(string origin, bool good)
    {
        var faults = new SignatureOptions { Origin = origin }.Faults().ToArray();
        if (good)
            faults.ShouldBeEmpty();
        else
            faults.ShouldHaveSingleItem().ShouldContain($"'{origin}'");
    }

    [Fact]
    public void Of_RequestBehindAProxy_HasTheAddressThatCallersUse()
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", Scheme = "http", Host = new("gateway-3:8080"), Path = "/v1/lookup" } };
        SignedMessage.Of(context.Request, null).TargetUri.ShouldBe("http://gateway-3:8080/v1/lookup");
        SignedMessage.Of(context.Request, new("https://hub.example")).TargetUri.ShouldBe("https://hub.example/v1/lookup");
    }

    private static (HeldAnswer Held, MemoryStream Outside) Held(bool demanded)
    {
        var outside = new MemoryStream();
        return (new(new StreamResponseBodyFeature(outside), null, demanded), outside);
    }
}
