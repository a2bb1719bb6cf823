using System.IO.Compression;
using System.Text;
using CsCheck;
using Interop.Gateway.Batches.Files;
using ZstdSharp;

namespace Interop.Gateway.Tests.Batches;

public sealed class RowReaderTests
{
    [Theory]
    [InlineData("type,value\r\nnational-id,1\r\n")]
    [InlineData("\uFEFFtype;value\nnational-id;1")]
    [InlineData("type\tvalue\rnational-id\t1\r")]
    [InlineData("\"Type\",\" value \"\r\n\"national-id\",\"1\"\r\n\r\n")]
    public void Read_EveryWayASpreadsheetWritesIt_IsTheSameRow(string text)
    {
        using var reader = Csv(Encoding.UTF8.GetBytes(text));
        reader.Begin().ShouldBeTrue();
        reader.Columns.ShouldBe(["type", "value"]);
        reader.Read(out var row).ShouldBe(RowRead.Row);
        row!.Cells.ShouldBe(["national-id", "1"]);
        reader.Read(out _).ShouldBe(RowRead.End);
    }

    [Theory]
    [InlineData("a,b\n1,\"2", nameof(FileFault.Quotes))]
    [InlineData("a,b\n1,2\"3", nameof(FileFault.Quotes))]
    [InlineData("a,b\n1,\"2\"3", nameof(FileFault.Quotes))]
    [InlineData("a,b\n1\n", nameof(FileFault.Cells))]
    [InlineData("a,b\n1,2,3\n", nameof(FileFault.Cells))]
    [InlineData("a,b\n1,\0\n", nameof(FileFault.Encoding))]
    public void Read_ARowThatIsNone_IsAFaultOfTheFile(string text, string fault)
    {
        using var reader = Csv(Encoding.UTF8.GetBytes(text));
        reader.Begin().ShouldBeTrue();
        reader.Read(out _).ShouldBe(RowRead.Fault);
        ($"{reader.Fault}", reader.Rows).ShouldBe((fault, 0));
    }

    [Theory]
    [InlineData("a,A\n1,2\n", nameof(FileFault.Columns))]
    [InlineData("", nameof(FileFault.Empty))]
    public void Begin_ColumnsThatAreNone_AreAFaultOfTheFile(string text, string fault)
    {
        using var reader = Csv(Encoding.UTF8.GetBytes(text));
        reader.Begin().ShouldBeFalse();
        $"{reader.Fault}".ShouldBe(fault);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public void Begin_AnotherEncoding_IsAFaultOfTheFile(string encoding)
    {
        var bytes = encoding == "utf-16" ? Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,é\n")).ToArray() : Encoding.Latin1.GetBytes("a,é\n1,2\n");
        using var reader = Csv(bytes);
        reader.Begin().ShouldBeFalse();
        reader.Fault.ShouldBe(FileFault.Encoding);
    }

    [Fact]
    public void Read_ARowWithoutAnEnd_IsAFaultAndNoMemory()
    {
        using var csv = Csv(Encoding.ASCII.GetBytes("a,b\n\"" + new string('x', 100_000)));
        csv.Begin();
        csv.Read(out _).ShouldBe(RowRead.Fault);
        csv.Fault.ShouldBe(FileFault.RowTooLong);
        using var lines = new NdjsonRows(new StringReader(new string('x', 100_000)));
        lines.Read(out _).ShouldBe(RowRead.Fault);
        lines.Fault.ShouldBe(FileFault.RowTooLong);
    }

    [Fact]
    public void Read_WhatCsvCellsWrote_IsReadBack() =>
        Gen.String[Gen.Char["ab,;\t\"\r\n'=+-@ ខ"], 0, 12].Array[2, 6].Array[1, 20].Sample(rows =>
        {
            var text = new StringBuilder("c0");
            var width = rows[0].Length;
            for (var i = 1; i < width; i++)
                text.Append(",c").Append(i);
            text.Append("\r\n");
            var even = rows.Where(r => r.Length == width && !r.All(c => c.Length == 0)).ToArray();
            foreach (var row in even)
            {
                for (var i = 0; i < width; i++)
                    (i == 0 ? text : text.Append(',')).AddFirst(row[i], ',');
                text.Append("\r\n");
            }
            using var reader = Csv(Encoding.UTF8.GetBytes(text.ToString()));
            reader.Begin().ShouldBeTrue();
            foreach (var row in even)
            {
                reader.Read(out var read).ShouldBe(RowRead.Row);
                // A cell that began with an apostrophe and a sign of a formula of its own is the one that cannot be told from a safe one.
                if (!row.Any(c => CsvCells.Restored(c) != c))
                    read!.Cells.Select(CsvCells.Restored).ShouldBe(row);
                read!.Cells.ShouldAllBe(c => c.Length == 0 || !"=+-@\t\r\n".Contains(c[0]));
            }
            reader.Read(out _).ShouldBe(RowRead.End);
        }, iter: 300);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ACompressedFile_IsUnpackedWhateverItIsCalled(bool gzip)
    {
        using var reader = Csv(Pack("type,value\nx,1\n"u8.ToArray(), gzip));
        reader.Begin().ShouldBeTrue();
        reader.Read(out var row).ShouldBe(RowRead.Row);
        row!.Cells.ShouldBe(["x", "1"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ABomb_EndsAtTheBound(bool gzip)
    {
        var bomb = Pack(Encoding.ASCII.GetBytes("type,value\n" + string.Concat(Enumerable.Repeat("aaaaaaaaaa,bbbbbbbbbb\n", 1_000_000))), gzip);
        using var reader = Csv(bomb, mostTimes: 10);
        reader.Begin().ShouldBeTrue();
        RowRead read;
        while ((read = reader.Read(out _)) == RowRead.Row)
        {
            // Read on to the bound.
        }
        (read, reader.Fault).ShouldBe((RowRead.Fault, FileFault.UnpacksTooFar));
        reader.Rows.ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ACompressedFileThatIsCutOff_IsAFault(bool gzip)
    {
        var random = new Random(7);
        var text = new StringBuilder("type,value\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(random.Next()).Append(',').Append(random.Next()).Append('\n');
        var packed = Pack(Encoding.ASCII.GetBytes(text.ToString()), gzip);
        using var reader = Csv(packed[..(packed.Length / 2)]);
        reader.Begin().ShouldBeTrue();
        RowRead read;
        while ((read = reader.Read(out _)) == RowRead.Row)
        {
            // Read on to the cut.
        }
        (read, reader.Fault).ShouldBe((RowRead.Fault, FileFault.Compression));
    }

    private static CsvRows Csv(byte[] bytes, int mostTimes = 1000) => new(Unpacking.Open(new MemoryStream(bytes), bytes.Length, mostTimes));

    private static byte[] Pack(byte[] content, bool gzip)
    {
        var packed = new MemoryStream();
        using (var stream = gzip ? (Stream)new GZipStream(packed, CompressionLevel.Optimal) : new CompressionStream(packed))
            stream.Write(content);
        return packed.ToArray();
    }
}
