using Interop.Gateway.Problems;

namespace Interop.Gateway.Tests.Problems;

public sealed class ProblemKindsTests
{
    [Theory]
    [InlineData("service-timeout", true)]
    [InlineData("subject-undecided", true)]
    [InlineData("audit-unavailable", true)]
    [InlineData("subject-not-found", false)]
    [InlineData("purpose-outside-scope", false)]
    [InlineData("answered", false)]
    public void IsFailure_OfACode_TellsFailingFromSayingNo(string code, bool failure) => ProblemKinds.IsFailure(code).ShouldBe(failure);
}
