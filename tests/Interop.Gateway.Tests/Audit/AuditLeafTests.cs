using System.Security.Cryptography;
using System.Text;
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
            Registries = [new("civil-registry", "answered"), new("id-poor", "unavailable")],
            Disclosed = ["vital.birthDate"],
            Programmes = ["hef", "nssf-health"],
            Outcome = "answered",
        });

        Encoding.ASCII.GetString(leaf).ShouldBe(
            """{"v":1,"exchange":"019a9f3c-5a00-7000-8000-000000000001","phase":"completed","at":"2026-11-22T08:00:00.123Z","institution":"hospital-a","key":"abcdefghijkl","user":"nurse-7","case":"\u1780\u179A\u178E\u17B8 \u00221\u0022","door":"native","operation":"entitlement-check","purpose":"COVERAGE","scope":"hospital-coverage","scopeVersion":3,"subject":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","registries":[{"registry":"civil-registry","status":"answered"},{"registry":"id-poor","status":"unavailable"}],"disclosed":["vital.birthDate"],"programmes":["hef","nssf-health"],"outcome":"answered"}""");
    }

    [Fact]
    public void Write_EntryWithoutOptionalParts_KeepsEveryMember()
    {
        var (leaf, _) = AuditLeaf.Write(AuditFolder.Entry());

        Encoding.ASCII.GetString(leaf).ShouldBe(
            """{"v":1,"exchange":"019a9f3c-5a00-7000-8000-000000000001","phase":"admitted","at":"2026-11-22T08:00:00.123Z","institution":"hospital-a","key":null,"user":null,"case":null,"door":"native","operation":"entitlement-check","purpose":"COVERAGE","scope":null,"scopeVersion":null,"subject":null,"registries":[],"disclosed":[],"programmes":[],"outcome":"admitted"}""");
    }

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
        read.RootElement.GetProperty("v").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void Write_PseudonymOfWrongLength_IsRefusedAndTheNextIsSound()
    {
        Should.Throw<ArgumentException>(() => AuditLeaf.Write(AuditFolder.Entry() with { SubjectPseudonym = new byte[31] }));

        var (leaf, hash) = AuditLeaf.Write(AuditFolder.Entry());
        hash.ShouldBe(AuditLeaf.Hash(leaf));
    }

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
