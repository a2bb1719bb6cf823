using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Tests.Mapping;

public class ColumnReaderTests
{
    [Theory]
    [InlineData("school.grade", null, "12", "12")]
    [InlineData("school.grade", null, "-3", "-3")]
    [InlineData("school.grade", null, "1.5", null)]
    [InlineData("school.grade", null, " 1", null)]
    [InlineData("school.enrolled", null, "1", "true")]
    [InlineData("school.enrolled", null, "0", "false")]
    [InlineData("school.enrolled", null, "t", "true")]
    [InlineData("school.enrolled", null, "F", "false")]
    [InlineData("school.enrolled", null, "True", "true")]
    [InlineData("school.enrolled", null, "yes", null)]
    [InlineData("vital.birthDate", null, "2024-02-29", "2024-02-29")]
    [InlineData("vital.birthDate", null, "2023-02-29", null)]
    [InlineData("vital.birthDate", null, "2024-02-03T10:00:00Z", "2024-02-03")]
    [InlineData("vital.birthDate", null, "2024-02-03 10:00:00+07", "2024-02-03")]
    [InlineData("vital.birthDate", null, "2024-02-03 lunch", null)]
    [InlineData("vital.birthDate", null, "2024-02", null)]
    [InlineData("vital.birthDate", "yyyy-MM", "2024-02", "2024-02-01")]
    [InlineData("vital.birthDate", "dd/MM/yyyy", "03/02/2024", "2024-02-03")]
    [InlineData("vital.birthDate", "dd/MM/yyyy", "2024-02-03", null)]
    [InlineData("vital.sex", null, "male", "male")]
    [InlineData("vital.sex", null, "Male", null)]
    [InlineData("address.village", null, "01020304", "01020304")]
    public void TryRead_Cell_GivesTheValueOrFalse(string attribute, string? format, string cell, string? expected)
    {
        var reader = new ColumnReader(AttributeCatalogue.Current[attribute], new ColumnMapping("C", null, null, format, null), _ => 0);
        using var row = new Row(1);
        row.Set(0, cell);

        reader.TryRead(row, out var value).ShouldBe(expected is not null);

        value.ToText().ShouldBe(expected ?? "");
    }

    [Fact]
    public void TryRead_EmptyCell_IsNoValue()
    {
        var reader = new ColumnReader(AttributeCatalogue.Current["vital.birthDate"], new ColumnMapping("C", null, null, null, null), _ => 0);
        using var row = new Row(1);

        reader.TryRead(row, out var value).ShouldBeTrue();

        value.HasValue.ShouldBeFalse();
    }
}
