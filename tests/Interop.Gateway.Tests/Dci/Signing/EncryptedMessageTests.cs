using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Interop.Gateway.Dci.Signing;
using Interop.Identity.Signing;

namespace Interop.Gateway.Tests.Dci.Signing;

public sealed class EncryptedMessageTests : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048), another = RSA.Create(2048);

    private static readonly string[] Parts = ["ciphertext", "encrypted_key", "iv", "tag"];

    public void Dispose()
    {
        rsa.Dispose();
        another.Dispose();
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheContentAndNeverTheSameText() => Gen.Byte.Array[0, 300].Sample(content =>
    {
        var (one, two) = (Write(content), Write(content));
        Read(one).ShouldBe(content);
        foreach (var part in Parts.Where(p => p != "ciphertext" || content.Length > 4))
            ((string?)one[part]).ShouldNotBe((string?)two[part]);
        Read(one, another).ShouldBeNull();
    }, iter: 50);

    [Fact]
    public void Read_AnyPartChanged_IsNothing() => Gen.Select(Gen.Int[0, Parts.Length - 1], Gen.Int[0, 1_000], Gen.Int[1, 255]).Sample((which, at, by) =>
    {
        var (message, part) = (Write("content"u8.ToArray()), Parts[which]);
        var bytes = Base64Url.DecodeFromChars((string)message[part]!);
        bytes[at % bytes.Length] ^= (byte)by;
        message[part] = Base64Url.EncodeToString(bytes);
        Read(message).ShouldBeNull();
    }, iter: 200);

    [Theory]
    [InlineData("alg", "RSA1_5")]
    [InlineData("alg", "RSA-OAEP")]
    [InlineData("alg", "dir")]
    [InlineData("enc", "A128GCM")]
    [InlineData("zip", "DEF")]
    [InlineData("crit", "kid")]
    public void Read_AnotherHeader_IsNothing(string member, string value)
    {
        var message = Write("content"u8.ToArray());
        message["header"]![member] = value;
        Read(message).ShouldBeNull();
    }

    [Theory]
    [InlineData("aad")]
    [InlineData("protected")]
    [InlineData("unprotected")]
    [InlineData("recipients")]
    public void Read_FurtherMember_IsNothing(string member)
    {
        var message = Write("content"u8.ToArray());
        message[member] = "";
        Read(message).ShouldBeNull();
    }

    private JsonObject Write(byte[] content)
    {
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        var set = PartnerKeySet.Read(Encoding.UTF8.GetBytes(
            $$"""{"keys":[{"kty":"RSA","use":"enc","kid":"a","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}"}]}"""));
        return EncryptedMessage.Write(content, set.Encryption!);
    }

    private byte[]? Read(JsonObject message, RSA? key = null) => EncryptedMessage.Read(JsonSerializer.SerializeToElement(message), kid => kid == "a" ? key ?? rsa : null);
}
