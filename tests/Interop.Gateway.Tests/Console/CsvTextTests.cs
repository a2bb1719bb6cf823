using System.Text;
using Interop.Gateway.Console.Csv;

namespace Interop.Gateway.Tests.Console;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1,B1)", "\"'@SUM(A1,B1)\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("", "")]
    [InlineData("ភ្នំពេញ", "ភ្នំពេញ")]
    public void Of_Cell_IsQuotedAndNoFormula(string cell, string written) =>
        Encoding.UTF8.GetString(CsvText.Of(new("t", "", ["name"], [[cell]]))).ShouldBe($"\uFEFFname\r\n{written}\r\n");
}
