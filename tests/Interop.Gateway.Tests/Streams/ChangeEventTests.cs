using System.Text;
using CsCheck;
using Interop.Gateway.Streams.Events;
using Interop.Schemas;

namespace Interop.Gateway.Tests.Streams;

/// <summary>The reader on the hot path says what the schema says.</summary>
public sealed class ChangeEventTests
{
    private const string Schema = "change-event";

    private static readonly ChangeEvent Event = new("/interop.test/hub/civil-registry", 1_795_677_600_000_001, "5c1f0e9a8b7d6c5b4a39281706f5e4d3", "civil-registry", "birth-registered",
        new(2026, 11, 26, 7, 30, 0, 250, TimeSpan.Zero), "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4");

    [Fact]
    public void Write_ThenRead_IsTheSameAndFitsTheSchema()
    {
        var bytes = Event.Write();
        ChangeEvent.Read(bytes, out var fault).ShouldBe(Event, fault);
        JsonSchemas.Validate(Schema, Encoding.UTF8.GetString(bytes)).ShouldBeEmpty();
    }

    [Fact]
    public void Read_MutatedEvents_AreTakenExactlyWhenTheSchemaTakesThem()
    {
        var text = Encoding.UTF8.GetString(Event.Write());
        string[] pieces = ["\"", "{", "}", ",", ":", "1", "0", "a", "Z", " ", "-", "null", "\"x\":1,", "\\u0000", "ក", "true", "[]", "e", ".", "\\n"];
        (from at in Gen.Int[0, text.Length - 1]
         from cut in Gen.Int[0, 12]
         from piece in Gen.Int[0, pieces.Length - 1]
         select text[..at] + pieces[piece] + text[Math.Min(text.Length, at + cut)..]).Sample(changed =>
        {
            var read = ChangeEvent.Read(Encoding.UTF8.GetBytes(changed), out var fault);
            var faults = JsonSchemas.Validate(Schema, changed);
            // A day that no calendar has fits the pattern and is refused all the same.
            (read is not null || fault is "time" or "sequence").ShouldBe(faults.Count == 0 || (fault is "time" or "sequence"), $"{fault} against {string.Join("; ", faults)}");
        }, iter: 4_000);
    }

    [Theory]
    [InlineData("valid/birth.json", true)]
    [InlineData("valid/of-a-later-version.json", true)]
    [InlineData("invalid/no-record.json", false)]
    [InlineData("invalid/specversion.json", false)]
    [InlineData("invalid/local-time.json", false)]
    [InlineData("invalid/record-in-the-clear.json", false)]
    [InlineData("invalid/subject-is-a-number.json", false)]
    [InlineData("invalid/type-with-blank.json", false)]
    public void Read_Samples_AreTakenAsTheSchemaTakesThem(string sample, bool taken)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Interop.sln")))
            folder = Path.GetDirectoryName(folder)!;
        (ChangeEvent.Read(File.ReadAllBytes(Path.Combine(folder, "schemas/Messages/change-event", sample)), out _) is not null).ShouldBe(taken);
    }
}
