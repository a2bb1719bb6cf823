using System.CommandLine;
using Interop.Identity.Tests.Keys;

namespace Interop.Identity.Tests.People;

public sealed class PeopleCommandTests : IDisposable
{
    private static readonly string[] Sokha = ["add", "--user", "Sokha@example.org", "--name-km", "សុខា", "--name", "Sokha", "--institution", "nssf", "--role", "operator"];

    private readonly KeyFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Add_Person_PrintsOnlyAOneTimeLinkAndKeepsOnlyItsHash()
    {
        var (code, output, error) = Run([.. Sokha, "--base", "https://hub.example/"]);

        code.ShouldBe(0, error);
        output.ShouldMatch("^https://hub\\.example/set-password\\?token=[A-Za-z0-9_-]{43}\r?\n$");
        folder.Bytes().ShouldNotContain(output.Trim()[^43..]);
        Run("list").Output.ShouldContain("sokha@example.org");
        Run("list").Output.ShouldContain("no password yet");
    }

    [Fact]
    public void Add_SameUserNameInOtherCase_IsRefused()
    {
        Run(Sokha).Code.ShouldBe(0);
        var (code, output, error) = Run([.. Sokha.Select(a => a == "Sokha@example.org" ? "SOKHA@EXAMPLE.ORG" : a)]);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("already");
    }

    [Theory]
    [InlineData("--user", "x")]
    [InlineData("--user", "<b>bold</b>")]
    [InlineData("--user", "សុខា-user")]
    [InlineData("--user", "a@b@example.org")]
    [InlineData("--name", " ")]
    [InlineData("--name-km", "a\u0007b")]
    [InlineData("--role", "root")]
    [InlineData("--institution", "typo")]
    [InlineData("--institution", "")]
    public void Add_SomethingWrong_IsRefusedWithASentence(string option, string value)
    {
        var arguments = Sokha.ToArray();
        arguments[Array.IndexOf(arguments, option) + 1] = value;
        var (code, output, error) = Run(arguments);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldNotBeEmpty();
        Run("list").Output.ShouldContain("No people.");
    }

    [Fact]
    public void Changes_OfOnePerson_AreListed()
    {
        Run(Sokha).Code.ShouldBe(0);

        Run("disable", "sokha@example.org").Code.ShouldBe(0);
        Run("list").Output.ShouldContain("disabled");
        Run("enable", "Sokha@example.org").Code.ShouldBe(0);
        Run("roles", "sokha@example.org", "--role", "clerk", "--role", "operator").Code.ShouldBe(0);
        Run("list").Output.ShouldContain("clerk operator");
        Run("roles", "sokha@example.org", "--role", "king").Code.ShouldBe(1);
        Run("reset", "sokha@example.org").Output.ShouldContain("/set-password?token=");
        Run("reset", "nobody").Code.ShouldBe(1);
    }

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var root = new RootCommand { IdentityRegistration.PeopleCommand(_ => KeyFolder.Institutions, time: folder.Time) };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = root.Parse(["people", .. arguments, "--data", folder.Folder]).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
