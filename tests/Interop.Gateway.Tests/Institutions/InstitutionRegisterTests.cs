using System.Text;
using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;

namespace Interop.Gateway.Tests.Institutions;

public sealed class InstitutionRegisterTests : IDisposable
{
    private const string Key = """{"kty":"EC","kid":"2026-a","crv":"P-256","x":"qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA","y":"Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0"}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-institutions-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Read_Keys_AreThereForThoseThatHaveThem()
    {
        var register = Read(Written("a", $$""","jwks":{"keys":[{{Key}}]},"signedRequests":true"""), Written("b", ",\"jwksUri\":\"https://keys.example/jwks\",\"signedAnswers\":true"), Written("c"));

        register.Find("a")!.Keys.ShouldNotBeNull();
        register.Find("a")!.Signed.ShouldBe((true, false));
        register.Find("b")!.Keys.ShouldNotBeNull();
        register.Find("b")!.Signed.ShouldBe((false, true));
        register.Find("c")!.Keys.ShouldBeNull();
        register.Find("c")!.Signed.ShouldBe((false, false));
    }

    [Fact]
    public void Read_EveryFault_IsNamedAtOnceAndNoSecretIsShown()
    {
        var faults = Should.Throw<ConfigurationFaultException>(() => Read(
            Written("a", $$""","jwks":{"keys":[{{Key}}]},"jwksUri":"https://keys.example/jwks" """),
            Written("b", ",\"jwksUri\":\"http://keys.example/jwks\""),
            Written("c", ",\"signedRequests\":true"),
            Written("d", $$""","jwks":{"keys":[{{Key.Replace("\"kty\"", "\"d\":\"c2VjcmV0\",\"kty\"", StringComparison.Ordinal)}}]}"""),
            Written("e", $$""","jwks":{"keys":[{{Key}},{{Key}}]}"""),
            Written("f"), Written("f"),
            Written("g", ",\"dci\":{\"callback\":\"https://169.254.169.254/latest\"}"),
            Written("h", ",\"dci\":{\"callback\":\"https://10.0.0.7/on-search\",\"callbackInside\":true}"))).Faults;

        faults.Count.ShouldBe(7);
        var text = string.Join('\n', faults);
        foreach (var part in (string[])["'a' has both", "'http://keys.example/jwks' is not an https", "'c' must sign", "jwks.keys[0]: '2026-a' holds the secret member 'd'", "kid '2026-a' is there 2 times", "'f' is there 2 times", "'g': dci.callback 'https://169.254.169.254/latest' is on this machine or in a private network"])
            text.ShouldContain(part);
        text.ShouldNotContain("c2VjcmV0");
    }

    [Theory]
    [InlineData("https://his.example/notices", false, true)]
    [InlineData("https://10.0.0.7/notices", false, false)]
    [InlineData("https://10.0.0.7/notices", true, true)]
    [InlineData("http://127.0.0.1:8090/notices", false, false)]
    [InlineData("http://127.0.0.1:8090/notices", true, true)]
    [InlineData("http://his.example/notices", true, false)]
    public void Read_AddressForNotices_IsTakenWhereItMayBeCalled(string address, bool inside, bool taken)
    {
        var written = Written("a", $$""","notices":{"address":"{{address}}","inside":{{(inside ? "true" : "false")}}}""");
        if (taken)
            Read(written).Find("a")!.Notices.ShouldBe(new(new(address), inside));
        else
            Should.Throw<ConfigurationFaultException>(() => Read(written)).Message.ShouldContain($"'a': notices.address '{address}'");
    }

    private static string Written(string code, string more = "") =>
        $$"""{"code":"{{code}}","kind":"ministry","name":{"en":"A","km":"ក"},"jurisdiction":""{{more}}}""";

    private InstitutionRegister Read(params string[] institutions)
    {
        var file = Path.Combine(folder.FullName, "institutions.json");
        File.WriteAllText(file, $$"""{"institutions":[{{string.Join(',', institutions)}}]}""", Encoding.UTF8);
        return InstitutionRegister.Read(file);
    }
}
