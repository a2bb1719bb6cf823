using System.Text;
using Interop.Gateway.Commands;
using Interop.Gateway.Signatures;

namespace Interop.Gateway.Tests.Signatures;

/// <summary>Saved messages and what <c>hub verify</c> says of them.</summary>
public sealed class SavedMessageTests : IDisposable
{
    private const string Good =
        "POST /foo?param=Value&Pet=dog HTTP/1.1\r\nHost: example.com\r\nDate: Tue, 20 Apr 2021 02:07:55 GMT\r\nContent-Type: application/json\r\nContent-Length: 18\r\n"
        + "Signature-Input: sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"\r\n"
        + "Signature: sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:\r\n\r\n" + RfcExamples.RequestBody;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-saved-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "")]
    [InlineData("\n", "\n")]   // what an editor adds
    public void Read_Request_IsThereWhole(string lineEnd, string after)
    {
        var saved = Read(Good.Replace("\r\n", lineEnd, StringComparison.Ordinal) + after).ShouldNotBeNull();
        saved.Message.TargetUri.ShouldBe("https://example.com/foo?param=Value&Pet=dog");
        Encoding.UTF8.GetString(saved.Body).ShouldBe(RfcExamples.RequestBody);
        SignatureReport.Of(saved.Message, saved.Body, RfcExamples.Keys, DateTimeOffset.UnixEpoch).ShouldHaveSingleItem().Outcome.ShouldBe(SignatureOutcome.Valid);
    }

    [Fact]
    public void Read_FoldedAndRepeatedFields_AreJoined()
    {
        var saved = Read("HTTP/1.1 200 OK\nA: one\n  two\nA: three\nB:\n").ShouldNotBeNull();
        saved.Message.Status.ShouldBe(200);
        SignatureComponents.Joined(saved.Message.Fields["A"]).ShouldBe("one two, three");
        saved.Message.Fields["B"].Count.ShouldBe(1);
        saved.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("GET /")]
    [InlineData("GET / HTTP/1.1\nno colon\n\n")]
    [InlineData("HTTP/1.1 abc OK\n\n")]
    public void Read_NoMessage_SaysWhatIsWrong(string text)
    {
        SavedMessage.Read(Encoding.UTF8.GetBytes(text), "https", out var fault).ShouldBeNull();
        fault.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("", "", 0, "sig-b26: valid. The signature is good. The hub would refuse the request")]
    [InlineData("POST /foo", "POST /bar", 1, "sig-b26: invalid.")]
    [InlineData("test-key-ed25519", "nobody", 1, "sig-b26: key-unknown. The key set has no usable key 'nobody'")]
    [InlineData("\"date\"", "\"dates\"", 1, "sig-b26: component-absent. It covers \"dates\"")]
    [InlineData("\"date\"", "\"@date\"", 1, "sig-b26: malformed.")]
    [InlineData("Signature: ", "Other: ", 1, "signatures: malformed.")]
    public async Task Verify_Message_IsReportedWithItsBase(string old, string changed, int exit, string said)
    {
        var output = new StringWriter();
        var message = Written("message", old.Length == 0 ? Good : Good.Replace(old, changed, StringComparison.Ordinal));
        var keys = Written("keys", """{"keys":[{"kty":"OKP","kid":"test-key-ed25519","crv":"Ed25519","x":"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"}]}""");

        (await VerifyCommand.RunAsync(message, null, keys, "https", output, TestContext.Current.CancellationToken)).ShouldBe(exit);
        output.ToString().ShouldStartWith(said);
        if (said.Contains("valid.", StringComparison.Ordinal))
            output.ToString().ShouldContain("\n\"@method\": POST\n");
    }

    private static SavedMessage? Read(string text) => SavedMessage.Read(Encoding.UTF8.GetBytes(text), "https", out _);

    private string Written(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
