using Interop.Gateway.Privacy;

namespace Interop.Gateway.Tests.Privacy;

public sealed class SubjectConditionConfigTests
{
    [Theory]
    [InlineData("case", "case")]
    [InlineData("jurisdiction", "jurisdiction")]
    [InlineData("known:id-poor", "known:id-poor::0")]
    [InlineData("known:id-poor:member,head", "known:id-poor:member,head:0")]
    [InlineData("known:id-poor::30", "known:id-poor::30")]
    [InlineData("friend", null)]
    [InlineData("", null)]
    [InlineData("case:id-poor", null)]
    [InlineData("known:id-poor::some", null)]
    [InlineData("known:id-poor::1:2", null)]
    public void Parse_OfACode_IsWhatTheCodeSays(string text, string? code)
    {
        var condition = SubjectConditionConfig.Parse(text);
        condition?.ToString().ShouldBe(code);
        if (condition is not null)
            SubjectConditionConfig.Parse(condition.ToString())!.ToString().ShouldBe(code);
    }

    [Theory]
    [InlineData("\"any\"", 0)]
    [InlineData("[]", 0)]
    [InlineData("[{\"kind\":\"known\",\"registry\":\"id-poor\",\"graceDays\":3},{\"kind\":\"case\"}]", 2)]
    public void Read_ListOrTheWordOfBefore_IsWrittenAsAList(string subject, int count)
    {
        var text = ScopeJson.Text(ScopeFile.Scope()).Replace("\"subject\":[]", "\"subject\":" + subject, StringComparison.Ordinal);
        var scope = ScopeJson.Read(text);
        scope.Subject.Length.ShouldBe(count);
        ScopeJson.Text(scope).ShouldBe(subject == "\"any\"" ? ScopeJson.Text(ScopeFile.Scope()) : text, "one spelling for one scope");
        ScopeJson.Same(text, ScopeJson.Text(scope)).ShouldBeTrue();
    }

    [Fact]
    public void Read_AnotherWord_IsRefused() => Should.Throw<System.Text.Json.JsonException>(() =>
        ScopeJson.Read(ScopeJson.Text(ScopeFile.Scope()).Replace("\"subject\":[]", "\"subject\":\"some\"", StringComparison.Ordinal)));
}
