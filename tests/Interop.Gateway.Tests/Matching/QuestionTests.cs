using CsCheck;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

/// <summary>Births, places and cards: how they are read and compared.</summary>
public sealed class QuestionTests
{
    private static readonly Gen<BirthDate> Birth = from day in Gen.Date[new DateTime(1930, 1, 1), new DateTime(2026, 11, 23)]
                                                   from approximate in Gen.Bool
                                                   select BirthDate.Of(DateOnly.FromDateTime(day), approximate);

    [Theory]
    [InlineData("1980-05-03", "1980-05-03", MatchField.BirthDate, "same")]
    [InlineData("1980-05-03", "1980-03-05", MatchField.BirthDate, "day-and-month-swapped")]
    [InlineData("1980-05-03", "1980-05-13", MatchField.BirthDate, "one-part-differs")]
    [InlineData("1980-05-03", "1908-05-03", MatchField.BirthDate, "one-part-differs")]
    [InlineData("1980-05-03", "1980-07-21", MatchField.BirthDate, "same-year")]
    [InlineData("1980-05-03", "1982-07-21", MatchField.BirthDate, "near-year")]
    [InlineData("1980-05-03", "1990-07-21", MatchField.BirthDate, "different")]
    [InlineData("1980-05-03", "1980", MatchField.BirthYear, "same-year")]
    [InlineData("1980", "1981-01-01", MatchField.BirthYear, "one-year-off")]
    [InlineData("1980-02", "1978", MatchField.BirthYear, "two-years-off")]
    [InlineData("1980", "1990", MatchField.BirthYear, "different")]
    public void Compare_Births_AgreeAsFarAsBothAreKnown(string one, string other, object field, string level)
    {
        var compared = Read(one).Compare(Read(other));

        compared.Field.ShouldBe((MatchField)field);
        Agreement.Levels[(int)compared.Field][compared.Level].ShouldBe(level);
    }

    [Theory]
    [InlineData("1980-13-01")]
    [InlineData("1980-02-30")]
    [InlineData("80")]
    [InlineData("03/05/1980")]
    [InlineData("١٩٨٠")]
    [InlineData("0000")]
    [InlineData("")]
    public void TryRead_NoBirth_IsRefused(string text) => BirthDate.TryRead(text, false, out _).ShouldBeFalse();

    [Fact]
    public void Compare_BirthsEitherWay_AgreeAlike() => Gen.Select(Birth, Birth).Sample((a, b) => a.Compare(b) == b.Compare(a) && a.Compare(a).Level == 0);

    [Fact]
    public void Packed_AnyBirth_ComesBack() => Birth.Sample(b => BirthDate.Unpack(b.Packed) == b);

    [Theory]
    [InlineData("12010203", "12010203", "same-village")]
    [InlineData("12010203", "12010204", "same-commune")]
    [InlineData("120102", "12010203", "same-commune")]
    [InlineData("12010203", "12010303", "same-district")]
    [InlineData("1201", "12020303", "same-province")]
    [InlineData("02010203", "12010203", "different")]
    [InlineData("01", "10010101", "different")]
    public void Compare_Places_AgreeAsFarAsTheyLieTogether(string one, string other, string level)
    {
        Place.TryRead(one, out var a).ShouldBeTrue();
        Place.TryRead(other, out var b).ShouldBeTrue();

        Agreement.Levels[(int)MatchField.Place][a.Compare(b)].ShouldBe(level);
        b.Compare(a).ShouldBe(a.Compare(b));
    }

    [Theory]
    [InlineData("")]
    [InlineData("120")]
    [InlineData("1201020304")]
    [InlineData("12a1")]
    [InlineData("-101")]
    [InlineData("00")]
    public void TryRead_NoPlace_IsRefused(string text) => Place.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("120101000123-02", "120101000123-02", "same-member")]
    [InlineData("120101000123", "120101000123-02", "same-household")]
    [InlineData("120101000123-01", "120101000123-02", "same-household")]
    [InlineData("120101000124", "120101000123-02", "one-digit-differs")]
    [InlineData("120101000199", "120101000123-02", "different")]
    public void Compare_Cards_AgreeByHousehold(string one, string other, string level)
    {
        EquityCard.TryRead(one, out var a).ShouldBeTrue();
        EquityCard.TryRead(other, out var b).ShouldBeTrue();

        Agreement.Levels[(int)MatchField.EquityCard][a.Compare(b)].ShouldBe(level);
    }

    [Theory]
    [InlineData("-01")]
    [InlineData("12-")]
    [InlineData("12-100")]
    [InlineData("9999999999999")]
    [InlineData("42")]
    [InlineData("12010100004-002")]
    [InlineData("abc")]
    public void TryRead_NoCard_IsRefused(string text) => EquityCard.TryRead(text, out _).ShouldBeFalse();

    private static BirthDate Read(string text) => BirthDate.TryRead(text, false, out var birth) ? birth : throw new ArgumentException("No birth.", nameof(text));
}
