using Interop.Gateway.Console.SubjectAccess;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Tests.Console.SubjectAccess;

public sealed class PlainPurposesTests
{
    [Fact]
    public void Of_EveryPurposeOfTheList_IsASentenceOfItsOwnInBothLanguages()
    {
        foreach (var code in CodeLists.Purposes.Keys)
        {
            PlainPurposes.Of(code).En.ShouldContain(" ", customMessage: code);
            PlainPurposes.Of(code).Km.ShouldAllBe(c => c == ' ' || (c >= '\u1780' && c <= '\u17FF'), code);
        }
        CodeLists.Purposes.Keys.Select(PlainPurposes.Of).ShouldBeUnique();
    }
}
