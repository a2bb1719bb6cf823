using System.Collections.Frozen;
using Interop.Gateway.Proxy.Contracts;

namespace Interop.Gateway.Tests.Proxy.Contracts;

public sealed class OperationTableTests
{
    private static readonly OperationTable Table = new(
    [
        Operation("person", "GET", "/people/{id}"), Operation("change", "PATCH", "/people/{id}"), Operation("everyone", "GET", "/people/all"), Operation("add", "POST", "/people"),
        Operation("policy", "GET", "/people/{id}/policies/{no}"), Operation("root", "GET", "/"),
    ]);

    [Theory]
    [InlineData("GET", "/people/7", "person")]
    [InlineData("HEAD", "/people/7", "person")]
    [InlineData("PATCH", "/people/7", "change")]
    [InlineData("GET", "/people/all", "everyone")]
    [InlineData("GET", "/people/7/policies/2", "policy")]
    [InlineData("GET", "/", "root")]
    [InlineData("POST", "/people/7", nameof(MatchOutcome.MethodNotAllowed))]
    [InlineData("HEAD", "/people", nameof(MatchOutcome.MethodNotAllowed))]
    [InlineData("PATCH", "/people/all", nameof(MatchOutcome.MethodNotAllowed))]   // the literal path has no such method, and the parameter does not stand in for it
    [InlineData("GET", "/people/ALL", nameof(MatchOutcome.Unknown))]
    [InlineData("GET", "/People/7", nameof(MatchOutcome.Unknown))]
    [InlineData("GET", "/people/7/policies", nameof(MatchOutcome.Unknown))]
    public void Match_MethodAndPath_IsOneOperationOrNone(string method, string path, string expected)
    {
        var outcome = Table.Match(method, path == "/" ? [] : path[1..].Split('/'), out var operation, out _);
        (operation?.Id ?? outcome.ToString()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/a/{x}", "/a/{y}", true)]
    [InlineData("/a/{x}", "/{y}/b", true)]
    [InlineData("/a/b", "/A/b", true)]
    [InlineData("/a/{x}", "/a/b", false)]
    [InlineData("/a/{x}", "/b/{x}", false)]
    [InlineData("/a/{x}", "/a/{x}/c", false)]
    public void Faults_TwoPathsThatMeet_OneMustBeNarrower(string one, string two, bool faulty) =>
        OperationTable.Faults([Operation("one", "GET", one), Operation("two", "GET", two)]).Any().ShouldBe(faulty);

    [Theory]
    [InlineData("a")]
    [InlineData("/a/")]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/a/x{id}")]
    [InlineData("/a/{}")]
    [InlineData("/a/{a}{b}")]
    [InlineData("/a/%20")]
    [InlineData("/a;b")]
    public void Read_TemplateThatIsNotOfWholeSegments_Null(string template) => PathTemplate.Read(template).ShouldBeNull();

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=UTF-8", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("application/json; charset=\"utf-8\"", true)]
    [InlineData("application/json; charset=utf-16", false)]
    [InlineData("application/jsonx", false)]
    [InlineData("text/json", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsJson_ContentType_IsJsonInUtf8(string? type, bool json) => MediaTypes.IsJson(type).ShouldBe(json);

    [Fact]
    public void Describes_StatusClassAndDefault_TheNearestRules()
    {
        var contract = new AnswerContract(new Dictionary<int, string[]> { [200] = ["application/json"], [4] = ["text/plain"], [0] = ["application/*"] });
        contract.Describes(200, "application/json; charset=utf-8", true).ShouldBeTrue();
        contract.Describes(200, "text/plain", true).ShouldBeFalse();
        contract.Describes(404, "text/plain", true).ShouldBeTrue();
        contract.Describes(404, "application/json", true).ShouldBeFalse();
        contract.Describes(500, "application/anything", true).ShouldBeTrue();
        contract.Describes(500, null, true).ShouldBeFalse();
        contract.Describes(500, null, false).ShouldBeTrue();
        new AnswerContract(new Dictionary<int, string[]> { [200] = [] }).Describes(404, null, false).ShouldBeFalse();
    }

    internal static ServiceOperation Operation(string id, string method, string path) => new()
    {
        Id = id, Name = "nssf/people/" + id, Method = method, Path = PathTemplate.Read(path)!, Query = FrozenSet<string>.Empty, RequestTypes = [], Answers = new(new Dictionary<int, string[]>()),
    };
}
