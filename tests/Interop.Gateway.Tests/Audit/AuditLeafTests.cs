using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Interop.Gateway.Audit;

namespace Interop.Gateway.Tests.Audit;

public sealed class AuditLeafTests
{
    [Fact]
    public void Write_FullEntry_IsTheDocumentedBytes()
    {
        var (leaf, _) = AuditLeaf.Write(new()
        {
            Exchange = new Guid("019a9f3c-5a00-7000-8000-000000000001"),
            Phase = AuditPhase.Completed,
            At = new DateTimeOffset(2026, 11, 22, 15, 0, 0, 123, TimeSpan.FromHours(7)),
            Institution = "hospital-a",
            Key = "abcdefghijkl",
            User = "nurse-7",
            Case = "ករណី \"1\"",
            Door = "native",
            Operation = "entitlement-check",
            Purpose = "COVERAGE",
            Scope = "hospital-coverage",
            ScopeVersion = 3,
            SubjectPseudonym = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray(),
            SubjectKey = "2026-11.3650",
            Asked = ["vital.birthDate", "vital.sex"],
            Registries = [new("civil-registry", "answered"), new("id-poor", "unavailable")],
            Disclosed = ["vital.birthDate"],
            Programmes = ["hef", "nssf-health"],
            Outcome = "answered",
        });

        Encoding.ASCII.GetString(leaf).ShouldBe(
            """{"v":2,"exchange":"019a9f3c-5a00-7000-8000-000000000001","phase":"completed","at":"2026-11-22T08:00:00.123Z","institution":"hospital-a","key":"abcdefghijkl","user":"nurse-7","case":"\u1780\u179A\u178E\u17B8 \u00221\u0022","door":"native","operation":"entitlement-check","purpose":"COVERAGE","scope":"hospital-coverage","scopeVersion":3,"subject":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","subjectKey":"2026-11.3650","registries":[{"registry":"civil-registry","status":"answered"},{"registry":"id-poor","status":"unavailable"}],"asked":["vital.birthDate","vital.sex"],"disclosed":["vital.birthDate"],"programmes":["hef","nssf-health"],"outcome":"answered"}""");
    }

    [Fact]
    public void Write_EntryWithoutOptionalParts_KeepsEveryMember()
    {
        var (leaf, _) = AuditLeaf.Write(AuditFolder.Entry());

        Encoding.ASCII.GetString(leaf).ShouldBe(
            """{"v":2,"exchange":"019a9f3c-5a00-7000-8000-000000000001","phase":"admitted","at":"2026-11-22T08:00:00.123Z","institution":"hospital-a","key":null,"user":null,"case":null,"door":"native","operation":"entitlement-check","purpose":"COVERAGE","scope":null,"scopeVersion":null,"subject":null,"subjectKey":null,"registries":[],"asked":null,"disclosed":[],"programmes":[],"outcome":"admitted"}""");
    }

    [Fact]
    public void Write_EntryWithCounts_IsOfVersionThreeAndReadsBack()
    {
        var (leaf, _) = AuditLeaf.Write(AuditFolder.Entry() with { Counts = [new("Coverage", 7_000_000_000), new("deleted", 1)] });

        Encoding.ASCII.GetString(leaf).ShouldEndWith("""[],"programmes":[],"counts":[{"of":"Coverage","count":7000000000},{"of":"deleted","count":1}],"outcome":"admitted"}""");
        Encoding.ASCII.GetString(leaf).ShouldStartWith("""{"v":3,""");
        AuditLeaf.Read(leaf).Counts.ShouldBe([new("Coverage", 7_000_000_000), new("deleted", 1)]);
    }

    [Fact]
    public void Read_LeafOfThisFormat_IsTheEntryThatWasWritten() =>
        Gen.Select(Gen.String.Null(), Gen.String, Gen.Int.Nullable(), Gen.String.Array.Null(), Gen.Byte.Array[32], Gen.Bool, Gen.Int[0, 2]).Sample((text, other, number, asked, subject, named, phase) =>
        {
            var (text1, text2) = (text is null ? null : Sound(text), Sound(other));
            var written = AuditFolder.Entry(text1) with
            {
                Phase = (AuditPhase)phase, Institution = text2, Key = text1, User = text1, Case = text1, Scope = text1, ScopeVersion = number, Outcome = text2,
                SubjectPseudonym = named ? subject : default, SubjectKey = named ? "2026-11.30" : null, Asked = asked is null ? null : [.. asked.Select(Sound)],
                Registries = [new(text2, "answered"), new("id-poor", text2)], Disclosed = [text2], Programmes = [text2, "hef"],
            };

            var (leaf, _) = AuditLeaf.Write(written);
            var read = AuditLeaf.Read(leaf);

            AuditLeaf.Write(read).Leaf.ShouldBe(leaf);
            (read.At, read.User, read.Outcome, read.ScopeVersion, read.SubjectKey).ShouldBe((written.At, written.User, written.Outcome, written.ScopeVersion, written.SubjectKey));
            read.Asked.ShouldBe(written.Asked);
            read.SubjectPseudonym.ToArray().ShouldBe(written.SubjectPseudonym.ToArray());
        }, iter: 200);

    [Fact]
    public void Read_LeafOfTheFirstFormat_HasTheFirstKeyAndNothingAskedFor()
    {
        var entry = AuditLeaf.Read(Encoding.UTF8.GetBytes(
            """{"v":1,"exchange":"019a9f3c-5a00-7000-8000-000000000001","phase":"refused","at":"2026-11-22T08:00:00.123Z","institution":"hospital-a","key":null,"user":"nurse-7","case":null,"door":"native","operation":"lookup","purpose":"COVERAGE","scope":null,"scopeVersion":null,"subject":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","registries":[],"disclosed":[],"programmes":["hef"],"outcome":"no-scope"}"""));

        (entry.Phase, entry.User, entry.SubjectKey, entry.Asked, entry.Outcome).ShouldBe((AuditPhase.Refused, "nurse-7", AuditLeaf.FirstSubjectKey, null, "no-scope"));
        entry.SubjectPseudonym.ToArray().ShouldBe(Enumerable.Range(0, 32).Select(number => (byte)number));
        entry.Programmes.ShouldBe(["hef"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"v":3,"exchange":"019a9f3c-5a00-7000-8000-000000000001"}""")]
    [InlineData("""{"v":2,"phase":"refused"}""")]
    public void Read_BytesThatAreNoLeaf_AreAFault(string bytes) =>
        Should.Throw<InvalidDataException>(() => AuditLeaf.Read(Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void Write_Entry_HashesAsRfc9162()
    {
        var (leaf, hash) = AuditLeaf.Write(AuditFolder.Entry());

        hash.ShouldBe(SHA256.HashData([0x00, .. leaf]));
        AuditLeaf.Hash(leaf).ShouldBe(hash);
    }

    [Theory]
    [InlineData("\uD800 half a character")]
    [InlineData("line\nbreak \0 and </script>")]
    public void Write_HostileText_IsStillOneJsonObject(string hostile)
    {
        var (leaf, _) = AuditLeaf.Write(AuditFolder.Entry() with { Case = hostile, User = hostile });

        leaf.ShouldAllBe(value => value >= 0x20 && value < 0x7F);
        using var read = System.Text.Json.JsonDocument.Parse(leaf);
        read.RootElement.GetProperty("v").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void Write_PseudonymOfWrongLength_IsRefusedAndTheNextIsSound()
    {
        Should.Throw<ArgumentException>(() => AuditLeaf.Write(AuditFolder.Entry() with { SubjectPseudonym = new byte[31] }));

        var (leaf, hash) = AuditLeaf.Write(AuditFolder.Entry());
        hash.ShouldBe(AuditLeaf.Hash(leaf));
    }

    /// <summary>Half a character has no form in UTF-8 and is written as a replacement.</summary>
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Receipt_AsText_ReadsBack()
    {
        var receipt = new Receipt(AuditFolder.Origin, 42, AuditLeaf.Hash("leaf"u8));

        Receipt.TryParse(receipt.ToString(), out var read).ShouldBeTrue();

        receipt.ToString().ShouldMatch("^interop\\.example/hub-1/42/[A-Za-z0-9_-]{43}$");
        (read.Origin, read.Index).ShouldBe((AuditFolder.Origin, 42));
        read.LeafHash.ToArray().ShouldBe(receipt.LeafHash.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("///")]
    [InlineData("/1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("log/-1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("log/1/AAAA")]
    [InlineData("log/1/not base64 at all AAAAAAAAAAAAAAAAAAAAAAA")]
    public void Receipt_NotOne_IsNotRead(string? text) => Receipt.TryParse(text, out _).ShouldBeFalse();
}
