using Interop.Gateway.Fhir;

namespace Interop.Gateway.Tests.Fhir;

public sealed class FhirTimesTests
{
    [Theory]
    [InlineData("2026-11-25", "2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z")]
    [InlineData("eq2026-11-25", "2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z")]
    [InlineData("ge2026-11-25", "2026-11-25T00:00:00Z", null)]
    [InlineData("gt2026-11-25", "2026-11-26T00:00:00Z", null)]
    [InlineData("le2026-11-25", null, "2026-11-26T00:00:00Z")]
    [InlineData("lt2026-11-25", null, "2026-11-25T00:00:00Z")]
    [InlineData("lt2026-11-25T07:00:00+07:00", null, "2026-11-25T00:00:00Z")]
    [InlineData("gt2026-11-25T07:00:00 07:00", "2026-11-25T00:00:01Z", null)]
    [InlineData("eq2026-11-25T00:00:00Z", "2026-11-25T00:00:00Z", "2026-11-25T00:00:01Z")]
    public void Read_OneValue_IsItsSpan(string value, string? from, string? to) => Read(value).ShouldBe(new(At(from), At(to)));

    [Fact]
    public void Read_SeveralValues_IsWhatTheyHaveInCommon()
    {
        Read("ge2026-11-01", "lt2026-12-01", "ge2026-11-10", "2026-11-12").ShouldBe(new(At("2026-11-12T00:00:00Z"), At("2026-11-13T00:00:00Z")));
        Read("2026-11-12", "ge2026-11-10", "le2026-11-30").ShouldBe(new(At("2026-11-12T00:00:00Z"), At("2026-11-13T00:00:00Z")));
        Read().ShouldBe(new(null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ge")]
    [InlineData("2026")]
    [InlineData("2026-11")]
    [InlineData("2026-02-30")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("ne2026-11-25")]
    [InlineData("ap2026-11-25")]
    [InlineData("2026-11-25T00:00:00")]
    [InlineData("2026-11-25T00:00Z")]
    [InlineData("ge2026-11-25 or so")]
    public void Read_AnotherForm_IsNone(string value) => Read("2026-11-25", value).ShouldBeNull();

    private static FhirTimes? Read(params string[] values) => FhirTimes.Read(values);

    private static DateTimeOffset? At(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
