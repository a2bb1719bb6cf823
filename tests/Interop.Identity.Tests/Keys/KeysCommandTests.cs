using System.CommandLine;
using Interop.Identity.Credentials;

namespace Interop.Identity.Tests.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly KeyFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Issue_KnownInstitution_PrintsTheKeyOnceOnStandardOutput()
    {
        var (code, output, error) = Run("issue", "--institution", "nssf", "--label", "web", "--days", "30", "--network", "10.0.0.0/8", "--network", "2001:db8::/32");

        code.ShouldBe(0);
        folder.Verify(output.TrimEnd()).ShouldBe(CredentialOutcome.Valid);
        error.ShouldNotContain(output.TrimEnd()[16..]);
        var listed = folder.Keys.List().Single();
        listed.Label.ShouldBe("web");
        listed.Networks.ShouldBe(["10.0.0.0/8", "2001:db8::/32"]);
        listed.Expires.ShouldBe(folder.Time.GetUtcNow().AddDays(30));
    }

    [Fact]
    public void Issue_UnknownInstitution_IsRefusedWithTheKnownOnes()
    {
        var (code, output, error) = Run("issue", "--institution", "typo");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("'typo'");
        error.ShouldContain("hospital-a, nssf");
    }

    [Fact]
    public void Rotate_Key_PrintsTheSuccessorAndKeepsTheOldForTheOverlap()
    {
        var old = folder.Issue();

        var (code, output, error) = Run("rotate", old.PublicId, "--overlap", "2");

        code.ShouldBe(0);
        error.ShouldContain("2026-11-24 08:00Z");
        folder.Time.Advance(TimeSpan.FromDays(2));
        folder.Verify(old.Text).ShouldBe(CredentialOutcome.Expired);
        folder.Verify(output.TrimEnd()).ShouldBe(CredentialOutcome.Valid);
    }

    [Fact]
    public void SuspendAndResume_Key_RefuseItsCallsBetween()
    {
        var key = folder.Issue();

        Run("suspend", key.PublicId).Code.ShouldBe(0);
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Suspended);
        Run("list").Output.ShouldContain("suspended");

        Run("resume", key.PublicId).Code.ShouldBe(0);
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Valid);
    }

    [Fact]
    public void Revoke_Key_RefusesItsNextCall()
    {
        var key = folder.Issue();
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Valid);

        Run("revoke", "ik_" + key.PublicId).Code.ShouldBe(0);

        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Revoked);
    }

    [Fact]
    public void List_AfterALife_ShowsStatesAndNoSecret()
    {
        var old = folder.Issue("10.0.0.0/8");
        var successor = folder.Keys.Rotate(old.PublicId, overlapDays: 0).Key!;
        var revoked = folder.Keys.Issue("hospital-a", "[red]markup[/]").Key!;
        folder.Keys.Revoke(revoked.PublicId);
        folder.Marks.Leaked(successor.PublicId);
        folder.Marks.Write();

        var (code, output, _) = Run("list");

        code.ShouldBe(0);
        Line(output, old.PublicId).ShouldContain("expired");
        Line(output, successor.PublicId).ShouldContain("in force");
        Line(output, revoked.PublicId).ShouldContain("revoked");
        Line(output, revoked.PublicId).ShouldContain("[red]markup[/]");
        Line(output, successor.PublicId).ShouldContain("follows " + old.PublicId);
        output.ShouldContain("leaked 2026-11-22 08:00Z");
        foreach (var key in new[] { old, successor, revoked })
            output.ShouldNotContain(key.Text[16..]);
        Run("list", "--institution", "hospital-a").Output.ShouldNotContain(successor.PublicId);
    }

    [Theory]
    [InlineData("rotate", "aaaaaaaaaaaa")]
    [InlineData("revoke", "aaaaaaaaaaaa")]
    [InlineData("revoke", "nonsense")]
    [InlineData("issue", "--institution", "nssf", "--days", "0")]
    [InlineData("issue", "--institution", "nssf", "--days", "many")]
    [InlineData("issue", "--institution", "nssf", "--network", "10.0.0.1/8")]
    [InlineData("issue")]
    [InlineData("rotate")]
    public void Any_BadArgument_ExitsWithOneAndSaysWhy(params string[] arguments)
    {
        var (code, _, error) = Run(arguments);

        code.ShouldBe(1);
        error.ShouldNotBeEmpty();
        folder.Keys.List().ShouldBeEmpty();
    }

    [Fact]
    public void Any_NoSuchFolder_SaysWhatToDoAndMakesNone()
    {
        var missing = Path.Combine(folder.Folder, "missing");

        var (code, _, error) = Invoke("keys", "list", "--data", missing);

        code.ShouldBe(1);
        error.ShouldContain("Start the gateway once");
        Directory.Exists(missing).ShouldBeFalse();
    }

    [Fact]
    public void Any_FileThatIsNoStore_ExitsWithOne()
    {
        var other = Directory.CreateDirectory(Path.Combine(folder.Folder, "other")).FullName;
        File.WriteAllText(IdentityRegistration.StoreIn(other), new string('x', 5000));

        var (code, _, error) = Invoke("keys", "list", "--data", other);

        code.ShouldBe(1);
        error.ShouldContain("cannot be used");
    }

    private static string Line(string output, string start) => output.Split('\n').Single(line => line.TrimStart().StartsWith(start, StringComparison.Ordinal));

    private (int Code, string Output, string Error) Run(params string[] arguments) =>
        Invoke(["keys", .. arguments, "--data", folder.Folder]);

    private (int Code, string Output, string Error) Invoke(params string[] arguments)
    {
        var root = new RootCommand { IdentityRegistration.KeysCommand(_ => KeyFolder.Institutions, time: folder.Time) };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = root.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
