using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Consents;
using Interop.Gateway.Fhir;
using Interop.System.Tests.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Fhir;

/// <summary>What an institution may read of its own doings: its exchanges and the consents given to it.</summary>
public sealed class RecordTests(HubFixture hub)
{
    private const string Hospital = "calmette-hospital";

    [Fact]
    public async Task AuditEvents_ByTheNumberAskedBy_AreTheOwnExchangesAndNobodyElses()
    {
        var answered = await hub.Http.CheckAsync(hub.Hub.Address, Key, "TREAT", "national-id", Number);
        var refused = await hub.Http.CheckAsync(hub.Hub.Address, Key, "HRESCH", "national-id", Number);
        var others = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("planning-ministry"), "HRESCH", "national-id", Number);
        others.Status.ShouldBe(200);

        var found = await SearchAsync(Number);
        found.Status.ShouldBe(200);
        found.Headers.GetValues("Interop-Receipt").Single().ShouldNotBeEmpty();
        var events = Events(found).ToDictionary(e => e.GetProperty("id").GetString()!);
        found.Body.GetProperty("total").GetInt32().ShouldBe(events.Count);
        events.Keys.ShouldNotContain(IdOf(others));
        var own = events[IdOf(answered)];
        own.GetProperty("outcome").GetString().ShouldBe("0");
        own.GetProperty("subtype")[0].GetProperty("code").GetString().ShouldBe("entitlement-check");
        own.GetProperty("agent")[0].GetProperty("who").GetProperty("identifier").GetProperty("value").GetString().ShouldBe(Hospital);
        own.GetProperty("agent")[0].GetProperty("purposeOfUse")[0].GetProperty("coding")[0].GetProperty("code").GetString().ShouldBe("TREAT");
        var details = own.GetProperty("entity")[1].GetProperty("detail").EnumerateArray().ToDictionary(d => d.GetProperty("type").GetString()!, d => d.GetProperty("valueString").GetString()!);
        (details["door"], details["programmes"]).ShouldBe(("native", string.Join(' ', answered.Body.GetProperty("programmes").EnumerateArray().Select(p => p.GetProperty("programme").GetString()))));
        events[IdOf(refused)].GetProperty("outcome").GetString().ShouldBe("4");
        events[IdOf(refused)].GetProperty("agent")[0].TryGetProperty("policy", out _).ShouldBe(false, "no scope let it in");
        Events(found).Select(e => e.GetProperty("recorded").GetDateTimeOffset()).ShouldBe(Events(found).Select(e => e.GetProperty("recorded").GetDateTimeOffset()).OrderDescending());
        found.Body.GetProperty("link").GetRawText().ShouldNotContain(Number, customMessage: "a link is an address");
    }

    [Fact]
    public async Task AuditEvents_ByAnotherNumberOfThePerson_DoNotTellThatTheyAreOnePersons()
    {
        await using var other = await hub.StartAnotherAsync();
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey("nssf"));
        var asked = await hub.Http.CheckAsync(other.Address, Key, "TREAT", "nssf", person.Identifiers["nssf"]);
        asked.Status.ShouldBe(200);
        var by = await SearchAsync(person.Identifiers["nssf"], type: "nssf", at: other.Address);
        Events(by).Single().GetProperty("id").GetString().ShouldBe(IdOf(asked));
        Events(by).Single().GetProperty("outcome").GetString().ShouldBe("0", "the end stands under the person in the log, and is found");
        (await SearchAsync(person.Identifiers["national-id"], at: other.Address)).Body.GetProperty("total").GetInt32().ShouldBe(0);
        (await SearchAsync("000000000", at: other.Address)).Body.GetProperty("total").GetInt32().ShouldBe(0, "nobody looks like somebody not asked about");
    }

    [Fact]
    public async Task AuditEvents_OfSomebodyOutsideTheScopeAndOfNobody_AreAlike()
    {
        var outside = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && !p.Identifiers.ContainsKey("nssf") && p.Coverage.Count == 0).Identifiers["national-id"];
        await using var other = await hub.StartAnotherAsync();
        (await TrailAsync(outside)).ShouldBe(await TrailAsync("999999999"), "the record knows more than the institution was told");

        async Task<string> TrailAsync(string number)
        {
            var asked = await hub.Http.CheckAsync(other.Address, hub.KeyOf("nssf"), "COVERAGE", "national-id", number);
            asked.Code.ShouldBe("subject-outside-scope");
            var found = Events(await hub.Http.SearchAsync(other.Address, hub.KeyOf("nssf"), "COVERAGE", $"patient.identifier={FhirCall.Identifiers}national-id%7C{number}", "AuditEvent")).Single();
            found.GetProperty("outcome").GetString().ShouldBe("4");
            var patient = found.GetProperty("entity")[0].GetProperty("what").GetProperty("reference").GetString()!;
            return found.GetRawText().Replace(IdOf(asked), "", StringComparison.Ordinal).Replace(found.GetProperty("recorded").GetString()!, "", StringComparison.Ordinal)
                .Replace(patient, "", StringComparison.Ordinal).Replace(number, "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AuditEvents_OfSomebodyFoundByADescription_DoNotTellWhoseNumberItIs()
    {
        await using var other = await hub.StartAnotherAsync();
        var person = RegisteredPerson.Of(hub);
        var found = await Patience.UntilAsync(
            () => hub.Http.FhirAsync(HttpMethod.Post, other.Address + "/fhir/Patient/$match", Key, "TREAT", FhirCall.Described(person), "application/fhir+json"), a => a.Status != 503, "a hub that is ready to match");
        found.Body.GetProperty("total").GetInt32().ShouldBe(1);
        (await SearchAsync(person.NationalId, at: other.Address)).Body.GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task AuditEvents_ByIdOnPagesAndByDate_AreTheSame()
    {
        await using var other = await hub.StartAnotherAsync();
        for (var i = 0; i < 3; i++)
            await hub.Http.CheckAsync(other.Address, Key, "TREAT", "national-id", Number);
        var all = Events(await SearchAsync(Number, at: other.Address)).Select(e => e.GetProperty("id").GetString()).ToArray();
        all.Length.ShouldBe(3);
        var paged = new List<string?>();
        var page = await SearchAsync(Number, "&_count=2", at: other.Address);
        for (var pages = 0; pages < 3; pages++)
        {
            paged.AddRange(Events(page).Select(e => e.GetProperty("id").GetString()));
            if (page.Body.GetProperty("link").EnumerateArray().FirstOrDefault(l => l.GetProperty("relation").GetString() == "next") is not { ValueKind: JsonValueKind.Object } next)
                break;
            page = await hub.Http.GetAsync(next.GetProperty("url").GetString()!, Key);
        }
        paged.ShouldBe(all);
        (await SearchAsync(Number, "&date=ge2020-01-01&date=le2021-01-01", at: other.Address)).Body.GetProperty("total").GetInt32().ShouldBe(0);
        (await SearchAsync(Number, "&date=gt2020-01-01", at: other.Address)).Body.GetProperty("total").GetInt32().ShouldBe(3);
        (await SearchAsync(Number, "&date=about2020", at: other.Address)).Outcome().ShouldBe("fhir-search-invalid");
    }

    [Fact]
    public async Task AuditEvents_EveryLook_IsItselfInTheLog()
    {
        var found = await SearchAsync(Number);
        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        hub.Hub.Rooms.GetRequiredService<AuditIndex>().CatchUp(TimeSpan.FromMinutes(1));
        var look = hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Institution: Hospital, Door: "fhir", Operation: AuditLook.Operation)).Hits[0].Entry;
        $"{look.Exchange}".ShouldBe(found.Headers.GetValues("Interop-Exchange-Id").Single());
        (look.Purpose, look.SubjectPseudonym.Length).ShouldBe(("TREAT", AuditLeaf.PseudonymLength));
    }

    [Fact]
    public async Task Consent_GivenToTheInstitution_OpensForItAlone()
    {
        var today = hub.Hub.Rooms.GetRequiredService<ConsentRegister>().Today;
        var given = await hub.Hub.Rooms.GetRequiredService<ConsentDesk>().GiveAsync(
            new("dpo", null), new(new("national-id", Number), Hospital, ["TREAT"], ["vital.sex"], today, today.AddDays(9), ConsentMedium.Written, "folder 8/2026"), TestContext.Current.CancellationToken);
        given.Outcome.ShouldBe(ConsentOutcome.Done);
        var address = $"{hub.Hub.Address}/fhir/Consent/{given.Id}";
        var read = await hub.Http.GetAsync(address, Key);
        read.Status.ShouldBe(200);
        (read.Body.GetProperty("status").GetString(), read.Body.TryGetProperty("patient", out _)).ShouldBe(("active", false));
        var provision = read.Body.GetProperty("provision");
        (provision.GetProperty("period").GetProperty("end").GetString(), provision.GetProperty("purpose")[0].GetProperty("code").GetString(), provision.GetProperty("code")[0].GetProperty("coding")[0].GetProperty("code").GetString())
            .ShouldBe(($"{today.AddDays(9):yyyy-MM-dd}", "TREAT", "vital.sex"));
        (await Node.RunAsync("fhir.mjs", new[] { read.Body.GetRawText() })).ShouldBe(["Consent: good"]);
        (await hub.Http.FhirAsync(HttpMethod.Get, address, hub.KeyOf("planning-ministry"), "HRESCH")).Outcome().ShouldBe("fhir-id-unknown");
        (await hub.Http.GetAsync($"{hub.Hub.Address}/fhir/Consent/{Guid.Empty}", Key)).Outcome().ShouldBe("fhir-id-unknown");

        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        hub.Hub.Rooms.GetRequiredService<AuditIndex>().CatchUp(TimeSpan.FromMinutes(1));
        var looks = hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: OwnConsents.Operation)).Hits.Select(h => (h.Entry.Institution, h.Entry.Case));
        looks.ShouldContain((Hospital, $"{given.Id}"));
        looks.ShouldNotContain(l => l.Institution == "planning-ministry");
    }

    private string Key => hub.KeyOf(Hospital);

    private string Number => hub.Demo.People.First(p => p.Coverage.Count > 0 && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    private static string IdOf(Answer answer) => answer.Body.GetProperty("exchangeId").GetString()!;

    private static IEnumerable<JsonElement> Events(Answer answer) =>
        answer.Body.TryGetProperty("entry", out var entries) ? entries.EnumerateArray().Select(e => e.GetProperty("resource")).Where(r => r.GetProperty("resourceType").GetString() == "AuditEvent") : [];

    private Task<Answer> SearchAsync(string number, string more = "", string type = "national-id", string? at = null) =>
        hub.Http.SearchAsync(at ?? hub.Hub.Address, Key, "TREAT", $"patient.identifier={FhirCall.Identifiers}{type}%7C{number}{more}", "AuditEvent");
}
