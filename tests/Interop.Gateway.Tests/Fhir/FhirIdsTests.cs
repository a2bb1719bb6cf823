using Interop.Gateway.Exchanges;
using Interop.Gateway.Fhir;
using Interop.Gateway.Keys;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Tests.Fhir;

/// <summary>Ids open for whom they were given, and say nothing.</summary>
public sealed class FhirIdsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FhirIds ids;

    public FhirIdsTests() => ids = new(HubKeys.Open(folder["hub.key"]));

    public static TheoryData<string, string> Identifiers => new()
    {
        { "national-id", "012345678" }, { "birth-registration", "BR012345678901" }, { "nssf", "01234567" }, { "equity-card", "012345678901-09" }, { "family-book", "FB012345678-09" },
    };

    [Theory]
    [MemberData(nameof(Identifiers))]
    public void PersonOf_AnIdOfTheSameInstitution_IsThePerson(string type, string value)
    {
        CodeLists.IdentifierTypes[type].Accepts(value).ShouldBeTrue();
        var id = ids.Of("hospital", new(type, value));
        id.Length.ShouldBe(64);
        ids.PersonOf("hospital", id).ShouldBe(new Subject(type, value));
        ids.Of("hospital", new(type, value)).ShouldBe(id, "the same person has the same id");
    }

    [Fact]
    public void Of_EveryIdentifierTypeThereIs_IsTested() =>
        Identifiers.Select(row => row.Data.Item1).Order().ShouldBe(CodeLists.IdentifierTypes.Keys.Order());

    [Fact]
    public void PersonOf_AnIdOfAnotherInstitutionOrHub_IsNobody()
    {
        var id = ids.Of("hospital", new("national-id", "012345678"));
        ids.PersonOf("insurer", id).ShouldBeNull();
        ids.Of("insurer", new("national-id", "012345678"))[..32].ShouldNotBe(id[..32]);
        new FhirIds(HubKeys.Open(folder["other.key"])).PersonOf("hospital", id).ShouldBeNull();
    }

    [Fact]
    public void PersonOf_AnIdChangedAnywhere_IsNobody()
    {
        var id = ids.Of("hospital", new("national-id", "012345678"));
        for (var i = 0; i < id.Length; i++)
            ids.PersonOf("hospital", id[..i] + (id[i] == '0' ? '1' : '0') + id[(i + 1)..]).ShouldBeNull();
        foreach (var other in (string[])["", "0", id[..62], id + "00", id[..63] + "g", new string('0', 64), new('é', 64)])
            ids.PersonOf("hospital", other).ShouldBeNull();
    }

    [Fact]
    public void VersionOf_TheSameContent_DiffersByInstitutionAlone()
    {
        ids.VersionOf("hospital", "a"u8).ShouldBe(ids.VersionOf("hospital", "a"u8));
        ids.VersionOf("hospital", "a"u8).ShouldNotBe(ids.VersionOf("hospital", "b"u8));
        ids.VersionOf("hospital", "a"u8).ShouldNotBe(ids.VersionOf("insurer", "a"u8));
    }

    public void Dispose() => folder.Dispose();
}
