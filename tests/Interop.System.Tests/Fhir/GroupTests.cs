namespace Interop.System.Tests.Fhir;

/// <summary>The household of a person, as far as the scope lets it be told.</summary>
public sealed class GroupTests(HubFixture hub)
{
    [Fact]
    public async Task Search_MemberOfAPoorHousehold_GivesItsCardAndLevelAndNobodyElse()
    {
        var card = Person("equity-card", true).Identifiers["equity-card"];
        var native = await hub.Http.LookupAsync(hub.Hub.Address, Ministry, "ELIGDTRM", "equity-card", card);
        var answer = await SearchAsync(Ministry, "ELIGDTRM", "equity-card", card);
        (answer.Status, answer.Body.GetProperty("total").GetInt32()).ShouldBe((200, 1));
        answer.Body.GetProperty("link").GetRawText().ShouldNotContain(card, customMessage: "a link is an address");
        var group = answer.Body.GetProperty("entry")[0].GetProperty("resource");
        group.GetProperty("identifier")[0].GetProperty("value").GetString().ShouldBe(card.Split('-')[0]);
        var characteristic = group.GetProperty("characteristic")[0];
        characteristic.GetProperty("valueCodeableConcept").GetProperty("coding")[0].GetProperty("code").GetString().ShouldBe(native.Attribute("idpoor.level").GetProperty("value").GetString());
        characteristic.GetProperty("period").GetProperty("end").GetString().ShouldBe(native.Attribute("idpoor.validTo").GetProperty("value").GetString());
        group.GetProperty("member").GetArrayLength().ShouldBe(1);
        group.TryGetProperty("quantity", out _).ShouldBeFalse();

        var member = group.GetProperty("member")[0].GetProperty("entity").GetProperty("reference").GetString();
        var byId = await hub.Http.FhirAsync(HttpMethod.Get, $"{hub.Hub.Address}/fhir/Group?member={member}&_elements=identifier", Ministry, "ELIGDTRM");
        group = byId.Body.GetProperty("entry")[0].GetProperty("resource");
        (group.TryGetProperty("identifier", out _), group.TryGetProperty("characteristic", out _), group.TryGetProperty("member", out _)).ShouldBe((true, false, false));
    }

    [Fact]
    public async Task Search_SomebodyOfNoPoorHousehold_IsAnEmptyBundle()
    {
        var answer = await SearchAsync(Ministry, "ELIGDTRM", "national-id", Person("equity-card", false).Identifiers["national-id"]);
        (answer.Status, answer.Body.GetProperty("total").GetInt32()).ShouldBe((200, 0));
        answer.Body.TryGetProperty("entry", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Search_ByAnInstitutionThatMayNotKnow_TellsNothingEitherWay(bool isPoor)
    {
        var answer = await SearchAsync(hub.KeyOf("calmette-hospital"), "TREAT", "national-id", Person("equity-card", isPoor).Identifiers["national-id"]);
        (answer.Status, answer.Body.TryGetProperty("total", out _)).ShouldBe((200, false));
        var entry = answer.Body.GetProperty("entry");
        (entry.GetArrayLength(), entry[0].GetProperty("resource").GetProperty("issue")[0].GetProperty("code").GetString()).ShouldBe((1, "suppressed"));
    }

    [Fact]
    public async Task Search_WhileTheRegistryIsSilent_IsNotKnown()
    {
        await using var other = await hub.StartAnotherAsync($"--Registries:id-poor:Connection={Path.Combine(hub.Settings.Data, "gone")}");
        var answer = await SearchAsync(Ministry, "ELIGDTRM", "national-id", Person("equity-card", true).Identifiers["national-id"], other.Address);
        (answer.Status, answer.Body.TryGetProperty("total", out _)).ShouldBe((200, false));
        answer.Body.GetProperty("entry")[0].GetProperty("resource").GetProperty("issue")[0].GetProperty("code").GetString().ShouldBe("incomplete");
    }

    private string Ministry => hub.KeyOf("social-ministry");

    private Gateway.Demo.DemoPerson Person(string identifier, bool has) =>
        hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey(identifier) == has);

    private Task<Answer> SearchAsync(string key, string purpose, string type, string number, string? address = null) =>
        hub.Http.SearchAsync(address ?? hub.Hub.Address, key, purpose, $"member:identifier={FhirCall.Identifiers}{type}%7C{number}", "Group");
}
