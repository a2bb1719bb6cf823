using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Hosting;
using Interop.Gateway.Misuse;
using Interop.Gateway.Privacy;
using Interop.Schemas;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Matching;

/// <summary>Finding people at <c>POST /v1/match</c>, over the real registries.</summary>
public sealed class MatchTests(HubFixture hub)
{
    private const string Hospital = "calmette-hospital", Purpose = "TREAT", Commune = "commune-sangkat-120101";

    [Fact]
    public async Task Match_WhatTheRegistryHolds_IsCertainAndShowsAllThatIsGranted()
    {
        var person = RegisteredPerson.Of(hub);
        var answer = await AskAsync(Form(person, person.FamilyLatin, person.GivenLatin));

        answer.Status.ShouldBe(200);
        JsonSchemas.Validate("match-answer", answer.Body.GetRawText()).ShouldBeEmpty();
        var found = answer.Body.GetProperty("candidates").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("grade").GetString().ShouldBe("certain");
        found.GetProperty("score").GetDouble().ShouldBeGreaterThanOrEqualTo(0.999);
        ValueOf(found, "person.nationalId").ShouldBe(person.NationalId);
        ValueOf(found, "address.village").ShouldBe(person.Village[..4], "the scope grants the district");
        Agreement(found, "given-name").ShouldBe("same");
        Agreement(found, "place").ShouldBe("withheld", "to say that the village is the same would tell the village");
        answer.Headers.GetValues("Interop-Receipt").ShouldHaveSingleItem().ShouldBe(answer.Body.GetProperty("receipt").GetString());
        answer.Source("civil-registry").GetProperty("status").GetString().ShouldBe("answered");
    }

    [Fact]
    public async Task Match_NamesInTheOtherOrderTypedOtherwise_IsFoundWithReasons()
    {
        var person = RegisteredPerson.Of(hub);
        var answer = await AskAsync($$$"""
            {"person":{"familyName":{"khmer":"{{{person.GivenKhmer}}}\u200B"},"givenName":{"khmer":"\uFEFF{{{person.FamilyKhmer}}}"},"birthDate":"{{{person.Birth}}}","sex":"{{{person.Sex}}}","village":"{{{person.Village[..6]}}}"}}
            """);

        var found = answer.Body.GetProperty("candidates")[0];
        found.GetProperty("grade").GetString().ShouldBeOneOf("certain", "probable");
        ValueOf(found, "name.family.latin").ShouldBe(person.FamilyLatin);
        Agreement(found, "name-order").ShouldBe("swapped");
        Agreement(found, "family-name").ShouldBe("same");
    }

    /// <summary>Whoever is not certain is shown by what is compared, so nobody fishes for numbers by half a name.</summary>
    [Fact]
    public async Task Match_BelowCertain_ShowsNoNumber()
    {
        var person = RegisteredPerson.Of(hub);
        // Another given name: perhaps a brother or sister.
        var answer = await AskAsync(Form(person, person.FamilyLatin, "Xyzzy"));

        answer.Status.ShouldBe(200);
        var candidates = answer.Body.GetProperty("candidates").EnumerateArray().ToArray();
        candidates.ShouldNotBeEmpty();
        foreach (var one in candidates)
        {
            one.GetProperty("grade").GetString().ShouldBe("possible");
            one.GetProperty("attributes").EnumerateObject().Select(a => a.Name).ShouldAllBe(n => n.StartsWith("name.", StringComparison.Ordinal) || n.StartsWith("vital.", StringComparison.Ordinal) || n == "address.village");
        }
        answer.Body.GetRawText().ShouldNotContain(person.NationalId);
        (await AskAsync(Form(person, person.FamilyLatin, "Xyzzy", ",\"onlyCertain\":true"))).Body.GetProperty("candidates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Match_Nobody_IsAnAnswerWithoutCandidates()
    {
        var answer = await AskAsync("""{"person":{"familyName":{"latin":"Xyzzy"},"givenName":{"latin":"Plugh"},"birthDate":"1901-02-03","village":"12010101"}}""");

        answer.Status.ShouldBe(200);
        JsonSchemas.Validate("match-answer", answer.Body.GetRawText()).ShouldBeEmpty();
        answer.Body.GetProperty("candidates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Match_SearchAndPersonFound_AreExchangesOfTheirOwnInTheLog()
    {
        var person = RegisteredPerson.Of(hub);
        var answer = await AskAsync(Form(person, person.FamilyLatin, person.GivenLatin));
        var found = answer.Body.GetProperty("candidates")[0].GetProperty("exchangeId").GetGuid();
        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();

        var entries = hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: "match", Institution: Hospital)).Hits.Select(h => h.Entry).ToArray();
        var search = entries.Single(e => e.Exchange == answer.Body.GetProperty("exchangeId").GetGuid() && e.Phase == AuditPhase.Completed);
        search.Disclosed.ShouldBeEmpty();
        search.Outcome.ShouldBe("answered");
        var disclosed = entries.Single(e => e.Exchange == found && e.Phase == AuditPhase.Completed);
        disclosed.Disclosed.ShouldContain("person.nationalId");
        disclosed.Scope.ShouldBe("calmette-hospital-match");
        disclosed.SubjectPseudonym.ShouldNotBe(search.SubjectPseudonym);
        entries.Count(e => e.Exchange == found).ShouldBe(2, "it was recorded before the person was looked at");
    }

    [Theory]
    [InlineData("social-ministry", "ELIGDTRM", "operation-outside-scope")]
    [InlineData("calmette-hospital", "COVERAGE", "operation-outside-scope")]
    [InlineData("calmette-hospital", "HRESCH", "purpose-outside-scope")]
    public async Task Match_WithoutAScopeForIt_IsRefused(string institution, string purpose, string code)
    {
        var person = RegisteredPerson.Of(hub);
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/match", hub.KeyOf(institution), purpose, Form(person, person.FamilyLatin, person.GivenLatin));

        (answer.Status, answer.Code).ShouldBe((403, code));
    }

    /// <summary>A scope with conditions about people finds those whom they let be asked about, and says nothing of others.</summary>
    [Fact]
    public async Task Match_UnderAScopeOfACommune_FindsItsPeopleAlone()
    {
        var (inside, outside) = (RegisteredPerson.Of(hub, "VILL_CD LIKE '120101%'"), RegisteredPerson.Of(hub, "VILL_CD NOT LIKE '120101%'"));
        using var _ = CommuneScope(hub.Hub);
        (await CommuneFindsAsync(hub.Hub, inside)).ShouldHaveSingleItem().GetProperty("grade").GetString().ShouldBe("certain");
        (await CommuneFindsAsync(hub.Hub, outside)).ShouldBeEmpty();
    }

    /// <summary>
    /// Two agree alike and one lives elsewhere. Whoever may see both is told of both; whoever may see one is not told that they are sure, nor, by a score of one
    /// half, that there is another.
    /// </summary>
    [Fact]
    public async Task Match_OneOfTwoWhoAgreeAlikeIsOutsideTheScope_TheOtherIsPossibleWithTheScoreOfOneAlone()
    {
        var person = RegisteredPerson.Of(hub, "VILL_CD LIKE '120101%'");
        await using var other = await StartWithTwinAsync(person);
        using var _ = CommuneScope(other);

        // Nobody says where they live: the village would tell the two apart.
        var both = (await PostAsync(other, Hospital, Purpose, Form(person with { Village = "" }, person.FamilyLatin, person.GivenLatin))).Body.GetProperty("candidates").EnumerateArray().ToArray();
        both.Select(c => c.GetProperty("grade").GetString()).ShouldBe(["possible", "possible"]);
        var alone = (await CommuneFindsAsync(other, person with { Village = "" })).ShouldHaveSingleItem();
        (alone.GetProperty("grade").GetString(), alone.GetProperty("score").GetDouble()).ShouldBe(("possible", 0.5));
        (await CommuneFindsAsync(other, person with { Village = "" }, ",\"count\":1")).ShouldHaveSingleItem().GetProperty("score").GetDouble().ShouldBe(0.5);
        (await CommuneFindsAsync(other, person with { Village = "" }, ",\"onlyCertain\":true")).ShouldBeEmpty();
        both.ShouldAllBe(c => c.GetProperty("score").GetDouble() <= 0.5);
    }

    /// <summary>Names that are tried are seen by the watch for misuse as numbers that are tried.</summary>
    [Fact]
    public async Task Match_NamesThatFindNobody_AreEnumerationToTheWatch()
    {
        await using var other = await hub.StartAnotherAsync();
        for (var i = 0; i < 16; i++)
        {
            var nobody = $$$"""{"person":{"familyName":{"latin":"Xyzzy"},"givenName":{"latin":"Plugh"},"birthDate":"{{{1900 + i}}}-02-03"}}""";
            (await PostAsync(other, Hospital, Purpose, nobody)).Body.GetProperty("candidates").GetArrayLength().ShouldBe(0);
        }

        using var log = await other.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        var detector = EnumerationDetector.OfDay(new() { Enumeration = new() { DayNotFound = 15 } });
        foreach (var leaf in log.Leaves(0, 2_048))
            if (AuditLeaf.Read(leaf.Leaf) is { Operation: "match", Phase: AuditPhase.Completed } entry)
                detector.Observe(leaf.Index, entry);
        var finding = detector.Close(DateTimeOffset.MaxValue).ShouldHaveSingleItem();
        (finding.Kind, finding.Institution, finding.Count).ShouldBe((SignalKind.Enumeration, Hospital, 16));
    }

    [Fact]
    public async Task Match_RegistryThatPeopleAreReadFromIsDown_IsNotReady()
    {
        await using var other = await hub.StartAnotherAsync($"--Registries:civil-registry:Connection={Path.Combine(hub.Settings.Data, "gone", "civil-registry.db")}");
        var person = RegisteredPerson.Of(hub);
        var answer = await hub.Http.PostAsync(other.Address + "/v1/match", hub.KeyOf(Hospital), Purpose, Form(person, person.FamilyLatin, person.GivenLatin));

        (answer.Status, answer.Code).ShouldBe((503, "match-not-ready"));
        answer.Headers.RetryAfter.ShouldNotBeNull();
        answer.Body.GetRawText().ShouldNotContain(person.NationalId);
    }

    [Fact]
    public async Task Match_EverySampleOfTheSchema_IsTakenOrRefusedAsTheSchemaSays()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Messages", "match-request");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "schema.json"))
        {
            var answer = await AskAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            answer.Status.ShouldBe(Path.GetFileName(Path.GetDirectoryName(file)) == "valid" ? 200 : 400, file);
        }
    }

    public static TheoryData<string, string, int, string> Hostile => new()
    {
        { "not JSON", "{\"person\":", 400, "body-not-json" },
        { "deep nesting", "{\"person\":" + new string('[', 5000) + new string(']', 5000) + "}", 400, "body-not-json" },
        { "half a surrogate pair", """{"person":{"familyName":{"latin":"\ud800"},"birthDate":"1980"}}""", 400, "body-not-json" },
        { "Latin in the Khmer place", """{"person":{"familyName":{"khmer":"Sok"},"birthDate":"1980"}}""", 400, "body-invalid" },
        { "a name without letters", """{"person":{"familyName":{"latin":"123"},"birthDate":"1980"}}""", 400, "body-invalid" },
        { "one name of two", """{"person":{"familyName":{"latin":"Sok"},"birthDate":"1980-01-01","sex":"female"}}""", 400, "body-invalid" },
        { "marks of Khmer without end", $$$"""{"person":{"familyName":{"khmer":"\u1780{{{new string('\u17B6', 99)}}}"},"givenName":{"latin":"Dara"},"birthDate":"1980"}}""", 200, "" },
        { "a name of a thousand letters", $$$"""{"person":{"familyName":{"latin":"{{{new string('a', 1000)}}}"},"birthDate":"1980"}}""", 400, "body-invalid" },
        { "a megabyte", $$$"""{"person":{"familyName":{"latin":"{{{new string('a', 1_000_000)}}}"},"birthDate":"1980"}}""", 413, "body-too-large" },
        { "no day", """{"person":{"familyName":{"latin":"Sok"},"birthDate":"1980-02-31"}}""", 400, "body-invalid" },
        { "a year before all", """{"person":{"familyName":{"latin":"Sok"},"givenName":{"latin":"Dara"},"birthDate":"0001"}}""", 200, "" },
        { "a year after all", """{"person":{"familyName":{"latin":"Sok"},"givenName":{"latin":"Dara"},"birthDate":"9999-12-31"}}""", 200, "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Match_HostileBody_IsTakenOrRefusedWithACode(string what, string body, int status, string code)
    {
        var answer = await AskAsync(body);

        answer.Status.ShouldBe(status, what);
        (answer.Code ?? "").ShouldBe(code, what);
    }

    private Task<Answer> PostAsync(HubHost at, string institution, string purpose, string body) => hub.Http.PostAsync(at.Address + "/v1/match", hub.KeyOf(institution), purpose, body);

    private async Task<JsonElement[]> CommuneFindsAsync(HubHost at, RegisteredPerson person, string more = "") =>
        [.. (await PostAsync(at, Commune, "PATRQT", Form(person, person.FamilyLatin, person.GivenLatin, more))).Body.GetProperty("candidates").EnumerateArray()];

    /// <summary>Lets the commune find its own people, until disposed.</summary>
    private static Revoked CommuneScope(HubHost at)
    {
        const string scope = "commune-match";
        var ledger = at.Rooms.GetRequiredService<ScopeLedger>();
        ledger.Draft(new(
            scope, 1, Commune, ["PATRQT"], [Operation.Match], ["civil-registry"], [], [new("name.family.latin"), new("vital.sex")], [new(SubjectConditionKind.Jurisdiction)],
            new(2026, 1, 1), new(2028, 12, 31), "people of the commune who lost their papers", 30, ScopeStatus.Draft, null, null), "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Submit(scope, 1, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Approve(scope, 1, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
        return new(ledger, scope);
    }

    /// <summary>A hub over a civil registry that has the person once more, with another number, in another province.</summary>
    private async Task<HubHost> StartWithTwinAsync(RegisteredPerson person)
    {
        var file = Path.Combine(hub.Settings.Data, "twin.db");
        File.Copy(Path.Combine(hub.Settings.CountryFolder, "civil-registry.db"), file, overwrite: true);
        using (var civil = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            civil.Open();
            using var command = civil.CreateCommand();
            command.CommandText = """
                INSERT INTO PEOPLE (PID, NID, NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, DOB, DOB_APPROX, SEX_CD, VILL_CD, REG_DT, UPD_DT)
                SELECT 'twin', '999999901', NM_FAM_KH, NM_GIV_KH, NM_FAM_LA, NM_GIV_LA, DOB, 0, SEX_CD, '01020101', REG_DT, UPD_DT FROM PEOPLE WHERE NID = $nid
                """;
            command.Parameters.AddWithValue("$nid", person.NationalId);
            command.ExecuteNonQuery().ShouldBe(1);
        }
        return await hub.StartAnotherAsync($"--Registries:civil-registry:Connection={file}");
    }

    private Task<Answer> AskAsync(string body) => hub.Http.PostAsync(hub.Hub.Address + "/v1/match", hub.KeyOf(Hospital), Purpose, body);

    private static string Form(RegisteredPerson person, string family, string given, string more = "") =>
        $$$"""{"person":{"familyName":{"latin":"{{{family}}}"},"givenName":{"latin":"{{{given}}}"},"birthDate":"{{{person.Birth}}}","sex":"{{{person.Sex}}}"{{{(person.Village.Length > 0 ? $",\"village\":\"{person.Village}\"" : "")}}}}{{{more}}}}""";

    private static string? ValueOf(JsonElement candidate, string attribute) => candidate.GetProperty("attributes").GetProperty(attribute).GetProperty("value").GetString();

    private static string? Agreement(JsonElement candidate, string field) =>
        candidate.GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("field").GetString() == field).GetProperty("agreement").GetString();

    private sealed record Revoked(ScopeLedger Ledger, string Scope) : IDisposable
    {
        public void Dispose() => Ledger.Revoke(Scope, 1, "ann", "the test is over");
    }
}
