using System.Globalization;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy;

public sealed class MinimisationTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly CatalogueAttribute NationalId = AttributeCatalogue.Current["person.nationalId"], BirthDate = AttributeCatalogue.Current["vital.birthDate"],
        Village = AttributeCatalogue.Current["address.village"], Name = AttributeCatalogue.Current["name.given.khmer"];

    private readonly TempFolder folder = new();
    private readonly Minimisation minimisation;

    public MinimisationTests() => minimisation = new(HubKeys.Open(folder["master.key"]));

    [Fact]
    public void Reduce_Whole_IsTheValue()
    {
        foreach (var value in (AttributeValue[])[AttributeValue.OfString("x"), AttributeValue.OfCode("male"), AttributeValue.OfDate(Today), AttributeValue.OfBoolean(false), AttributeValue.OfInteger(7)])
            Reduce(value, Reduction.Whole, Name).ShouldBe(value);
    }

    [Fact]
    public void Reduce_NoValue_StaysNoneExceptThatItIsAbsent()
    {
        foreach (var reduction in Enum.GetValues<Reduction>())
            Reduce(AttributeValue.None, reduction, Name).ShouldBe(reduction == Reduction.Present ? AttributeValue.OfBoolean(false) : AttributeValue.None, reduction.ToString());
    }

    [Fact]
    public void Reduce_Present_TellsOnlyThatThereIsAValue()
    {
        Reduce(AttributeValue.OfString("010203040"), Reduction.Present, NationalId).ShouldBe(AttributeValue.OfBoolean(true));
        Reduce(AttributeValue.OfBoolean(false), Reduction.Present, Name).ShouldBe(AttributeValue.OfBoolean(true));
    }

    [Theory]
    [InlineData("1990-05-01", "1990")]
    [InlineData("0987-01-01", "0987")]
    public void Reduce_Year_IsTheYearAlone(string date, string year) => Reduce(Date(date), Reduction.Year, BirthDate).ShouldBe(AttributeValue.OfString(year));

    [Theory]
    [InlineData("12010203", Reduction.Province, "12")]
    [InlineData("12010203", Reduction.District, "1201")]
    [InlineData("12010203", Reduction.Commune, "120102")]
    [InlineData("1201", Reduction.Commune, "1201")]
    [InlineData("12", Reduction.Province, "12")]
    public void Reduce_Place_IsThePrefixOfTheCode(string village, Reduction reduction, string place) =>
        Reduce(AttributeValue.OfCode(village), reduction, Village).ShouldBe(AttributeValue.OfCode(place));

    [Theory]
    [InlineData("2006-11-22", "2026-11-22", "20-24")]   // on the birthday
    [InlineData("2006-11-23", "2026-11-22", "15-19")]   // on the day before
    [InlineData("2026-11-22", "2026-11-22", "0-4")]
    [InlineData("2026-11-23", "2026-11-22", "unborn")]
    [InlineData("1941-11-22", "2026-11-22", "85+")]
    [InlineData("1941-11-23", "2026-11-22", "80-84")]
    [InlineData("1900-01-01", "2026-11-22", "85+")]
    [InlineData("2004-02-29", "2029-02-28", "20-24")]   // 29 February: the year is complete on 1 March, as in the rules
    [InlineData("2004-02-29", "2029-03-01", "25-29")]
    [InlineData("2004-02-29", "2024-02-29", "20-24")]
    [InlineData("2004-02-29", "2024-02-28", "15-19")]
    [InlineData("2004-03-01", "2024-02-29", "15-19")]
    public void Reduce_AgeBand_ChangesOnTheBirthday(string birth, string on, string band) =>
        minimisation.Reduce(Date(birth), Reduction.AgeBand, BirthDate, "ministry", Date(on).Date).ShouldBe(AttributeValue.OfString(band));

    [Theory]
    [InlineData("010203040", "*******40")]
    [InlineData("12345", "***45")]
    [InlineData("1234", "****")]                        // of a short text two characters would be half of it
    [InlineData("12", "**")]
    [InlineData("1", "*")]
    [InlineData("", "")]
    [InlineData("\u1785\u17B6\u1793\u17CB\u1792\u17BC", "***")]    // three clusters of a name: too short to show two
    [InlineData("\u179F\u17BB\u1781\u17B6\u1785\u17B6\u1793\u17CB\u1792\u17BC", "***\u1793\u17CB\u1792\u17BC")] // a consonant keeps the signs above and below it
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301", "***e\u0301e\u0301")]
    [InlineData("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", "***\uD83D\uDE00\uD83D\uDE00")]
    public void Reduce_Masked_HidesAllButTheLastTwoTextElements(string text, string masked) =>
        Reduce(AttributeValue.OfString(text), Reduction.Masked, Name).Text.ShouldBe(masked);

    [Theory]
    [InlineData("ស្រីមុំចាន់ធូ")]
    [InlineData("ក្រឡាញ់ខ្ញុំស្ត្រី")]
    public void Reduce_MaskedKhmer_NoMarkStandsAlone(string text)
    {
        var shown = Reduce(AttributeValue.OfString(text), Reduction.Masked, Name).Text!.TrimStart('*');
        text.ShouldEndWith(shown);
        CharUnicodeInfo.GetUnicodeCategory(shown[0]).ShouldBe(UnicodeCategory.OtherLetter);
    }

    [Fact]
    public void Reduce_Pseudonym_IsStableAndDiffersByConsumerAttributeAndValue()
    {
        var first = Pseudonym("nssf", NationalId, "010203040");
        first.Length.ShouldBe(22);
        first.ShouldNotContain("010203040");
        Pseudonym("nssf", NationalId, "010203040").ShouldBe(first);
        new Minimisation(HubKeys.Open(folder["master.key"])).Reduce(AttributeValue.OfString("010203040"), Reduction.Pseudonym, NationalId, "nssf", Today).Text.ShouldBe(first);
        string[] others =
        [
            Pseudonym("planning-ministry", NationalId, "010203040"), Pseudonym("nssf", AttributeCatalogue.Current["birth.motherNationalId"], "010203040"),
            Pseudonym("nssf", NationalId, "010203041"),
        ];
        others.Append(first).Distinct().Count().ShouldBe(4);
        new Minimisation(HubKeys.Open(folder["other.key"])).Reduce(AttributeValue.OfString("010203040"), Reduction.Pseudonym, NationalId, "nssf", Today).Text.ShouldNotBe(first);
    }

    [Fact]
    public void Reduce_NoSuchReduction_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Reduce(AttributeValue.OfString("x"), (Reduction)99, Name));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1990-05-01", Reduction.Whole, "1990-05-01")]
    [InlineData("1990-05-01", Reduction.Year, "1990")]
    [InlineData("1990-05-01T23:59:59.123+07:00", Reduction.Year, "1990")]
    [InlineData("1990-05-01 23:59", Reduction.Year, "1990")]
    [InlineData("1990-05-01T00:00:00Z", Reduction.AgeBand, "35-39")]
    [InlineData("2026-11-23", Reduction.AgeBand, "unborn")]
    [InlineData("010203040", Reduction.Masked, "*******40")]
    [InlineData("12010203", Reduction.Province, "12")]
    [InlineData("12010203", Reduction.District, "1201")]
    [InlineData("12010203", Reduction.Commune, "120102")]
    [InlineData("12", Reduction.Commune, "12")]
    public void ReduceText_WhatTheReductionIsFor_IsReducedAsAnAttribute(string text, Reduction reduction, string reduced) =>
        minimisation.ReduceText(text, reduction, "/x", "ministry", Today).ShouldBe(reduced);

    [Theory]
    [InlineData("", Reduction.Year)]
    [InlineData("1990", Reduction.Year)]
    [InlineData("1990-5-1", Reduction.Year)]
    [InlineData("1990-02-30", Reduction.AgeBand)]
    [InlineData("1990-05-01T", Reduction.Year)]
    [InlineData("1990-05-01T25:00:00Z", Reduction.Year)]
    [InlineData("1990-05-01 Chanthou", Reduction.Year)]
    [InlineData(" 1990-05-01", Reduction.Year)]
    [InlineData("\u0661\u0669\u0669\u0660-05-01", Reduction.Year)]
    [InlineData("Chanthou", Reduction.Province)]
    [InlineData("120", Reduction.Province)]
    [InlineData("", Reduction.Commune)]
    [InlineData("1201020304", Reduction.Commune)]
    public void ReduceText_SomethingElse_IsNotReduced(string text, Reduction reduction) => minimisation.ReduceText(text, reduction, "/x", "ministry", Today).ShouldBeNull();

    [Fact]
    public void ReduceText_Pseudonym_DiffersByFieldAndConsumer()
    {
        var first = minimisation.ReduceText("010203040", Reduction.Pseudonym, "/x", "ministry", Today);
        minimisation.ReduceText("010203040", Reduction.Pseudonym, "/x", "ministry", Today.AddDays(1)).ShouldBe(first);
        minimisation.ReduceText("010203040", Reduction.Pseudonym, "/y", "ministry", Today).ShouldNotBe(first);
        minimisation.ReduceText("010203040", Reduction.Pseudonym, "/x", "nssf", Today).ShouldNotBe(first);
        minimisation.ReduceText("010203041", Reduction.Pseudonym, "/x", "ministry", Today).ShouldNotBe(first);
    }

    private AttributeValue Reduce(AttributeValue value, Reduction reduction, CatalogueAttribute attribute) => minimisation.Reduce(value, reduction, attribute, "ministry", Today);

    private string Pseudonym(string consumer, CatalogueAttribute attribute, string value) =>
        minimisation.Reduce(AttributeValue.OfString(value), Reduction.Pseudonym, attribute, consumer, Today).Text!;

    private static AttributeValue Date(string date) => AttributeValue.OfDate(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
