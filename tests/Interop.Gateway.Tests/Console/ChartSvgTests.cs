using System.Globalization;
using System.Xml.Linq;
using Interop.Gateway.Console.Charts;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Gateway.Tests.Console;

public sealed class ChartSvgTests
{
    private static readonly Chart Sample = new("days", ChartKind.Bars, "Exchanges <a day>", "Mostly answered.", "Day", ["23", "24"], [new("answered", [30, 10]), new("refused", [10, 0])]);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(17, 20)]
    [InlineData(81, 200)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Ceiling_OfTheHighestValue_IsRoundAndNotBelow(int most, int ceiling) =>
        ChartSvg.Ceiling(Sample with { Series = [new("one", [most, 0])] }).ShouldBe(ceiling);

    [Fact]
    public void Of_Bars_StackToTheirSumAndNameTheirHatch()
    {
        var svg = Drawn(Sample, "en");
        var bars = svg.Descendants().Where(e => e.Name.LocalName == "rect").ToArray();
        bars.Select(b => (string?)b.Attribute("fill")).ShouldBe(["url(#days-hatch-0)", "url(#days-hatch-1)", "url(#days-hatch-0)"], "nothing is drawn for nothing");
        double[] heights = [.. bars.Select(b => double.Parse((string)b.Attribute("height")!, CultureInfo.InvariantCulture))];
        heights[0].ShouldBe(3 * heights[1], 0.2);
        double.Parse((string)bars[1].Attribute("y")!, CultureInfo.InvariantCulture).ShouldBe(12, 0.1, "forty is the top of the scale");
        svg.Descendants().First(e => e.Name.LocalName == "title").Value.ShouldBe("Exchanges <a day>");
    }

    [Fact]
    public void Of_Lines_DifferByTheirDash() =>
        Drawn(Sample with { Kind = ChartKind.Lines }, "en").Descendants().Where(e => e.Attribute("stroke-dasharray") is not null)
            .Select(e => (string)e.Attribute("stroke-dasharray")!).ShouldBe(["", "8 4"]);

    [Fact]
    public void Of_InKhmer_CountsInKhmerDigits()
    {
        Drawn(Sample, "km").Descendants().Where(e => (string?)e.Attribute("text-anchor") == "end").Select(e => e.Value).ShouldBe(["០", "១០", "២០", "៣០", "៤០"]);
        Sample.Table(Language("km")).Rows[0].ShouldBe(["23", "៣០", "១០"]);
    }

    [Fact]
    public void Table_LabelsWithNames_SaysTheNames() =>
        (Sample with { Names = ["the 23rd", "the 24th"] }).Table(Language("en")).Rows.Select(r => r[0]).ShouldBe(["the 23rd", "the 24th"]);

    private static XElement Drawn(Chart chart, string language) => XElement.Parse(((HtmlString)ChartSvg.Of(chart, Language(language))).Value!);

    internal static PageLanguage Language(string code)
    {
        using var services = new ServiceCollection().AddLogging().AddInteropIdentity(_ => { }).BuildServiceProvider();
        var context = new DefaultHttpContext { Request = { QueryString = new("?lang=" + code) } };
        services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<PageLanguage>();
    }
}
