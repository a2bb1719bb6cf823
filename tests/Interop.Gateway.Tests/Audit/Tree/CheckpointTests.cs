using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Tests.Audit.Tree;

public sealed class CheckpointTests
{
    private static readonly NoteSigner Key = new("interop.example/hub-1", SHA256.HashData("a seed"u8));
    private static readonly Checkpoint Made = new("interop.example/hub-1", 20_852_163, Leaves.At(7));

    /// <summary>The example of the Go package sumdb/note, the origin of the format.</summary>
    [Fact]
    public void Open_NoteOfTheReference_Verifies()
    {
        var key = NoteVerifier.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").ShouldNotBeNull();
        const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        const string Signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

        SignedNote.Open($"{Text}\n— PeterNeumann {Signature}\n", key).ShouldBe(Text);
        SignedNote.Open($"{Text.Replace("your", "Your", StringComparison.Ordinal)}\n— PeterNeumann {Signature}\n", key).ShouldBeNull();
    }

    /// <summary>RFC 8032 §7.1, TEST 1.</summary>
    [Fact]
    public void Sign_VectorOfTheRfc_IsTheKnownSignature()
    {
        var signer = new NoteSigner("x", Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

        Convert.ToHexStringLower(signer.Sign([])).ShouldBe(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    [Fact]
    public void Open_OwnCheckpoint_IsTheSame()
    {
        var note = SignedNote.Sign(Made.Text, Key);

        note.Split('\n')[..3].ShouldBe(["interop.example/hub-1", "20852163", Made.Root.ToString()]);
        Checkpoint.Open(note, Key.Verifier).ShouldBe(Made);
        Checkpoint.Open(note, NoteVerifier.Parse(Key.Verifier.ToString()).ShouldNotBeNull()).ShouldBe(Made);
    }

    [Fact]
    public void Open_SignaturesOfOthersBeside_ArePassedOver()
    {
        var witness = new NoteSigner("witness", SHA256.HashData("another"u8));
        var note = SignedNote.Sign(Made.Text, witness) + SignedNote.Sign(Made.Text, Key).Split("\n\n")[1];

        Checkpoint.Open(note, Key.Verifier).ShouldBe(Made);
    }

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        var note = Encoding.UTF8.GetBytes(SignedNote.Sign(Made.Text, Key));
        Gen.Select(Gen.Int[0, note.Length - 1], Gen.Byte).Where((at, value) => note[at] != value).Sample((at, value) =>
        {
            byte[] changed = [.. note];
            changed[at] = value;
            // The last character of base64 carries bits that do not count.
            var opened = Checkpoint.Open(Encoding.UTF8.GetString(changed), Key.Verifier);
            (opened is null || opened == Made).ShouldBeTrue();
            if (at < Made.Text.Length)
                opened.ShouldBeNull();
        }, iter: 2000);
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("interop.example/hub-1\n5\n\n")]   // nothing signed follows the text
    public void Open_NoteThatEndsWithItsText_IsRefused(string note) => Checkpoint.Open(note, Key.Verifier).ShouldBeNull();

    [Theory]
    [InlineData("interop.example/hub-2\n5\n{0}\n")]   // another log's text under this log's key
    [InlineData("interop.example/hub-1\n05\n{0}\n")]
    [InlineData("interop.example/hub-1\n+5\n{0}\n")]
    [InlineData("interop.example/hub-1\n-5\n{0}\n")]
    [InlineData("interop.example/hub-1\n99999999999999999999\n{0}\n")]
    [InlineData("interop.example/hub-1\n5\nAAAA\n")]
    [InlineData("interop.example/hub-1\n5\n")]
    [InlineData("")]
    public void Open_SignedButNotACheckpoint_IsRefused(string text) =>
        Checkpoint.Open(SignedNote.Sign(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Made.Root), Key), Key.Verifier).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc")]
    public void Parse_NotAKey_IsNull(string text) => NoteVerifier.Parse(text).ShouldBeNull();
}
