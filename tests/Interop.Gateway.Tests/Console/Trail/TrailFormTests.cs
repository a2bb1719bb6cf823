using Interop.Gateway.Console.Trail;

namespace Interop.Gateway.Tests.Console.Trail;

public sealed class TrailFormTests
{
    [Fact]
    public void Query_Days_AreWholeDaysInCambodia()
    {
        var query = Form(("from", "2026-11-24"), ("to", "2026-11-25")).Query("", 50).ShouldNotBeNull();
        query.From.ShouldBe(new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));
        query.To.ShouldBe(new DateTimeOffset(2026, 11, 25, 17, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Query_NothingTyped_AsksForAnything() => Form().Query("", 50).ShouldNotBeNull().Named().ShouldBeEmpty();

    [Fact]
    public void Query_NobodysInstitution_IsTheEmptyOne() => Form(("institution", TrailForm.Nobody)).Query("", 50).ShouldNotBeNull().Institution.ShouldBe("");

    [Theory]
    [InlineData("from", "25.11.2026")]
    [InlineData("to", "0001-01-01")]
    [InlineData("to", "9999-12-31")]
    [InlineData("user", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void Query_Malformed_IsNone(string field, string value) => Form((field, value)).Query("", 50).ShouldBeNull();

    [Theory]
    [InlineData("", null)]
    [InlineData("17", 17L)]
    [InlineData("-1", 0L)]
    [InlineData("x", 0L)]
    public void Query_Before_GoesOnOrFindsNothing(string before, long? place) => Form().Query(before, 50).ShouldNotBeNull().Before.ShouldBe(place);

    [Fact]
    public void Fields_ReadAgain_MeanTheSame()
    {
        var form = Form(("institution", "nssf"), ("purpose", "TREAT"), ("outcome", "answered"), ("user", "clerk"), ("from", "2026-11-24"), ("to", "2026-11-25"));
        Form([.. form.Fields]).Query("3", 50).ShouldBe(form.Query("3", 50));
    }

    private static TrailForm Form(params (string Name, string Value)[] fields) => TrailForm.Read(name => fields.FirstOrDefault(f => f.Name == name).Value ?? "");
}
